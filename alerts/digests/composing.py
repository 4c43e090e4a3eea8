"""The step from alerts to a digest: what one subscription is owed becomes one value, put up for sending as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from alerts.channels import Channel
from alerts.digests.digest import AilingSource, DigestView
from alerts.digests.queries import move_on, store_digest, subscriptions
from alerts.digests.subscription import Frequency, Subscribed
from alerts.digests.viewing import items_of
from alerts.digests.wording import subject_line
from alerts.outbox.queries import OwedAlert, enqueue, open_alerts, put_into_digest
from crawler.database import one_at_a_time, reading, writing
from crawler.sources import ailing_sources, count_sources_read

log = structlog.get_logger()


def compose_due(engine: Engine, channels: Mapping[str, Channel], now: datetime, *, grouping_wait: timedelta) -> int:
    """Compose the digest of every subscription whose time has come; returns how many digests were made.

    One transaction a subscription: its digest, the digest's deliveries and its next due time, or none of them.
    """
    with reading(engine) as session:
        due = [one.id for one in subscriptions(session) if due_at(session, one, now, grouping_wait) is not None]
    composed = 0
    for subscription_id in due:
        with writing(engine) as session:
            one_at_a_time(session, f"compose {subscription_id}")
            subscribed = next((one for one in subscriptions(session) if one.id == subscription_id), None)
            # Asked again under the lock: somebody else may have composed it, or removed it, in between.
            moment = due_at(session, subscribed, now, grouping_wait) if subscribed else None
            if subscribed and moment:
                composed += _compose(session, subscribed, channels, moment, now=now)
    return composed


def due_at(session: Session, subscribed: Subscribed, now: datetime, grouping_wait: timedelta) -> datetime | None:
    """When the digest that is due now fell due; None when none is."""
    if not subscribed.enabled:
        return None
    if subscribed.spec.frequency is not Frequency.IMMEDIATE:
        moment = subscribed.next_digest_at
        return moment if moment is not None and moment <= now else None
    oldest = min((alert.created_at for alert in open_alerts(session, subscribed.id)), default=None)
    return oldest + grouping_wait if oldest is not None and oldest + grouping_wait <= now else None


def _compose(
    session: Session, subscribed: Subscribed, channels: Mapping[str, Channel], moment: datetime, *, now: datetime
) -> int:
    alerts = open_alerts(session, subscribed.id)
    move_on(session, subscribed, now=now)
    if not alerts and not subscribed.spec.heartbeat:
        return 0
    view = view_of(session, subscribed, alerts, due_at=moment)
    subject = subject_line(view)
    digest_id = store_digest(session, subscribed, due_at=moment, subject=subject, alerts=len(alerts), now=now)
    put_into_digest(session, alerts, digest_id)
    for target in targets(subscribed.spec.target):
        message_id = f"digest-{digest_id}-{uuid4().hex[:12]}"
        for part, message in enumerate(channels[subscribed.spec.channel].render(view, target, message_id)):
            enqueue(session, digest_id, subscribed.spec.channel, target, f"{message_id}.{part}", part, message, now=now)
    log.info("digest.composed", digest=digest_id, subscription=subscribed.spec.name, alerts=len(alerts))
    return 1


def targets(target: str) -> list[str]:
    """Each address of a target that names several, parted by commas: each gets a delivery of its own."""
    return [part.strip() for part in target.split(",") if part.strip()]


def view_of(session: Session, subscribed: Subscribed, alerts: Sequence[OwedAlert], *, due_at: datetime) -> DigestView:
    """The digest of these alerts as a value that any channel can render."""
    return DigestView(
        subscription=subscribed.spec.name,
        frequency=subscribed.spec.frequency,
        timezone=subscribed.spec.timezone,
        due_at=due_at,
        items=tuple(items_of(session, alerts)),
        sources_read=count_sources_read(session),
        ailing=tuple(_ailing(session)),
    )


def _ailing(session: Session) -> Iterable[AilingSource]:
    for health in ailing_sources(session):
        yield AilingSource(health.publisher, health.url, health.problem, health.since)
