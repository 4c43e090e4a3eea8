"""A publication date as feeds, archives and label files write it."""

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3})[a-z]*\.?,?'?\s?'?(\d{4}|\d{2})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
# "17/02/2025"; what follows is the time.
_NUMBERED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ ,T].*)?")
_NO_DAY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


def published_date(stated: Any) -> date | None:
    """The day that `stated` names; None when it names none. ISO 8601, RFC 5322, "13 Sep'24", "Feb 23, 2010", "17/02/2025"."""
    text = str(stated or "").strip()
    for read in (_iso, _mail, _worded, _numbered):
        found = read(text)
        if found is not None:
            return found
    return None


def is_date(stated: str) -> bool:
    """Does a text date something, if only as far as "2025-07", or "06/03/2025", which is March here and June there?"""
    text = stated.strip()
    numbered = _NUMBERED.fullmatch(text)
    return published_date(text) is not None or bool(_NO_DAY.fullmatch(text) or (numbered and _days(numbered)))


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


def _numbered(text: str) -> date | None:
    """A day by its numbers alone, where only one order of day and month makes one."""
    match = _NUMBERED.fullmatch(text)
    days = _days(match) if match else set()
    return days.pop() if len(days) == 1 else None


def _days(match: re.Match[str]) -> set[date]:
    """The days that a date by numbers may be."""
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    days = set()
    for month, day in ((one, other), (other, one)):
        with suppress(ValueError):
            days.add(date(year, month, day))
    return days
