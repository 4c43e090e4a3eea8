"""robots.txt as RFC 9309 says: unreachable means do not fetch (2.3.1.4), absent means fetch, kept for a day (2.4).

Scrapy's own middleware fetches everything when robots.txt answers 503 or times out, asks for it in every crawl, and
asks beside the host's queue, so that the first page follows without a gap.
"""

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Self

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.fetching.words import status_in_words

KEPT_SECONDS = 24 * 3600
# After a failure it is asked again soon: the site is shut until it answers.
FAILURE_KEPT_SECONDS = 600
_MAX_KEPT = 10_000
# RFC 9309, 2.5: at least 500 KiB are to be read.
_MAX_BYTES = 512_000


class RobotsForbidError(IgnoreRequest):
    """The site's robots.txt does not allow this address."""


class RobotsUnreachableError(IgnoreRequest):
    """The site's robots.txt could not be read, so nothing may be fetched for now; the message says why."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a site allows until when (`time.monotonic`). `parser` None: nothing, because of `problem`."""

    until: float
    parser: Any = None
    problem: str = ""


_kept: dict[str, _Rules] = {}


class PoliteRobots:
    """Lets through only what robots.txt allows. What it says is remembered for longer than one crawl."""

    def __init__(self, crawler: Any) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._asking: dict[str, asyncio.Future[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RobotsForbidError or RobotsUnreachableError when the request may not be made."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules(request)
        if rules.parser is None:
            raise RobotsUnreachableError(rules.problem)
        if not rules.parser.can_fetch(request.url, self._agent):
            raise RobotsForbidError("robots.txt does not allow it")

    async def _rules(self, request: Request) -> _Rules:
        """The site's rules: remembered, or asked for once however many requests wait for them."""
        site = "/".join(request.url.split("/", 3)[:3])
        known = _kept.get(site)
        if known and time.monotonic() < known.until:
            return known
        waiting = self._asking.get(site)
        if waiting is None:
            waiting = self._asking[site] = asyncio.ensure_future(self._ask(site, request))
            waiting.add_done_callback(lambda _: self._asking.pop(site))
        # Shielded: that one of those who wait gives up must not take the rules from the others.
        return await asyncio.shield(waiting)

    async def _ask(self, site: str, request: Request) -> _Rules:
        asked = Request(
            f"{site}/robots.txt",
            priority=1000,
            callback=NO_CALLBACK,
            meta={"dont_obey_robotstxt": True} | {k: v for k, v in request.meta.items() if k == "download_slot"},
        )
        try:
            rules = _rules_of(await self._crawler.engine.download_async(asked))
        except Exception as error:
            # Whatever went wrong on the way there: the site's will is not known.
            rules = _shut(str(error).splitlines()[0][:200] if str(error) else type(error).__name__)
        if len(_kept) >= _MAX_KEPT:
            _kept.clear()
        _kept[site] = rules
        return rules


def _rules_of(response: Response) -> _Rules:
    if response.status >= 500 or response.status == 429:
        return _shut(status_in_words(response.status))
    body = response.body[:_MAX_BYTES] if response.status < 400 else b""
    text = body.decode("utf-8-sig", "replace")
    return _Rules(time.monotonic() + KEPT_SECONDS, Protego.parse(text))


def _shut(problem: str) -> _Rules:
    return _Rules(time.monotonic() + FAILURE_KEPT_SECONDS, problem=problem)
