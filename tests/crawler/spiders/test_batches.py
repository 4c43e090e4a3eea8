"""Which work a crawl is given: what is longest overdue, no host twice, and no host's mass hides the others."""

from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import Engine

from crawler.config import CrawlerConfig, ExtractionConfig
from crawler.database import reading, writing
from crawler.extraction import SlotPool
from crawler.fetching import shut_host
from crawler.sources import (
    PollOutcome,
    SourceKind,
    SourceSpec,
    add_source,
    count_due_entries,
    count_due_sources,
    record_poll,
)
from crawler.sources.source import ListedEntry
from crawler.spiders import Batch, Desk, claim_batches, release_batch
from crawler.spiders.desk import TASKS_OF_HOST

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def desk(engine: Engine, **config: int) -> Desk:
    return Desk(engine, Time(), SlotPool(ExtractionConfig()), CrawlerConfig(**config))  # type: ignore[arg-type]


def source(engine: Engine, host: str, kind: SourceKind = SourceKind.RSS, path: str = "/", at: datetime = NOW) -> int:
    spec = SourceSpec(f"{host}{path}", f"http://{host}{path}", "P", kind)
    with writing(engine) as session:
        return add_source(session, spec, now=at, default_poll_seconds=3600).id


def entries(engine: Engine, at: datetime, *urls: str) -> None:
    """A source that was polled at `at` and listed these."""
    number = source(engine, "list.example", path=f"/{at:%H%M%S}", at=at)
    listed = tuple(ListedEntry(url, url, url, "T", "", None) for url in urls)
    with writing(engine) as session:
        record_poll(session, PollOutcome(number, 200, entries=listed), now=at, jitter=Random(1))


def work(batches: list[Batch]) -> list[tuple[str, list[str]]]:
    return [(batch.spider, [task.url for task in batch.tasks]) for batch in batches]


def test_each_kind_of_work_goes_to_its_spider_and_the_longest_overdue_comes_first(engine: Engine) -> None:
    source(engine, "feed.example", at=NOW - timedelta(minutes=3))
    source(engine, "map.example", SourceKind.NEWS_SITEMAP, at=NOW - timedelta(minutes=2))
    source(engine, "page.example", SourceKind.LISTING, at=NOW - timedelta(minutes=4))
    entries(engine, NOW - timedelta(minutes=1), "http://a.example/1")
    assert work(claim_batches(desk(engine), 9)) == [
        ("listings", ["http://page.example/"]),
        ("feeds", ["http://feed.example/"]),
        ("sitemaps", ["http://map.example/"]),
        ("pages", ["http://a.example/1"]),
    ]


def test_a_host_with_much_work_hides_no_other(engine: Engine) -> None:
    many = [f"http://big.example/{n}" for n in range(450)]
    entries(engine, NOW - timedelta(minutes=2), *many)
    entries(engine, NOW - timedelta(minutes=1), "http://small.example/1")
    at = desk(engine)
    [first] = claim_batches(at, 9)
    urls = [task.url for task in first.tasks]
    assert urls[:3] == [many[0], "http://small.example/1", many[1]]
    assert len(urls) == TASKS_OF_HOST + 1
    entries(engine, NOW, "http://third.example/1")
    assert work(claim_batches(at, 9)) == [("pages", ["http://third.example/1"])]


def test_two_crawls_never_ask_one_host_at_once(engine: Engine) -> None:
    entries(engine, NOW, "http://a.example/1")
    source(engine, "a.example", at=NOW - timedelta(minutes=1))
    at = desk(engine, host_gap_seconds=2)
    [polling] = claim_batches(at, 9)
    assert polling.spider == "feeds"
    assert claim_batches(at, 9) == []
    release_batch(at, polling)
    assert claim_batches(at, 9) == []
    at.clock.now += timedelta(seconds=2)  # type: ignore[attr-defined]
    assert [batch.spider for batch in claim_batches(at, 9)] == ["feeds"]


def test_no_more_batches_and_hosts_are_taken_than_asked_for(engine: Engine) -> None:
    for n in range(5):
        source(engine, f"h{n}.example")
    at = desk(engine, batch_hosts=2)
    [batch] = claim_batches(at, 1)
    assert len(batch.tasks) == 2
    assert len(claim_batches(at, 1)[0].tasks) == 2


def test_work_on_a_host_that_stays_shut_is_put_off_and_not_waited_for(engine: Engine) -> None:
    source(engine, "a.example")
    entries(engine, NOW, "http://a.example/1", "http://b.example/1")
    at = desk(engine)
    batches = claim_batches(at, 9)
    with writing(engine) as session:
        shut_host(session, "a.example", until=NOW + timedelta(hours=1))
    for batch in batches:
        release_batch(at, batch)
    at.clock.now += timedelta(seconds=5)  # type: ignore[attr-defined]
    assert [urls for _, urls in work(claim_batches(at, 9))] == [["http://b.example/1"]]
    with reading(engine) as session:
        assert count_due_sources(session, at.clock()) == 0
        assert count_due_entries(session, at.clock()) == 1
        assert count_due_entries(session, NOW + timedelta(hours=1)) == 2
