"""The outbox's SQL: what is owed, claimed, sent. Each "once" is a unique key or a conditional UPDATE here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from alerts.channels.contract import Message
from alerts.outbox.tables import Alert, Delivery, FanOut
from alerts.rounds.tables import Development


def developments_to_fan_out(session: Session, limit: int) -> list[int]:
    """Ids of developments not yet held against the watches, in order."""
    return list(
        session.scalars(
            select(Development.id)
            .outerjoin(FanOut, FanOut.development_id == Development.id)
            .where(FanOut.development_id.is_(None))
            .order_by(Development.id)
            .limit(limit)
        )
    )


def count_to_fan_out(session: Session) -> int:
    """How many developments wait to be held against the watches."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Development)
            .outerjoin(FanOut, FanOut.development_id == Development.id)
            .where(FanOut.development_id.is_(None))
        )
        or 0
    )


def owe(
    session: Session, development_id: int, subscription_id: int, reasons: list[dict[str, Any]], *, now: datetime
) -> None:
    """Owe one development to one subscription. The unique key refuses to owe it twice."""
    session.add(Alert(development_id=development_id, subscription_id=subscription_id, reasons=reasons, created_at=now))


def mark_fanned_out(session: Session, development_id: int, *, alerts: int, withheld: str | None, now: datetime) -> None:
    """Mark a development as held against every watch; `withheld` says why it is owed to nobody."""
    session.add(FanOut(development_id=development_id, at=now, alerts=alerts, withheld=withheld))


def told_subscriptions(session: Session, round_id: int) -> set[int]:
    """Subscriptions that were owed a development of this round before: they get its denial too."""
    rows = session.scalars(
        select(Alert.subscription_id)
        .join(Development, Development.id == Alert.development_id)
        .where(Development.round_id == round_id)
    )
    return set(rows)


@dataclass(frozen=True, slots=True)
class OwedAlert:
    """One open alert. `reasons` are (watch, what matched)."""

    id: int
    development_id: int
    reasons: tuple[tuple[str, str], ...]
    created_at: datetime


def open_alerts(session: Session, subscription_id: int) -> list[OwedAlert]:
    """Alerts of a subscription that are in no digest yet, in the order in which they came about."""
    rows = session.scalars(
        select(Alert)
        .where(Alert.subscription_id == subscription_id, Alert.digest_id.is_(None))
        .order_by(Alert.development_id)
    )
    return [
        OwedAlert(row.id, row.development_id, tuple((r["watch"], r["on"]) for r in row.reasons), row.created_at)
        for row in rows
    ]


def put_into_digest(session: Session, alerts: Sequence[OwedAlert], digest_id: int) -> None:
    """Assign open alerts to a digest. Raises RuntimeError if another digest took one in the meantime."""
    taken = session.execute(
        update(Alert)
        .where(Alert.id.in_([alert.id for alert in alerts]), Alert.digest_id.is_(None))
        .values(digest_id=digest_id)
    )
    if taken.rowcount != len(alerts):  # type: ignore[attr-defined]
        raise RuntimeError(f"an alert of digest {digest_id} is in another digest already")


def enqueue(
    session: Session,
    digest_id: int,
    channel: str,
    target: str,
    message_id: str,
    part: int,
    message: Message,
    *,
    now: datetime,
) -> None:
    """Put one part of a digest up for sending: its bytes and its id are fixed from here on."""
    session.add(
        Delivery(
            digest_id=digest_id,
            part=part,
            channel=channel,
            target=target,
            message_id=message_id,
            payload=message.payload,
            subject=message.subject,
            state="due",
            next_attempt_at=now,
        )
    )


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this process alone may attempt, until its lease ends."""

    id: int
    channel: str
    target: str
    message_id: str
    message: Message
    attempts: int
    ambiguous: bool
    token: str


def claim_deliveries(
    session: Session, *, now: datetime, token: str, lease: timedelta, limit: int
) -> list[ClaimedDelivery]:
    """Take deliveries that are due. Committed before the first byte is sent, so a crash after it is seen as one.

    The UPDATE repeats the condition: of two processes that saw the same row, one changes it.
    """
    due = select(Delivery.id).where(*_due(now)).order_by(Delivery.id).limit(limit).with_for_update(skip_locked=True)
    claimed = session.scalars(
        update(Delivery)
        .where(Delivery.id.in_(list(session.scalars(due))), *_due(now))
        .values(state="sending", lease_token=token, leased_until=now + lease, attempts=Delivery.attempts + 1)
        .returning(Delivery)
        .execution_options(synchronize_session=False)
    )
    return [
        ClaimedDelivery(
            row.id,
            row.channel,
            row.target,
            row.message_id,
            Message(row.payload, row.subject),
            row.attempts,
            row.ambiguous,
            token,
        )
        for row in sorted(claimed, key=lambda row: row.id)
    ]


def _due(now: datetime) -> tuple[Any, ...]:
    return (Delivery.state == "due", Delivery.next_attempt_at <= now)


def reclaim_abandoned(session: Session, *, now: datetime) -> int:
    """Deliveries whose sender vanished mid-attempt: they may have arrived. Tried once more, with the same id."""
    return _abandon(session, or_(Delivery.leased_until.is_(None), Delivery.leased_until < now), now=now)


def reclaim_all(session: Session, *, now: datetime) -> int:
    """As `reclaim_abandoned`, for every attempt: only when this process is known to be the only one."""
    return _abandon(session, Delivery.id.is_not(None), now=now)


def _abandon(session: Session, which: Any, *, now: datetime) -> int:
    vanished = "the sender stopped in the middle of an attempt"
    again = session.execute(
        update(Delivery)
        .where(Delivery.state == "sending", Delivery.ambiguous.is_(False), which)
        .values(state="due", ambiguous=True, next_attempt_at=now, lease_token=None, last_error=vanished)
    )
    given_up = session.execute(
        update(Delivery)
        .where(Delivery.state == "sending", Delivery.ambiguous.is_(True), which)
        .values(state="unknown", lease_token=None, last_error=vanished)
    )
    return int(again.rowcount + given_up.rowcount)  # type: ignore[attr-defined]


def complete(
    session: Session,
    claimed: ClaimedDelivery,
    *,
    state: str,
    error: str | None,
    next_attempt_at: datetime | None,
    ambiguous: bool,
    now: datetime,
) -> bool:
    """Store how an attempt ended. False, and nothing written, when the lease went to somebody else meanwhile."""
    written = session.execute(
        update(Delivery)
        .where(Delivery.id == claimed.id, Delivery.lease_token == claimed.token)
        .values(
            state=state,
            last_error=error,
            ambiguous=ambiguous,
            lease_token=None,
            leased_until=None,
            sent_at=now if state == "sent" else None,
            next_attempt_at=next_attempt_at or now,
        )
    )
    return bool(written.rowcount)  # type: ignore[attr-defined]


def count_deliveries_due(session: Session, now: datetime) -> int:
    """Deliveries to be attempted now or being attempted."""
    waiting = or_(Delivery.state == "sending", (Delivery.state == "due") & (Delivery.next_attempt_at <= now))
    return session.scalar(select(func.count()).select_from(Delivery).where(waiting)) or 0


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery as it is listed."""

    id: int
    digest_id: int
    channel: str
    target: str
    subject: str
    message_id: str
    state: str
    attempts: int
    ambiguous: bool
    last_error: str | None
    sent_at: datetime | None


def deliveries(session: Session, limit: int = 50, *, unsettled: bool = False) -> list[DeliveryLine]:
    """Deliveries, newest first; `unsettled`: only those that have not arrived."""
    query = select(Delivery).order_by(Delivery.id.desc()).limit(limit)
    if unsettled:
        query = query.where(Delivery.state != "sent")
    return [
        DeliveryLine(
            row.id,
            row.digest_id,
            row.channel,
            row.target,
            row.subject,
            row.message_id,
            row.state,
            row.attempts,
            row.ambiguous,
            row.last_error,
            row.sent_at,
        )
        for row in session.scalars(query)
    ]


def withheld_developments(session: Session, limit: int) -> list[tuple[int, str]]:
    """Developments that were owed to nobody, and why, newest first."""
    rows = session.execute(
        select(FanOut.development_id, FanOut.withheld)
        .where(FanOut.alerts == 0)
        .order_by(FanOut.development_id.desc())
        .limit(limit)
    )
    return [(development, withheld or "no watch matches") for development, withheld in rows]
