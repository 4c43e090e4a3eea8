"""Stops requests to a host that asked, during this crawl, to be left alone. What is stopped stays due.

It stands where a request leaves its host's queue: requests that waited there when the answer came are stopped too.
"""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response


class HostShutError(IgnoreRequest):
    """The host wants to be left alone; the request was not made, and that is no failure."""


def speaks_for_its_host(status: int | None, *, names_a_time: bool) -> bool:
    """Is this an answer to all that is asked of the host: too many requests, or not before the time that it names?"""
    return status == 429 or (status == 503 and names_a_time)


class GatedHandler(HTTP11DownloadHandler):
    """Scrapy's handler; it asks no host again that has said, in this crawl, that it wants to be left alone."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._shut: set[str] = set()

    async def download_request(self, request: Request) -> Response:
        host = request.meta.get("download_slot", "")
        if host in self._shut:
            raise HostShutError("the host wants to be left alone")
        response = await super().download_request(request)
        if speaks_for_its_host(response.status, names_a_time=b"Retry-After" in response.headers):
            self._shut.add(host)
        return response
