"""One address, now: for `extract URL` and `source test`, under the same guard and rules as every other request."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.config import CrawlerConfig
from crawler.fetching.failures import FetchFailedError, failure_in_words, status_in_words
from crawler.settings import scrapy_settings


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address answered."""

    url: str
    body: bytes
    content_type: str | None


class SingleSpider(Spider):
    """Fetches one address: `scrapy crawl single -a url=…`."""

    name = "single"

    def __init__(self, *args: Any, url: str, answers: list[FetchedPage | str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url = url
        self.answers = answers if answers is not None else []

    async def start(self) -> AsyncIterator[Request]:
        """The one request."""
        yield Request(self.url, callback=self.answered, errback=self.failed, dont_filter=True)

    def answered(self, response: Response) -> None:
        """Some answer came."""
        if response.status != 200:
            self.answers.append(status_in_words(response.status))
            return
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        self.answers.append(FetchedPage(response.url, response.body, content_type))

    def failed(self, failure: Failure) -> None:
        """No answer came."""
        self.answers.append(failure_in_words(failure.value, self.url))


def fetch_once(url: str, config: CrawlerConfig) -> FetchedPage:
    """What `url` answers. Runs and ends this process's reactor: once in a process.

    Raises
    ------
    FetchFailedError
    """
    answers: list[FetchedPage | str] = []
    process = AsyncCrawlerProcess(scrapy_settings(config), install_root_handler=False)
    process.crawl(SingleSpider, url=url, answers=answers)
    process.start()
    answer = answers[0] if answers else "no answer"
    if isinstance(answer, str):
        raise FetchFailedError(answer)
    return answer
