"""What all spiders that poll sources share: conditional requests, and one transaction for each poll's outcome."""

import asyncio
import time
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any, ClassVar

import structlog
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.database import reading, writing
from crawler.extraction import PageTooSlowError, WorkerKilledError
from crawler.fetching.failures import failure_in_words, retry_after, status_in_words
from crawler.fetching.gate import HostShutError
from crawler.sources import (
    FEEDS,
    NotAListError,
    PollOutcome,
    PollTask,
    SourceKind,
    due_sources,
    make_due,
    parse_list,
    record_poll,
)
from crawler.spiders.desk import Batch, Desk
from crawler.spiders.polite import PoliteSpider

log = structlog.get_logger()


class PollingSpider(PoliteSpider):
    """Polls a batch of sources. From a shell: `scrapy crawl feeds -a source=NAME`, or without, all that are due."""

    kinds: ClassVar[tuple[SourceKind, ...]] = FEEDS

    def __init__(
        self, *args: Any, batch: Batch | None = None, desk: Desk | None = None, source: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, batch=batch, desk=desk, **kwargs)
        self._own_desk = desk is None
        given = (task for task in batch.tasks if isinstance(task, PollTask)) if batch else None
        self.tasks = tuple(given) if given else self._asked_for(source)

    def _asked_for(self, source: str | None) -> tuple[PollTask, ...]:
        with writing(self.desk.engine) as session:
            if source and not make_due(session, source, now=self.desk.clock()):
                raise ValueError(f"there is no source called {source!r}")
        with reading(self.desk.engine) as session:
            due = due_sources(session, self.kinds, now=self.desk.clock(), limit=1000)
        return tuple(task for task in due if source in (None, task.slug))

    async def start(self) -> AsyncIterator[Request]:
        """One conditional request for each source."""
        if self._own_desk:
            await self.desk.pool.start()
        for task in self.tasks:
            yield Request(
                task.url,
                headers=_validators(task),
                callback=self.answered,
                errback=self.failed,
                dont_filter=True,
                meta={"task": task, "download_slot": task.host, "asked": time.monotonic()},
            )

    async def answered(self, response: Response) -> None:
        """Some answer came."""
        await self._record(response.meta, await self._outcome(response.meta["task"], response))

    async def failed(self, failure: Failure) -> None:
        """No answer came, or none that may be taken."""
        request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HostShutError):
            return  # it is still due, when the host opens
        words = failure_in_words(failure.value, request.url)
        await self._record(request.meta, PollOutcome(request.meta["task"].source_id, None, error=words))

    async def _outcome(self, task: PollTask, response: Response) -> PollOutcome:
        number, status = task.source_id, response.status
        if status == 304:
            return PollOutcome(number, status)
        if status != 200:
            wait = retry_after(response, self.desk.clock())
            return PollOutcome(number, status, error=status_in_words(status), retry_after=wait)
        digest = sha256(response.body).hexdigest()
        if digest == task.body_hash:
            return PollOutcome(number, status)
        return await self._parsed(task, response, digest)

    async def _parsed(self, task: PollTask, response: Response, digest: str) -> PollOutcome:
        content_type = _header(response, "Content-Type")
        try:
            listed = await self.desk.pool.run(parse_list, task.kind, response.body, content_type, response.url)
        except NotAListError as error:
            return PollOutcome(task.source_id, response.status, error=str(error))
        except (PageTooSlowError, WorkerKilledError) as error:
            return PollOutcome(task.source_id, response.status, error=f"the list could not be parsed: {error}")
        except Exception as error:
            # A poll without an outcome would be due again at once, and for ever.
            log.exception("list.unforeseen", source=task.slug)
            words = f"the list broke its parser: {type(error).__name__}"
            return PollOutcome(task.source_id, response.status, error=words)
        return PollOutcome(
            source_id=task.source_id,
            status=response.status,
            error=listed.problem,
            entries=listed.entries[: self.desk.config.max_entries_per_poll],
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
            body_hash=digest,
        )

    async def _record(self, meta: dict[str, Any], outcome: PollOutcome) -> None:
        new = await asyncio.to_thread(self._store, meta["task"], outcome)
        log.info(
            "source.polled",
            source=meta["task"].slug,
            status=outcome.status,
            entries=None if outcome.entries is None else len(outcome.entries),
            new=new,
            error=outcome.error,
            ms=round(1000 * (time.monotonic() - meta["asked"])),
        )

    def _store(self, task: PollTask, outcome: PollOutcome) -> int:
        with writing(self.desk.engine) as session:
            self.tell(session, task.host, outcome.status, outcome.retry_after)
            return record_poll(session, outcome, now=self.desk.clock(), jitter=self.desk.jitter)

    def closed(self, _reason: str) -> None:
        """Scrapy's call when the crawl has ended."""
        if self._own_desk:
            self.desk.pool.close()


def _validators(task: PollTask) -> dict[str, str]:
    stated = {"If-None-Match": task.etag, "If-Modified-Since": task.last_modified}
    return {name: value for name, value in stated.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:500] if value else None
