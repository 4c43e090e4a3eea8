"""Failures of the network in words, for a person who wants to know why a source gave nothing."""

from datetime import datetime, timedelta
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
from crawler.fetching.robots import RobotsForbidError, RobotsUnreachableError
from crawler.fetching.words import status_in_words, wait_asked_for

__all__ = ["FetchFailedError", "failure_in_words", "is_refusal", "retry_after", "status_in_words"]


class FetchFailedError(Exception):
    """A page could not be fetched; the message says why, in words."""


def failure_in_words(error: BaseException | None, url: str) -> str:
    """Why a request to `url` got no answer."""
    host = urlsplit(url).hostname or ""
    refused = refusal_of(host)
    if refused:
        return f"{host} leads to {refused}, which is not a public address (see crawler.allow_networks)"
    match error:
        case RobotsForbidError():
            return "robots.txt does not allow it"
        case RobotsUnreachableError():
            return f"robots.txt could not be read ({error}), so nothing is fetched"
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return "the answer is larger than allowed"
        case IgnoreRequest() if "redirections" in str(error):
            return "it redirects without end"
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
    """Was the request not made because robots.txt forbids it? Asking again will not help."""
    return isinstance(error, RobotsForbidError)


def retry_after(response: Response, now: datetime) -> timedelta | None:
    """How long the server asks to be left alone; None when it does not say, or says it in no known form."""
    return wait_asked_for((response.headers.get("Retry-After") or b"").decode("latin-1"), now)
