"""The composition root: one process that wakes the rooms up when the database says that something is due.

One asyncio loop holds Scrapy's kept-alive crawler process and APScheduler; the web pages run in a thread of their
own; pages are read in worker processes. APScheduler only wakes: nothing is remembered in it.
"""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Engine

from alerts.channels import Channel
from alerts.channels.registry import channels
from alerts.digests.composing import compose_due
from alerts.digests.fan_out import fan_out_pending
from alerts.outbox.queries import reclaim_all
from alerts.outbox.sending import send_due
from alerts.rounds import resolve_pending
from alerts.second_opinion.checking import SecondOpinion
from alerts.watches.stored import StoredWatches, rekey_watches
from crawler.clock import Clock, file_clock, system_clock
from crawler.database import migrate, open_engine, writing
from crawler.extraction import SlotPool
from crawler.fetching import clear_leases
from crawler.settings import scrapy_settings
from crawler.spiders import Batch, Desk, claim_batches, release_batch
from roundwatch.backlog import Backlog, backlog
from roundwatch.config import Config
from roundwatch.instance import claim_instance
from roundwatch.reading import read_unread_pages
from roundwatch.web.app import make_app
from roundwatch.web.server import WebServer

log = structlog.get_logger()

# Crawls at once; each is a batch of hosts that no other crawl asks meanwhile.
MAX_CRAWLS = 4


def clock_of(config: Config) -> Clock:
    """The clock that the configuration asks for."""
    return file_clock(config.clock.file) if config.clock.file else system_clock


@dataclass
class Service:
    """Everything that runs. `run` returns when the service was told to stop, or, with `once`, has nothing to do."""

    config: Config
    once: bool = False
    deliver: bool = True
    clock: Clock = field(init=False)
    engine: Engine = field(init=False)
    channels: dict[str, Channel] = field(init=False)
    second_opinion: SecondOpinion = field(init=False)

    def __post_init__(self) -> None:
        self.clock = clock_of(self.config)
        self.engine = open_engine(self.config.database.url.get_secret_value())
        self.channels = channels(self.config.email, self.config.slack)
        self.second_opinion = SecondOpinion(self.config.second_opinion)
        self._crawls: dict[asyncio.Task[None], Batch] = {}
        self._stopping = asyncio.Event()
        self._failure: BaseException | None = None
        self._progressed_at = self.clock()
        self._web: WebServer | None = None
        self._watches = StoredWatches()

    def run(self) -> None:
        """Run until SIGTERM or SIGINT, or until nothing is due with `once`.

        Raises
        ------
        DatabaseUnavailableError, AlreadyRunningError
            Before anything was started.
        """
        migrate(self.engine)
        # Kept open for as long as the process lives.
        self._instance = claim_instance(self.engine)
        if self._instance is not None:
            self._take_up_what_a_dead_process_left()
        rekey_watches(self.engine)
        self._process = AsyncCrawlerProcess(scrapy_settings(self.config.crawler), install_root_handler=False)
        from twisted.internet import reactor

        reactor.callWhenRunning(self._begin)
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        self.engine.dispose()
        if self._failure:
            raise self._failure

    def _take_up_what_a_dead_process_left(self) -> None:
        """Nobody else runs on this file: what is leased or being sent belongs to a process that is gone."""
        with writing(self.engine) as session:
            clear_leases(session)
            left = reclaim_all(session, now=self.clock())
        if left:
            log.warning("deliveries.reclaimed", count=left)

    def _begin(self) -> None:
        self._main = asyncio.get_event_loop().create_task(self._live())
        self._main.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        from twisted.internet import reactor

        if not task.cancelled():
            self._failure = task.exception()
        with contextlib.suppress(Exception):
            stop: Callable[[], None] = reactor.stop  # type: ignore[assignment,misc,unused-ignore]
            stop()

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, partial(self._told_to_stop, number))
        self._pool = SlotPool(self.config.extraction, preload=("roundwatch.reading", "crawler.sources"))
        try:
            await self._pool.start()
            self._desk = Desk(self.engine, self.clock, self._pool, self.config.crawler)
            self._web = self._web_server()
            if self._web:
                self._web.start()
            self._schedule()
            log.info("service.started", database=self.engine.url.render_as_string(), once=self.once)
            await self._stopping.wait()
        finally:
            await self._drain()
            log.info("service.stopped")

    def _web_server(self) -> WebServer | None:
        if self.once or not self.config.web.enabled:
            return None
        app = make_app(
            self.engine,
            self.clock,
            grouping_wait=self._grouping_wait,
            progressed_at=lambda: self._progressed_at,
            second_opinions=self.second_opinion.tally if self.second_opinion.on else None,
        )
        return WebServer(self.config.web, app)

    def _told_to_stop(self, number: int) -> None:
        log.info("service.stopping", signal=signal.Signals(number).name)
        self._stopping.set()

    def _schedule(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        jobs: dict[str, Callable[[], Awaitable[None]]] = {"crawl": self._crawl, "settle": self._settle}
        if self.deliver:
            jobs |= {"compose": self._compose, "send": self._send}
        for name, job in jobs.items():
            self._scheduler.add_job(
                partial(self._guarded, name, job),
                "interval",
                id=name,
                seconds=self.config.service.tick_seconds,
                next_run_time=datetime.now(UTC),
                # The defaults drop a late run silently; here a late run is the reason to run.
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    def _wake(self, name: str) -> None:
        if not self._stopping.is_set():
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    async def _guarded(self, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """One failed run is logged and tried again at the next tick: all work is still due in the database."""
        try:
            await job()
            self._progressed_at = self.clock()
        except Exception as error:
            log.exception("job.failed", job=name)
            if self.once:
                self._failure = error
                self._stopping.set()

    async def _crawl(self) -> None:
        room = MAX_CRAWLS - len(self._crawls)
        if room > 0:
            for batch in await asyncio.to_thread(claim_batches, self._desk, room):
                task = self._process.crawl(batch.spider, batch=batch, desk=self._desk)
                self._crawls[task] = batch
                task.add_done_callback(self._crawled)
        if self.once and not self._crawls:
            await self._stop_if_done()

    def _crawled(self, task: asyncio.Task[None]) -> None:
        batch = self._crawls.pop(task)
        if not task.cancelled() and task.exception():
            log.error("crawl.failed", error=repr(task.exception()))
        asyncio.get_running_loop().create_task(self._release(batch))

    async def _release(self, batch: Batch) -> None:
        await asyncio.to_thread(release_batch, self._desk, batch)
        self._wake("settle")
        self._wake("crawl")

    async def _settle(self) -> None:
        """From pages to alerts, until nothing of it is left."""
        while not self._stopping.is_set():
            done = await read_unread_pages(self.engine, self._pool, self.clock, self.second_opinion)
            done += await asyncio.to_thread(resolve_pending, self.engine, self.clock())
            done += await asyncio.to_thread(fan_out_pending, self.engine, self._watches, self.clock())
            if not done:
                break
            if self.deliver:
                self._wake("compose")
        if self.once:
            self._wake("crawl")

    async def _compose(self) -> None:
        made = await asyncio.to_thread(
            compose_due, self.engine, self.channels, self.clock(), grouping_wait=self._grouping_wait
        )
        if made:
            self._wake("send")

    async def _send(self) -> None:
        while not self._stopping.is_set():
            if not await asyncio.to_thread(send_due, self.engine, self.channels, self.clock):
                break

    @property
    def _grouping_wait(self) -> timedelta:
        return timedelta(seconds=self.config.digests.grouping_wait_seconds)

    def backlog(self) -> Backlog:
        """What is due now."""
        return backlog(self.engine, self.clock(), grouping_wait=self._grouping_wait)

    async def _stop_if_done(self) -> None:
        if (await asyncio.to_thread(self.backlog)).crawled and not self._crawls:
            self._stopping.set()

    async def _drain(self) -> None:
        """Stop in order, within bounds; what is cut off is still due and is done again at the next start."""
        if hasattr(self, "_scheduler"):
            self._scheduler.shutdown(wait=False)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop_crawls(), self.config.service.drain_seconds)
        self._pool.close()
        if self._web:
            await asyncio.to_thread(self._web.stop)

    async def _stop_crawls(self) -> None:
        await self._process.stop()
        await self._process.join()
