"""HTTP's statuses and headers in words and times."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

_LONGEST = timedelta(days=1000)


def status_in_words(status: int) -> str:
    """An HTTP status as a person reads it: "404 Not Found"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def wait_asked_for(stated: str, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3): seconds or a date; None when absent or garbage."""
    stated = stated.strip()
    if re.fullmatch(r"[0-9]+", stated):
        return timedelta(seconds=int(stated)) if len(stated) < 9 else _LONGEST
    try:
        moment = parsedate_to_datetime(stated)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return min(max(moment - now, timedelta(0)), _LONGEST)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
