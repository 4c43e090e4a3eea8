"""A publication date as feeds, archives and label files write it."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3})[a-z]*\.?,?'?\s?'?(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")


def published_date(stated: Any) -> date | None:
    """The day that `stated` names; None when it names none. ISO 8601, RFC 5322, "13 Sep'24", "Feb 23, 2010"."""
    text = str(stated or "").strip()
    for read in (_iso, _mail, _worded):
        found = read(text)
        if found is not None:
            return found
    return None


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _worded(text: str) -> date | None:
    if match := _DAY_FIRST.search(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _MONTH_FIRST.search(text):
        month, day, year = match[1], match[2], match[3]
    else:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), _MONTHS[month.lower()], int(day))
    except (KeyError, ValueError):
        return None
