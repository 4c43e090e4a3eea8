"""The promise of "once": claims between processes, late writers, attempts without an answer."""

import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from alerts.channels import Message, Outcome, Sent
from alerts.digests.digest import DigestView
from alerts.digests.queries import add_subscription, store_digest
from alerts.digests.subscription import Frequency, SubscriptionSpec
from alerts.outbox.queries import claim_deliveries, complete, deliveries, enqueue, reclaim_abandoned, reclaim_all
from alerts.outbox.sending import LEASE, RETRY_AFTER, send_due, verdict
from alerts.outbox.tables import Delivery
from crawler.database import open_engine, reading, writing

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Told:
    """A channel that answers as it was told to, and keeps what it was handed."""

    name = "told"

    def __init__(self, *answers: Sent) -> None:
        self.answers: Iterator[Sent] = iter(answers)
        self.handed: list[tuple[bytes, str]] = []

    def check_target(self, target: str) -> str | None:
        return None

    def render(self, digest: DigestView, target: str, message_id: str) -> list[Message]:
        raise AssertionError("nothing is rendered here")

    def send(self, message: Message, target: str, message_id: str) -> Sent:
        self.handed.append((message.payload, message_id))
        return next(self.answers)


def fill(engine: Engine, count: int = 1) -> None:
    with writing(engine) as session:
        spec = SubscriptionSpec("s", "told", "somebody", Frequency.DAILY, "UTC")
        subscribed = add_subscription(session, spec, now=NOW)
        digest = store_digest(session, subscribed, due_at=NOW, subject="s", alerts=0, now=NOW)
        for part in range(count):
            message = Message(f"part {part}".encode(), "s")
            enqueue(session, digest, "told", "somebody", f"id.{part}", part, message, now=NOW)


def states(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [line.state for line in deliveries(session)]


def test_what_arrived_is_not_sent_again(engine: Engine) -> None:
    fill(engine)
    channel = Told(Sent(Outcome.SENT))
    assert send_due(engine, {"told": channel}, lambda: NOW) == 1
    assert send_due(engine, {"told": channel}, lambda: NOW + timedelta(days=1)) == 0
    assert states(engine) == ["sent"]


def test_a_retry_sends_the_same_bytes_with_the_same_id_after_its_wait(engine: Engine) -> None:
    fill(engine)
    channel = Told(Sent(Outcome.RETRY, "451"), Sent(Outcome.RETRY, "451"), Sent(Outcome.SENT))
    send_due(engine, {"told": channel}, lambda: NOW)
    send_due(engine, {"told": channel}, lambda: NOW)
    assert send_due(engine, {"told": channel}, lambda: NOW + timedelta(seconds=4)) == 0
    assert send_due(engine, {"told": channel}, lambda: NOW + timedelta(seconds=5)) == 1
    assert channel.handed == [(b"part 0", "id.0")] * 3
    assert states(engine) == ["sent"]


def test_an_attempt_without_an_answer_is_repeated_once_and_then_left_to_a_person(engine: Engine) -> None:
    fill(engine)
    channel = Told(Sent(Outcome.UNKNOWN, "no answer"), Sent(Outcome.UNKNOWN, "no answer"))
    send_due(engine, {"told": channel}, lambda: NOW)
    send_due(engine, {"told": channel}, lambda: NOW + timedelta(hours=1))
    assert send_due(engine, {"told": channel}, lambda: NOW + timedelta(days=9)) == 0
    assert states(engine) == ["unknown"]


def test_a_sender_that_vanished_is_taken_over_when_its_lease_ends_and_marked_ambiguous(engine: Engine) -> None:
    fill(engine)
    with writing(engine) as session:
        claim_deliveries(session, now=NOW, token="dead", lease=LEASE, limit=9)
    channel = Told(Sent(Outcome.SENT))
    assert send_due(engine, {"told": channel}, lambda: NOW + LEASE) == 0
    assert send_due(engine, {"told": channel}, lambda: NOW + LEASE + timedelta(seconds=1)) == 1
    with reading(engine) as session:
        [line] = deliveries(session)
    assert (line.state, line.ambiguous) == ("sent", True)


def test_the_late_write_of_a_sender_that_lost_its_lease_is_refused(engine: Engine) -> None:
    fill(engine)
    with writing(engine) as session:
        [slow] = claim_deliveries(session, now=NOW, token="slow", lease=LEASE, limit=9)
    later = NOW + LEASE + timedelta(seconds=1)
    with writing(engine) as session:
        reclaim_abandoned(session, now=later)
        claim_deliveries(session, now=later, token="quick", lease=LEASE, limit=9)
    with writing(engine) as session:
        written = complete(
            session, slow, state="failed", error="late", next_attempt_at=None, ambiguous=False, now=later
        )
    assert written is False
    assert states(engine) == ["sending"]


def test_a_sole_process_takes_over_at_once(engine: Engine) -> None:
    fill(engine, 3)
    with writing(engine) as session:
        claim_deliveries(session, now=NOW, token="dead", lease=LEASE, limit=2)
    with writing(engine) as session:
        assert reclaim_all(session, now=NOW) == 2
    assert states(engine) == ["due"] * 3


def test_a_failure_for_good_is_kept_with_its_reason(engine: Engine) -> None:
    fill(engine)
    send_due(engine, {"told": Told(Sent(Outcome.FAILED, "550 no such user"))}, lambda: NOW)
    with reading(engine) as session:
        [line] = deliveries(session)
    assert (line.state, line.last_error) == ("failed", "550 no such user")


def _claim_until_none(url: str, token: str, claimed: "multiprocessing.Queue[list[int]]") -> None:
    engine, mine = open_engine(url), []
    while True:
        with writing(engine) as session:
            found = claim_deliveries(session, now=NOW, token=token, lease=LEASE, limit=3)
        if not found:
            break
        mine += [delivery.id for delivery in found]
    claimed.put(mine)


def test_three_processes_never_claim_the_same_delivery(engine: Engine, database_url: str) -> None:
    fill(engine, 200)
    engine.dispose()
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[list[int]] = context.Queue()
    processes = [context.Process(target=_claim_until_none, args=(database_url, f"p{n}", answers)) for n in range(3)]
    for process in processes:
        process.start()
    claimed = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(number for mine in claimed for number in mine) == list(range(1, 201))


def test_a_digest_cannot_be_put_up_twice_for_one_address(engine: Engine) -> None:
    fill(engine)
    with pytest.raises(Exception, match=r"(?i)unique"), writing(engine) as session:
        enqueue(session, 1, "told", "somebody", "id.again", 0, Message(b"", "s"), now=NOW)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 1


def test_the_waits_between_attempts_are_these_and_then_it_has_failed() -> None:
    answer = Sent(Outcome.RETRY)
    waits = []
    for attempt in range(1, len(RETRY_AFTER) + 1):
        decided = verdict(answer, attempts=attempt, ambiguous=False, now=NOW)
        assert decided.next_attempt_at is not None
        waits.append(decided.next_attempt_at - NOW)
    assert tuple(waits) == RETRY_AFTER
    assert verdict(answer, attempts=len(RETRY_AFTER) + 1, ambiguous=False, now=NOW).state == "failed"


def test_a_receiver_that_asks_for_a_longer_wait_gets_it_up_to_a_day() -> None:
    patient = verdict(Sent(Outcome.RETRY, retry_after=timedelta(minutes=2)), attempts=1, ambiguous=False, now=NOW)
    absurd = verdict(Sent(Outcome.RETRY, retry_after=timedelta(days=400)), attempts=1, ambiguous=False, now=NOW)
    assert patient.next_attempt_at == NOW + timedelta(minutes=2)
    assert absurd.next_attempt_at == NOW + timedelta(hours=24)
