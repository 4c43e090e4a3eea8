"""Failures of the network in words, for a person who wants to know why a source gave nothing."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from crawler.fetching.guard import refusal_of


class FetchFailedError(Exception):
    """A page could not be fetched; the message says why, in words."""


def failure_in_words(error: BaseException | None, url: str) -> str:
    """Why a request to `url` got no answer."""
    host = urlsplit(url).hostname or ""
    refused = refusal_of(host)
    if refused:
        return f"{host} leads to {refused}, which is not a public address (see crawler.allow_networks)"
    match error:
        case IgnoreRequest():
            return "robots.txt does not allow it, or could not be read"
        case DownloadTimeoutError():
            return "no whole answer in time"
        case CannotResolveHostError():
            return f"the name {host} cannot be resolved"
        case DownloadConnectionRefusedError():
            return f"{host} refuses connections"
        case ResponseDataLossError():
            return "the answer broke off before its end"
        case DownloadCancelledError():
            return "the answer is larger than allowed"
        case UnsupportedURLSchemeError():
            return "only http and https addresses are fetched"
    first = (str(error) or type(error).__name__).splitlines()[0]
    return f"the connection failed: {first[:200]}"


def is_refusal(error: BaseException | None) -> bool:
    """Was the request not made because robots.txt forbids it?"""
    return isinstance(error, IgnoreRequest)


def status_in_words(status: int) -> str:
    """An HTTP status as a person reads it: "404 Not Found"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(response: Response, now: datetime) -> timedelta | None:
    """What Retry-After asks for (RFC 9110, 10.2.3): seconds or a date; None when absent or garbage."""
    stated = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if stated.isdigit():
        return timedelta(seconds=min(int(stated), 10**8))
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(moment - now, timedelta(0))
