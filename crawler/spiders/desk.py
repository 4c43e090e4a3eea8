"""What a spider works with, and which batch of hosts it may ask: values handed to it, so that it decides nothing."""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.clock import Clock, system_clock
from crawler.config import CrawlerConfig, ExtractionConfig
from crawler.database import migrate, open_engine, writing
from crawler.extraction import SlotPool
from crawler.fetching import busy_hosts, hosts_shut_beyond, lease_hosts, release_hosts
from crawler.sources import FEEDS, FetchTask, PollTask, SourceKind, due_entries, due_sources, put_off

# Few enough of one host that a crawl ends soon, and the hosts that were quick are free again.
TASKS_OF_HOST = 20
TASKS_OF_BATCH = 1000
# A host that is shut for longer has its work put off; a shorter time is waited for.
WAITED_FOR = timedelta(minutes=1)
PAGES = "pages"

Task = PollTask | FetchTask


@dataclass(frozen=True, slots=True)
class Desk:
    """The crawl's surroundings: where results are written, what time it is, who parses, by which rules."""

    engine: Engine
    clock: Clock
    pool: SlotPool
    config: CrawlerConfig
    jitter: Random = field(default_factory=Random)


@dataclass(frozen=True, slots=True)
class Batch:
    """Work on hosts that this crawl alone may ask, until the lease under `token` ends."""

    spider: str
    token: str
    tasks: tuple[Task, ...]


_KINDS: dict[str, Collection[SourceKind]] = {
    "feeds": FEEDS,
    "sitemaps": (SourceKind.NEWS_SITEMAP,),
    "listings": (SourceKind.LISTING,),
}


def claim_batches(desk: Desk, limit: int) -> list[Batch]:
    """Up to `limit` batches of due work, the longest overdue first, each with its hosts leased; none shares a host."""
    with writing(desk.engine) as session:
        now = desk.clock()
        for host, opens in hosts_shut_beyond(session, now + WAITED_FOR).items():
            put_off(session, host, until=opens)
        offers = [offer for offer in _offers(session, now) if offer[1]]
        offers.sort(key=lambda offer: offer[1][0].due_at)
        batches = (_leased(desk, session, spider, tasks, now) for spider, tasks in offers)
        return list(islice((batch for batch in batches if batch), limit))


def _offers(session: Session, now: datetime) -> Iterator[tuple[str, Sequence[Task]]]:
    """For each spider what is due and may be asked."""
    busy = busy_hosts(session, now)
    for spider, kinds in _KINDS.items():
        yield (
            spider,
            due_sources(session, kinds, now=now, limit=TASKS_OF_BATCH, except_hosts=busy, of_one_host=TASKS_OF_HOST),
        )
    yield PAGES, due_entries(session, now=now, limit=TASKS_OF_BATCH, except_hosts=busy, of_one_host=TASKS_OF_HOST)


def _leased(desk: Desk, session: Session, spider: str, tasks: Sequence[Task], now: datetime) -> Batch | None:
    token = uuid4().hex
    hosts = list(dict.fromkeys(task.host for task in tasks))[: desk.config.batch_hosts]
    taken = lease_hosts(session, hosts, token=token, now=now)
    mine = _by_turns([task for task in tasks if task.host in taken])
    return Batch(spider, token, mine) if mine else None


def _by_turns(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The first task of each host, then the second of each: while one host's gap passes, others are asked."""
    places: Counter[str] = Counter()
    turns: list[tuple[int, Task]] = []
    for task in tasks:
        turns.append((places[task.host], task))
        places[task.host] += 1
    return tuple(task for _, task in sorted(turns, key=lambda turn: turn[0]))


def release_batch(desk: Desk, batch: Batch) -> None:
    """Give a batch's hosts back; each stays shut for its gap."""
    with writing(desk.engine) as session:
        release_hosts(session, batch.token, now=desk.clock(), gap=timedelta(seconds=desk.config.host_gap_seconds))


def developers_desk() -> Desk:
    """A desk for `scrapy crawl`: the database of ROUNDWATCH_DATABASE__URL, else roundwatch.db here."""
    engine = open_engine(os.environ.get("ROUNDWATCH_DATABASE__URL", "sqlite:///roundwatch.db"))
    migrate(engine)
    return Desk(engine, system_clock, SlotPool(ExtractionConfig(workers=1)), CrawlerConfig())
