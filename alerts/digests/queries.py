"""The digests room's SQL: subscriptions, and the digests composed for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.digests.subscription import Frequency, Subscribed, SubscriptionSpec, Weekday, next_digest_at
from alerts.digests.tables import Digest, Subscription
from alerts.watches.queries import watch_rows


class SubscriptionExistsError(Exception):
    """A subscription of this name is there already."""


class UnknownWatchError(Exception):
    """A subscription names a watch that is not there."""


def add_subscription(session: Session, spec: SubscriptionSpec, *, now: datetime) -> Subscribed:
    """Store a new subscription.

    Raises
    ------
    SubscriptionExistsError, UnknownWatchError
    """
    if session.scalar(select(Subscription.id).where(Subscription.name == spec.name)):
        raise SubscriptionExistsError(f"there is a subscription called {spec.name!r} already")
    rows = watch_rows(session, spec.watches)
    missing = set(spec.watches) - {row.name for row in rows}
    if missing:
        raise UnknownWatchError(f"there is no watch called {', '.join(map(repr, sorted(missing)))}")
    row = Subscription(
        name=spec.name,
        channel=spec.channel,
        target=spec.target,
        frequency=spec.frequency,
        at=spec.at,
        weekday=spec.weekday,
        timezone=spec.timezone,
        heartbeat=spec.heartbeat,
        enabled=True,
        added_at=now,
        next_digest_at=next_digest_at(spec, now),
        watches=rows,
    )
    session.add(row)
    session.flush()
    return _subscribed(row)


def _subscribed(row: Subscription) -> Subscribed:
    return Subscribed(
        id=row.id,
        spec=SubscriptionSpec(
            name=row.name,
            channel=row.channel,
            target=row.target,
            frequency=Frequency(row.frequency),
            timezone=row.timezone,
            at=row.at or "08:00",
            weekday=Weekday(row.weekday or Weekday.MONDAY),
            watches=tuple(watch.name for watch in row.watches),
            heartbeat=row.heartbeat,
        ),
        watch_ids=frozenset(watch.id for watch in row.watches),
        enabled=row.enabled,
        next_digest_at=row.next_digest_at,
    )


def subscriptions(session: Session) -> list[Subscribed]:
    """Every subscription, in the order in which they were added."""
    return [_subscribed(row) for row in session.scalars(select(Subscription).order_by(Subscription.id))]


def subscription_by_name(session: Session, name: str) -> Subscribed | None:
    """The subscription of this name."""
    row = session.scalar(select(Subscription).where(Subscription.name == name))
    return _subscribed(row) if row else None


def remove_subscription(session: Session, name: str) -> bool:
    """Remove a subscription with its alerts and digests; False when there is none of this name."""
    row = session.scalar(select(Subscription).where(Subscription.name == name))
    if row is None:
        return False
    session.delete(row)
    return True


def store_digest(
    session: Session, subscribed: Subscribed, *, due_at: datetime, subject: str, alerts: int, now: datetime
) -> int:
    """Keep a composed digest; returns its id. A second one of the same subscription and due time is refused."""
    row = Digest(subscription_id=subscribed.id, due_at=due_at, composed_at=now, subject=subject, alert_count=alerts)
    session.add(row)
    session.flush()
    return row.id


def move_on(session: Session, subscribed: Subscribed, *, now: datetime) -> None:
    """Set when the subscription's next digest falls due. Periods missed while off are caught up by one digest."""
    row = session.get_one(Subscription, subscribed.id)
    row.next_digest_at = next_digest_at(subscribed.spec, now)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One digest as it is listed."""

    id: int
    subscription: str
    due_at: datetime
    subject: str
    alerts: int


def recent_digests(session: Session, limit: int = 20) -> Sequence[DigestLine]:
    """The latest digests, newest first."""
    rows = session.execute(
        select(Digest.id, Subscription.name, Digest.due_at, Digest.subject, Digest.alert_count)
        .join(Subscription, Subscription.id == Digest.subscription_id)
        .order_by(Digest.id.desc())
        .limit(limit)
    )
    return [DigestLine(*row) for row in rows]
