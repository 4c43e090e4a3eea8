"""robots.txt as RFC 9309 says: unreachable means do not fetch (2.3.1.4), absent means fetch, kept for a day (2.4).

Scrapy's own middleware fetches everything when robots.txt answers 503 or times out, and asks for it in every crawl.
"""

import time
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler

KEPT_SECONDS = 24 * 3600
# After a failure it is asked again soon: the site is shut until it answers.
FAILURE_KEPT_SECONDS = 600
_MAX_KEPT = 10_000
# RFC 9309, 2.5: at least 500 KiB are to be read.
_MAX_BYTES = 512_000

_DISALLOW_ALL = b"User-agent: *\nDisallow: /\n"
_kept: dict[str, tuple[float, bytes]] = {}


class PoliteRobots(RobotsTxtMiddleware):
    """Scrapy's middleware with a memory that outlives one crawl, and with the standard's answer to failures."""

    async def robot_parser(self, request: Request) -> RobotParser | None:
        netloc = request.url.split("/")[2]
        until, body = _kept.get(netloc, (0.0, b""))
        if netloc not in self._parsers and time.monotonic() < until:
            self._parsers[netloc] = self._parser_of(body)
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            body, seconds = _DISALLOW_ALL, FAILURE_KEPT_SECONDS
        elif response.status >= 400:
            body, seconds = b"", KEPT_SECONDS
        else:
            body, seconds = response.body[:_MAX_BYTES], KEPT_SECONDS
        _keep(netloc, body, seconds)
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, _exc: Exception, netloc: str) -> None:
        _keep(netloc, _DISALLOW_ALL, FAILURE_KEPT_SECONDS)
        waiting: Any = self._parsers[netloc]
        parser = self._parser_of(_DISALLOW_ALL)
        self._parsers[netloc] = parser
        waiting.callback(parser)

    def _parser_of(self, body: bytes) -> Any:
        return build_from_crawler(self._parserimpl, self.crawler, body)


def _keep(netloc: str, body: bytes, seconds: float) -> None:
    if len(_kept) >= _MAX_KEPT:
        _kept.clear()
    _kept[netloc] = (time.monotonic() + seconds, body)
