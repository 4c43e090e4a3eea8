"""Prepare, send, complete: hands due deliveries to their channels, and promises "once".

The claim is committed before the first byte; the outcome after the answer; nothing is held over the network. An
attempt that ended without an answer is repeated once, with the same bytes and the same id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy import Engine

from alerts.channels import Channel, Outcome, Sent
from alerts.outbox.queries import ClaimedDelivery, claim_deliveries, complete, reclaim_abandoned
from crawler.database import writing

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
RETRY_AFTER = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
"""The wait before each further attempt; then the delivery has failed."""
LONGEST_WAIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery after an attempt. `state` as in the deliveries table."""

    state: str
    next_attempt_at: datetime | None
    ambiguous: bool


def verdict(sent: Sent, *, attempts: int, ambiguous: bool, now: datetime) -> Verdict:
    """The retry policy, as a value: what follows from this answer to attempt number `attempts` (from 1)."""
    match sent.outcome:
        case Outcome.SENT:
            return Verdict("sent", None, ambiguous)
        case Outcome.FAILED:
            return Verdict("failed", None, ambiguous)
        case Outcome.UNKNOWN if ambiguous:
            # A second repeat could be the third copy; a person decides from here.
            return Verdict("unknown", None, True)
        case _ if attempts > len(RETRY_AFTER):
            return Verdict("failed", None, ambiguous)
    wait = max(RETRY_AFTER[attempts - 1], min(sent.retry_after or timedelta(0), LONGEST_WAIT))
    return Verdict("due", now + wait, ambiguous or sent.outcome is Outcome.UNKNOWN)


def send_due(engine: Engine, channels: Mapping[str, Channel], clock: Callable[[], datetime], *, limit: int = 20) -> int:
    """Attempt the deliveries that are due now; returns how many. Blocking: call it in a thread."""
    with writing(engine) as session:
        reclaim_abandoned(session, now=clock())
        claimed = claim_deliveries(session, now=clock(), token=uuid4().hex, lease=LEASE, limit=limit)
    for delivery in claimed:
        _attempt(engine, channels, delivery, clock)
    return len(claimed)


def _attempt(
    engine: Engine, channels: Mapping[str, Channel], delivery: ClaimedDelivery, clock: Callable[[], datetime]
) -> None:
    channel = channels.get(delivery.channel)
    if channel is None:
        sent = Sent(Outcome.FAILED, f"there is no channel called {delivery.channel}")
    else:
        sent = channel.send(delivery.message, delivery.target, delivery.message_id)
    now = clock()
    decided = verdict(sent, attempts=delivery.attempts, ambiguous=delivery.ambiguous, now=now)
    with writing(engine) as session:
        ours = complete(
            session,
            delivery,
            state=decided.state,
            error=None if sent.outcome is Outcome.SENT else sent.detail,
            next_attempt_at=decided.next_attempt_at,
            ambiguous=decided.ambiguous,
            now=now,
        )
    log.info(
        "delivery.attempted",
        delivery=delivery.id,
        channel=delivery.channel,
        outcome=sent.outcome.value,
        state=decided.state if ours else "lease lost",
        attempt=delivery.attempts,
        detail=sent.detail,
    )
