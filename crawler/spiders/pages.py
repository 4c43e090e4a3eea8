"""Pages: fetches what sources have listed, and keeps the bytes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import store_page
from crawler.database import reading, writing
from crawler.fetching.failures import failure_in_words, is_refusal, retry_after, status_in_words
from crawler.fetching.gate import HostShutError
from crawler.sources import FetchTask, due_entries, record_fetch_failure
from crawler.spiders.desk import PAGES, TASKS_OF_BATCH, Batch, Desk
from crawler.spiders.polite import PoliteSpider

log = structlog.get_logger()

# Asking again would not change these answers.
_FOR_GOOD = (400, 401, 402, 403, 404, 405, 406, 410, 414, 451)


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why a page was not had, in words; `permanent` when asking again would not help."""

    error: str
    permanent: bool
    status: int | None = None
    retry_after: timedelta | None = None


class PageSpider(PoliteSpider):
    """Fetches a batch of entries' pages. From a shell: `scrapy crawl pages` fetches what is due."""

    name = PAGES

    def __init__(self, *args: Any, batch: Batch | None = None, desk: Desk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, batch=batch, desk=desk, **kwargs)
        given = (task for task in batch.tasks if isinstance(task, FetchTask)) if batch else None
        self.tasks = tuple(given) if given else self._due()

    def _due(self) -> tuple[FetchTask, ...]:
        with reading(self.desk.engine) as session:
            return tuple(due_entries(session, now=self.desk.clock(), limit=TASKS_OF_BATCH))

    async def start(self) -> AsyncIterator[Request]:
        """One request for each entry."""
        for task in self.tasks:
            yield Request(
                task.url,
                callback=self.answered,
                errback=self.failed,
                dont_filter=True,
                meta={"task": task, "download_slot": task.host},
            )

    async def answered(self, response: Response) -> None:
        """Some answer came."""
        task: FetchTask = response.meta["task"]
        if response.status == 200 and response.body.strip():
            await asyncio.to_thread(self._store, task, response)
            log.info("page.fetched", entry=task.entry_id, bytes=len(response.body), url=response.url)
            return
        error = "an empty page" if response.status == 200 else status_in_words(response.status)
        wait = retry_after(response, self.desk.clock())
        await self._give_back(task, FetchFailure(error, response.status in _FOR_GOOD, response.status, wait))

    async def failed(self, failure: Failure) -> None:
        """No answer came, or none that may be taken."""
        request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HostShutError):
            return  # it is still due, when the host opens
        # After a redirect it is not the entry's address that failed.
        words = failure_in_words(failure.value, request.url)
        await self._give_back(request.meta["task"], FetchFailure(words, is_refusal(failure.value)))

    def _store(self, task: FetchTask, response: Response) -> None:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        with writing(self.desk.engine) as session:
            self.tell(session, task.host, response.status, None)
            store_page(
                session,
                entry_id=task.entry_id,
                url=response.url,
                content_type=content_type,
                body=response.body,
                now=self.desk.clock(),
            )

    async def _give_back(self, task: FetchTask, failure: FetchFailure) -> None:
        await asyncio.to_thread(self._record_failure, task, failure)
        log.warning("page.failed", entry=task.entry_id, error=failure.error, permanent=failure.permanent, url=task.url)

    def _record_failure(self, task: FetchTask, failure: FetchFailure) -> None:
        with writing(self.desk.engine) as session:
            self.tell(session, task.host, failure.status, failure.retry_after)
            record_fetch_failure(
                session,
                task.entry_id,
                failure.error,
                permanent=failure.permanent,
                retry_after=failure.retry_after,
                attempts=self.desk.config.fetch_attempts,
                now=self.desk.clock(),
            )
