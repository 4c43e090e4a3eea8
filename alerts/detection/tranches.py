"""The part of a round that an article tells of: "the second of three tranches", and how far it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from alerts.detection.chunks import Row
from alerts.detection.mention import Amount, Scope, Span, Status, Tranche
from alerts.detection.sum_kinds import FIRST, is_first_part, sums_of

MAX_PARTS = 10
"""Parts that are looked at in one sentence."""
_INDEX = {"first": 1, "initial": 1, "1st": 1, "second": 2, "2nd": 2, "next": 2, "third": 3, "3rd": 3, "fourth": 4}
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
# A count is of ASCII's letters: without case, "i" is "ı" as well, and "fıve" counts nothing.
_PART = re.compile(
    r"\b(?P<which>first|initial|second|third|fourth|final|last|next|1st|2nd|3rd)(?: and (?:final|last))? "
    r"(?:of (?:the |its )?(?P<of>(?a:two|three|four|five|[2-5])) (?:planned |equal )?(?:tranches|instal?ments|closings|closes|parts)"
    r"|(?:[^\s,;.]{1,16} ){0,3}?(?:tranche|instal?ment|clos(?:e|ing)|(?:part|slice)(?= of (?:an?|the|its) (?:[^\s;,]{1,12} ){0,4}(?:round|series|financing|funding|loan|deal|investment)))\b(?: of (?P<of2>(?a:two|three|four|five|[2-5]))\b(?! ?(?:million|billion|[mb]n\b)))?)",
    re.IGNORECASE,
)
_IN_PARTS = re.compile(
    r"\b(?:in|over|across|into) (?P<of>(?a:two|three|four|five|[2-5])) (?:equal |planned |separate )?(?:tranches|instal?ments|closings)\b",
    re.IGNORECASE,
)
# What is planned of the whole says nothing of its part.
_CLAUSE = re.compile(
    r"[,;]|\b(?:and|while|with|but|after which|(?:out )?of (?=(?:an?|its|the|their) (?:planned|intended|expected|anticipated|proposed)))\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:expect\w{0,3}|will|would|plan\w{0,4}|follow|later|due|then|seek\w{0,3}|once|subject to|to come|may|next (?:week|month|quarter|year)|hopes?|conditional)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:receiv\w{1,3}|closed|closes|complet\w{2,3}|drawn|drew|paid|rais(?:ed|es)|secur(?:ed|es)|landed|got|in hand|in the bank|announce[sd]? (?:the|a|its) (?:first|second|third|fourth|final|last|initial) clos(?:e|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    tranche: Tranche
    row: Row
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.row.sentence.start + self.start, self.row.sentence.start + self.end


def tranche_in(rows: Sequence[Row], amount: Amount | None, amount_at: Span | None) -> tuple[Tranche, Span] | None:
    """The part that the mention's own sum is, else a later part of its round, else the part that is told first."""
    parts = [part for row in rows for part in islice(_parts(row), MAX_PARTS)]
    if not parts:
        return None
    if amount is not None and amount_at is not None and amount.scope is Scope.TRANCHE:
        part = min(parts, key=lambda one: abs(one.span[0] - amount_at[0]))
    else:
        part = next((one for one in parts if (one.tranche.index or 2) > 1), parts[0])
    return part.tranche, part.span


def _parts(row: Row) -> Iterator[_Part]:
    text = row.sentence.text
    for at in sums_of(row):
        chunk = row.chunks[at]
        first = FIRST.search(text, max(0, chunk.start - 36), chunk.start) if is_first_part(row, at) else None
        if first:
            status = _status(text, first.start(), chunk.end, later=False)
            yield _Part(Tranche(1, None, status), row, first.start(), chunk.end)
    whole = _IN_PARTS.search(text)
    for match in _PART.finditer(text):
        of = match["of"] or match["of2"] or (whole["of"] if whole else None)
        count = _COUNT[of.lower()] if of else None
        which = match["which"].lower()
        index = _INDEX.get(which, count)
        yield _Part(
            Tranche(index, count, _status(text, *match.span(), later=index != 1)), row, match.start(), match.end()
        )


def _status(text: str, start: int, end: int, *, later: bool) -> Status:
    """How far a part is, by the words of its own clause; a later part of which nothing is said is to come."""
    before = _CLAUSE.split(text[max(0, start - 60) : start])[-1]
    behind = _CLAUSE.split(text[end : end + 60])[0]
    clause = f"{before}{text[start:end]}{behind}"
    if _TO_COME.search(clause):
        return Status.PLANNED
    if _DONE.search(clause):
        return Status.CLOSED
    return Status.PLANNED if later and not re.search(r"\bannounce", clause, re.IGNORECASE) else Status.ANNOUNCED
