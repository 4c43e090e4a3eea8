"""Pages: fetches what sources have listed, and keeps the bytes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import structlog
from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import store_page
from crawler.database import reading, writing
from crawler.fetching.failures import failure_in_words, is_refusal, retry_after, status_in_words
from crawler.sources import due_entries, record_fetch_failure
from crawler.spiders.desk import PAGES_PER_BATCH, Batch, Desk, FetchTask, developers_desk

log = structlog.get_logger()

# Asking again would not change these answers.
_FOR_GOOD = (400, 401, 402, 403, 404, 405, 406, 410, 414, 451)


class PageSpider(Spider):
    """Fetches a batch of entries' pages. From a shell: `scrapy crawl pages` fetches what is due."""

    name = "pages"

    def __init__(self, *args: Any, batch: Batch | None = None, desk: Desk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk or developers_desk()
        self.tasks = batch.fetches if batch else self._due()

    def _due(self) -> tuple[FetchTask, ...]:
        with reading(self.desk.engine) as session:
            due = due_entries(session, now=self.desk.clock(), limit=PAGES_PER_BATCH)
        return tuple(FetchTask(*row) for row in due)

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
        await self._give_back(task, error, permanent=response.status in _FOR_GOOD, wait=wait)

    async def failed(self, failure: Failure) -> None:
        """No answer came, or none that may be taken."""
        task: FetchTask = failure.request.meta["task"]  # type: ignore[attr-defined]
        # After a redirect it is not the entry's address that failed.
        error = failure_in_words(failure.value, failure.request.url)  # type: ignore[attr-defined]
        await self._give_back(task, error, permanent=is_refusal(failure.value), wait=None)

    def _store(self, task: FetchTask, response: Response) -> None:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        with writing(self.desk.engine) as session:
            store_page(
                session,
                entry_id=task.entry_id,
                url=response.url,
                content_type=content_type,
                body=response.body,
                now=self.desk.clock(),
            )

    async def _give_back(self, task: FetchTask, error: str, *, permanent: bool, wait: timedelta | None) -> None:
        await asyncio.to_thread(self._record_failure, task, error, permanent, wait)
        log.warning("page.failed", entry=task.entry_id, error=error, permanent=permanent, url=task.url)

    def _record_failure(self, task: FetchTask, error: str, permanent: bool, wait: timedelta | None) -> None:
        with writing(self.desk.engine) as session:
            record_fetch_failure(
                session,
                task.entry_id,
                error,
                permanent=permanent,
                retry_after=wait,
                attempts=self.desk.config.fetch_attempts,
                now=self.desk.clock(),
            )
