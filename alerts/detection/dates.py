"""When a round was announced, closed, or is expected to close: times as they are written, counted from publication.

A time belongs to the nearest verb of its clause: "announced on Wednesday that it closed the round in March" holds two.
Without a date of publication only what the text itself dates fully is known.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from alerts.detection.chunks import Row
from alerts.detection.mention import UNCONFIRMED, Dates, Precision, Span, Status, Temporality, When
from alerts.detection.rules import HAPPENINGS, Happening

MAX_TIMES = 20
"""Times that are looked at in one sentence."""
CLOSED_WITHIN = 400
"""Days before publication; what closed earlier is another round."""
_NEAR = 80
"""Characters between a verb and its time."""

_MONTHS = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1)}  # fmt: skip
_DAYS = {name: number for number, name in enumerate(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}  # fmt: skip
_NUMBERS = {name: number for number, name in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)} | {"a": 1, "an": 1, "few": 3, "several": 3, "couple of": 2, "twelve": 12}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# "May" and "Mar" are words and names too: a month has its capital, or its preposition.
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?=,? ?[\da-z]))?"
_YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|few|several|couple of|\d{1,2})"
_TIME = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?:[Oo]n |(?P<until>(?i:by|before|until|no later than) ))?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d))(?:,? (?P<dy>{_YEAR}))?"
    rf"|(?:[Oo]n |(?P<untilday>(?i:by|before) ))?(?:(?P<which>[Ll]ast|[Nn]ext) )?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|(?P<near>(?i:today|this (?:morning|afternoon|evening)|yesterday|tomorrow))\b"
    rf"|(?P<ago>(?i:{_COUNT})) (?P<agounit>day|week|month|year)s? ago\b"
    rf"|(?P<by>(?i:by|before|at|towards?)) (?:the )?(?:end of (?:the |this |its )?(?:(?P<endmonth>{_MONTH})(?: (?P<endmonthyear>{_YEAR}))?|(?P<endyear>{_YEAR})|(?P<endrel>next |last )?(?P<endof>week|month|quarter|year))|(?P<yearend>year[- ]end)|(?P<midyear>mid-?year))\b"
    rf"|(?:(?i:in|by|during|for) )?(?:the )?(?:(?P<q>first|second|third|fourth|final)[- ]quarter|Q(?P<q2>[1-4]))\b(?: (?:of )?(?P<qyear>{_YEAR}|next year|this year|last year))?"
    rf"|(?:(?i:in|during) )?(?:the )?(?P<half>first|second) half\b(?: of (?:the year|(?P<halfyear>{_YEAR}|next year|this year|last year)))?"
    r"|(?:(?i:(?:with)?in|over) )(?:the )?(?:(?:coming|next|following|matter of|about|around|an?|few|couple of|several|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}|to|or) ){0,5}(?P<within>days?|weeks?|months?)\b(?! ago)"
    r"|(?P<edge>(?i:earlier |later |early |late )?)(?P<rel>(?i:last|past|previous|this|next)) (?P<unit>week|month|quarter|year)\b"
    rf"|(?P<prep>(?i:in|by|since|during|until|before|early|mid-?|late|last|next)) (?:(?:early|mid|late)[ -])?(?P<month>{_MONTH})(?:,? (?:of )?(?P<my>{_YEAR}))?(?! \d)"
    rf"|(?P<month2>{_MONTH}) (?P<my2>{_YEAR})"
    rf"|(?P<yprep>(?i:in|during|by|early|late)) (?:(?:early|late) )?(?P<year>{_YEAR})\b)"
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a time is counted from, and which way it looks."""

    published: date | None
    future: bool


def dates_of(
    rows: Sequence[Row], claimed: Sequence[Row], published: date | None, status: Status, temporality: Temporality
) -> tuple[Dates, dict[str, Span]]:
    """The dates that the rows tell of one round, each with its evidence. `claimed`: those that hold its own claims."""
    found: dict[str, tuple[When, Span]] = {}
    own = {id(row) for row in claimed}
    for row in rows:
        for name, when, span in _told(row, published, own=id(row) in own, temporality=temporality):
            # Somebody's report of a rumour, or a denial, announces no round.
            announces = status not in (Status.RUMOURED, Status.IN_TALKS, Status.DENIED, Status.ABANDONED)
            if (name == "announced_on" and not announces) or (name == "closed_on" and status in UNCONFIRMED):
                continue
            found.setdefault(name, (when, (row.sentence.start + span[0], row.sentence.start + span[1])))
    names = ("announced_on", "closed_on", "expected_close")
    first = next((found[name][1] for name in names if name in found), None)
    evidence = {f"dates.{name}": found[name][1] for name in names if name in found}
    return Dates(**{name: when for name, (when, _) in found.items()}), {"dates": first} | evidence if first else {}


def _told(row: Row, published: date | None, *, own: bool, temporality: Temporality) -> Iterator[tuple[str, When, Span]]:
    for match, happening in _times(row.sentence.text, own):
        if temporality is Temporality.BACKGROUND:
            if happening in (Happening.CLOSING, Happening.SAID):
                continue
            name = "closed_on" if happening is Happening.CLOSED else "announced_on"
        elif happening is Happening.RAISED and not (match["weekday"] or match["near"] or match["d1"] or match["d2"]):
            continue  # the month in which money came says neither when it was told nor when the round closed
        else:
            name = _NAMES[happening]
        when = _when(match, _Around(published, happening is Happening.CLOSING))
        if when is None:
            continue
        # What is announced or closed is not still to come.
        if name != "expected_close" and published and when.start and when.start > published.isoformat():
            continue
        # A round that is news did not close years ago.
        if name == "closed_on" and temporality is Temporality.NEW and published and _is_long_ago(when, published):
            continue
        yield name, when, match.span()


@lru_cache(maxsize=32)  # a sentence that tells of many companies is read once
def _times(text: str, own: bool) -> tuple[tuple[re.Match[str], Happening], ...]:
    """The times that a sentence tells, each with what happened then. `own`: does it hold the round's own claim?"""
    times = islice(_TIME.finditer(text), MAX_TIMES)
    return tuple((match, happening) for match in times if (happening := _happening(text, match, own=own)) is not None)


_NAMES = {
    Happening.ANNOUNCED: "announced_on",
    Happening.SAID: "announced_on",
    Happening.RAISED: "announced_on",
    Happening.CLOSED: "closed_on",
    Happening.CLOSING: "expected_close",
}


def _is_long_ago(when: When, published: date) -> bool:
    return when.end is not None and (published - date.fromisoformat(when.end)).days > CLOSED_WITHIN


def _happening(text: str, time: re.Match[str], *, own: bool) -> Happening | None:
    """What the nearest verb of the clause says happened then; where a time opens the clause, the verb behind it."""
    before = re.split(r"[.;:]\s", text[max(0, time.start() - _NEAR) : time.start()])[-1]
    last: tuple[int, Happening] | None = None
    for rule in HAPPENINGS:
        for said in islice(rule.pattern.finditer(before), 8):
            if last is None or said.end() > last[0]:
                last = said.end(), rule.says
    if last is None:
        last = next(
            (
                (match.start(), rule.says)
                for rule in HAPPENINGS
                if (match := rule.pattern.search(_clause_behind(text, time)))
            ),
            None,
        )
    # Somebody may say anything on a Tuesday: only in the claim's own sentence is it the round.
    if last is None or (last[1] in (Happening.SAID, Happening.RAISED) and not own):
        return None
    return last[1]


def _clause_behind(text: str, time: re.Match[str]) -> str:
    opens = not text[: time.start()].strip(" \"'“(")
    return re.split(r"[.;:]\s", text[time.end() : time.end() + (_NEAR if opens else 25)])[0]


# -- from words to days -------------------------------------------------------------------------------------------


def _when(match: re.Match[str], around: _Around) -> When | None:
    try:
        read = next((read for name, read in _READ if match[name] is not None), None)
        found = read(match, around) if read else None
    except (ValueError, OverflowError):  # 31 June; a day that the calendar does not have
        return None
    if found is None:
        return None
    start, end, precision = found
    return When(start.isoformat(), end.isoformat() if end else None, precision, match[0])


Window = tuple[date, date | None, Precision]


def _iso(match: re.Match[str], _around: _Around) -> Window:
    day = date.fromisoformat(match["iso"])
    return day, day, Precision.DAY


def _day(match: re.Match[str], around: _Around) -> Window | None:
    month, number = _month_of(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
    if match["dy"]:
        day = date(int(match["dy"]), month, number)
    elif around.published is None:
        return None
    else:
        day = date(_year_of(month, number, around.published, future=around.future), month, number)
    return _by(day, around) if match["until"] else (day, day, Precision.DAY)


def _by(day: date, around: _Around) -> Window:
    """ "By April 30", of what is to come: from today until then."""
    if around.published is None or not around.future or day < around.published:
        return day, day, Precision.DAY
    return around.published, day, Precision.WITHIN


def _month_of(name: str) -> int:
    return next(number for month, number in _MONTHS.items() if month.startswith(name.lower().rstrip(".")[:3]))


def _year_of(month: int, day: int, published: date, *, future: bool) -> int:
    """The year of the last such day, or of the next one."""
    passed = (month, day) <= (published.month, published.day)
    return published.year + (
        (0 if not passed or (month, day) == (published.month, published.day) else 1)
        if future
        else (0 if passed else -1)
    )


def _weekday(match: re.Match[str], around: _Around) -> Window | None:
    if around.published is None:
        return None
    which, named = (match["which"] or "").lower(), _DAYS[match["weekday"].lower()]
    future = around.future or which == "next"
    away = (named - around.published.weekday()) % 7 if future else (around.published.weekday() - named) % 7
    if which and away == 0:
        away = 7
    day = around.published + timedelta(days=away if future else -away)
    return _by(day, around) if match["untilday"] else (day, day, Precision.DAY)


def _near(match: re.Match[str], around: _Around) -> Window | None:
    if around.published is None:
        return None
    day = around.published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), 0))
    return day, day, Precision.DAY


def _ago(match: re.Match[str], around: _Around) -> Window | None:
    if around.published is None:
        return None
    count = _number(match["ago"])
    match match["agounit"]:
        case "day":
            day = around.published - timedelta(days=count)
            return day, day, Precision.DAY
        case "week":
            return _week(around.published - timedelta(weeks=count))
        case "month":
            return _whole_month(*_months_on(around.published, -count))
        case _:
            return _whole_year(around.published.year - count)


def _number(written: str) -> int:
    return _NUMBERS.get(written.lower()) or int(written)


def _end_of(match: re.Match[str], around: _Around) -> Window | None:
    """Until the end of a time to come; of what has happened, the time at whose end it did."""
    if around.published is None:
        return None
    today = around.published
    if match["endmonth"]:
        month = _month_of(match["endmonth"])
        last = monthrange(today.year, month)[1] if around.future else 1
        year = int(match["endmonthyear"] or _year_of(month, last, today, future=around.future))
        start, end, precision = _whole_month(year, month)
    elif match["midyear"]:
        year = today.year + (around.future and today.month > 6)
        start, end, precision = date(year, 1, 1), date(year, 6, 30), Precision.YEAR
    elif match["endyear"]:
        start, end, precision = _whole_year(int(match["endyear"]))
    else:
        start, end, precision = _relative((match["endrel"] or "this").strip(), match["endof"] or "year", today)
    return (today, end, Precision.WITHIN) if around.future else (start, min(end, today), precision)


def _quarter(match: re.Match[str], around: _Around) -> Window | None:
    number = _ORDINALS[match["q"] or match["q2"]]
    year = _stated_year(match["qyear"], around)
    if year is None:
        if around.published is None:
            return None
        year, now = around.published.year, (around.published.month + 2) // 3
        year += (number < now) if around.future else -(number > now)
    return _whole_quarter(year, number)


def _half(match: re.Match[str], around: _Around) -> Window | None:
    year = _stated_year(match["halfyear"], around)
    if year is None:
        if around.published is None:
            return None
        year = around.published.year + (around.future and match["half"] == "first" and around.published.month > 6)
    first = match["half"] == "first"
    return date(year, 1 if first else 7, 1), date(year, 6, 30) if first else date(year, 12, 31), Precision.WITHIN


def _stated_year(written: str | None, around: _Around) -> int | None:
    if written is None or written.isdigit():
        return int(written) if written else None
    shift = {"next year": 1, "last year": -1}.get(written, 0)
    return around.published.year + shift if around.published else None


def _within(match: re.Match[str], around: _Around) -> Window | None:
    if around.published is None or not around.future:
        return None
    said = re.search(rf"\b{_COUNT}(?= (?:days|weeks|months|coming|next)\b)", match[0])
    unit = match["within"].rstrip("s")
    # "Within weeks" is within four of them, "within months" within three.
    count = (
        _number(said[0])
        if said
        else 1
        if not match["within"].endswith("s")
        else {"day": 7, "week": 4, "month": 3}[unit]
    )
    try:
        if unit == "month":
            year, month = _months_on(around.published, count)
            end = date(year, month, min(around.published.day, monthrange(year, month)[1]))
        else:
            end = around.published + timedelta(days=count * (7 if unit == "week" else 1))
    except (ValueError, OverflowError):  # a page's "9999-12-31" has no weeks behind it
        return around.published, None, Precision.WITHIN
    return around.published, end, Precision.WITHIN


def _relative_to(match: re.Match[str], around: _Around) -> Window | None:
    if around.published is None:
        return None
    rel = match["rel"].lower()
    start, end, precision = _relative("last" if rel in ("past", "previous") else rel, match["unit"], around.published)
    if rel == "this":
        # What has happened is over, what is to come is not.
        return (max(start, around.published), end, precision) if around.future else (start, around.published, precision)
    return start, end, precision


def _relative(rel: str, unit: str, today: date) -> tuple[date, date, Precision]:
    step = {"last": -1, "next": 1}.get(rel, 0)
    match unit:
        case "week":
            return _week(today + timedelta(weeks=step))
        case "month":
            return _whole_month(*_months_on(today, step))
        case "quarter":
            year, month = _months_on(today, 3 * step)
            return _whole_quarter(year, (month + 2) // 3)
        case _:
            return _whole_year(today.year + step)


def _month(match: re.Match[str], around: _Around) -> Window | None:
    month, stated = _month_of(match["month"] or match["month2"]), match["my"] or match["my2"]
    prep = (match["prep"] or "").lower()
    if stated is None and around.published is None:
        return None
    future = around.future or prep == "next"
    if stated:
        year = int(stated)
    else:
        assert around.published is not None
        last = monthrange(around.published.year, month)[1]
        year = _year_of(month, last if future else 1, around.published, future=future)
    start, end, precision = _whole_month(year, month)
    if prep in ("by", "before", "until") and around.published:
        return around.published, end if prep != "before" else start, Precision.WITHIN
    return start, end, precision


def _in_year(match: re.Match[str], _around: _Around) -> Window:
    return _whole_year(int(match["year"]))


def _week(day: date) -> tuple[date, date, Precision]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6), Precision.WEEK


def _months_on(day: date, count: int) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 + count
    return months // 12, months % 12 + 1


def _whole_month(year: int, month: int) -> tuple[date, date, Precision]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), Precision.MONTH


def _whole_quarter(year: int, number: int) -> tuple[date, date, Precision]:
    last = 3 * number
    return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), Precision.QUARTER


def _whole_year(year: int) -> tuple[date, date, Precision]:
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


_READ: tuple[tuple[str, Callable[[re.Match[str], _Around], Window | None]], ...] = (
    ("iso", _iso), ("m1", _day), ("m2", _day), ("weekday", _weekday), ("near", _near), ("ago", _ago), ("by", _end_of),
    ("q", _quarter), ("q2", _quarter), ("half", _half), ("within", _within), ("rel", _relative_to), ("month", _month),
    ("month2", _month), ("year", _in_year),
)  # fmt: skip


def day_in(text: str, published: date | None) -> When | None:
    """The day that a table's cell names: "12 March", "2026-03-12", "Mar 12, 2026"."""
    match = _TIME.search(text)
    when = _when(match, _Around(published, future=False)) if match else None
    return when if when and when.precision is Precision.DAY else None
