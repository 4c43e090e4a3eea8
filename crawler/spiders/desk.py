"""What a spider works with, and which batch of hosts it may ask: values handed to it, so that it decides nothing."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.clock import Clock, system_clock
from crawler.config import CrawlerConfig, ExtractionConfig
from crawler.database import migrate, open_engine, writing
from crawler.extraction import SlotPool
from crawler.fetching import lease_hosts, release_hosts
from crawler.sources import FEEDS, PollTask, SourceKind, due_entries, due_sources

# Pages of one crawl: few enough that a crawl ends and its hosts are free again soon.
PAGES_PER_BATCH = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """The crawl's surroundings: where results are written, what time it is, who parses, by which rules."""

    engine: Engine
    clock: Clock
    pool: SlotPool
    config: CrawlerConfig
    jitter: Random = field(default_factory=Random)


@dataclass(frozen=True, slots=True)
class FetchTask:
    """An entry whose page is to be fetched."""

    entry_id: int
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Work on hosts that this crawl alone may ask, until the lease under `token` ends."""

    spider: str
    token: str
    polls: tuple[PollTask, ...] = ()
    fetches: tuple[FetchTask, ...] = ()


_KINDS: dict[str, Collection[SourceKind]] = {
    "feeds": FEEDS,
    "sitemaps": (SourceKind.NEWS_SITEMAP,),
    "listings": (SourceKind.LISTING,),
}


def claim_batches(desk: Desk, limit: int) -> list[Batch]:
    """Up to `limit` batches of due work, each with its hosts leased; no host is in two of them."""
    with writing(desk.engine) as session:
        return [batch for _, batch in zip(range(limit), _batches(desk, session), strict=False)]


def _batches(desk: Desk, session: Session) -> Iterator[Batch]:
    now, hosts = desk.clock(), desk.config.batch_hosts
    fetches = [FetchTask(*due) for due in due_entries(session, now=now, limit=PAGES_PER_BATCH)]
    token = uuid4().hex
    taken = lease_hosts(session, _first_hosts(fetches, hosts), token=token, now=now)
    if taken:
        yield Batch("pages", token, fetches=tuple(task for task in fetches if task.host in taken))
    for spider, kinds in _KINDS.items():
        polls = due_sources(session, kinds, now=now, limit=hosts)
        token = uuid4().hex
        taken = lease_hosts(session, _first_hosts(polls, hosts), token=token, now=now)
        if taken:
            yield Batch(spider, token, polls=tuple(task for task in polls if task.host in taken))


def _first_hosts(tasks: Collection[PollTask] | Collection[FetchTask], limit: int) -> list[str]:
    return list(dict.fromkeys(task.host for task in tasks))[:limit]


def release_batch(desk: Desk, batch: Batch) -> None:
    """Give a batch's hosts back; each stays shut for its gap."""
    with writing(desk.engine) as session:
        release_hosts(session, batch.token, now=desk.clock(), gap=timedelta(seconds=desk.config.host_gap_seconds))


def developers_desk() -> Desk:
    """A desk for `scrapy crawl`: the database of ROUNDWATCH_DATABASE__URL, else roundwatch.db here."""
    engine = open_engine(os.environ.get("ROUNDWATCH_DATABASE__URL", "sqlite:///roundwatch.db"))
    migrate(engine)
    return Desk(engine, system_clock, SlotPool(ExtractionConfig(workers=1)), CrawlerConfig())
