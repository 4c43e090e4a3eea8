"""Earlier rounds that an article retells beside the new one: which claims are one round, and how sure it is old."""

from collections.abc import Sequence

from alerts.detection.circumstances import words_of
from alerts.detection.companies import Told
from alerts.detection.mention import Series
from alerts.detection.series import SERIES, series_of
from alerts.detection.sum_kinds import Sum, sums_of

MAX_EARLIER = 5
"""Rounds of one company that are told as history; an article that lists more is a chronicle."""
_NEAR = 40
"""Characters around a claim's own words that may name its series."""
SAME_SUM = 0.06
"""Two sums that differ by no more than this fraction are one: a headline rounds."""


def earlier_rounds(old: Sequence[Told], fresh: Sequence[Told]) -> list[list[Told]]:
    """The claims of each earlier round with a sum, a series or a year of its own, in the order of the article.

    What is told again of the new round, and a total of many, is no round of its own.
    """
    rounds: list[list[Told]] = []
    for told in old:
        if not _tells_a_round(told) or any(_is_same(told, one) for one in fresh):
            continue
        known = next((one for one in rounds if _is_same(told, one[0])), None)
        if known is not None:
            known.append(told)
        else:
            rounds.append([told])
    return rounds[:MAX_EARLIER]


def _tells_a_round(told: Told) -> bool:
    if told.claim.money is not None:
        return sums_of(told.claim.row).get(told.claim.at) in (Sum.ROUND, Sum.TRANCHE)
    return series_near(told) is not None or "dated before" in told.circumstances.signals


def _is_same(one: Told, other: Told) -> bool:
    """The same sum, or the same series where not both tell a sum."""
    a, b = one.claim.money, other.claim.money
    if a is not None and b is not None:
        stated = [(x, y) for x in (a, *a.also) for y in (b, *b.also) if x.currency == y.currency]
        return any(abs(x.size - y.size) <= SAME_SUM * max(x.size, y.size) for x, y in stated)
    series = series_near(one)
    if series is None and a is None:
        return one.index == other.index
    return series is not None and series == series_near(other)


def series_near(told: Told) -> Series | None:
    """The series that stands nearest to a claim's own words."""
    text = told.claim.row.sentence.text
    start, end = words_of(told.claim)
    around = text[max(0, start - _NEAR) : end + _NEAR]
    middle = min(start, _NEAR) + (end - start) // 2
    matches = [match for match in SERIES.finditer(around) if series_of(match)]
    nearest = min(matches, key=lambda match: abs((match.start() + match.end()) // 2 - middle), default=None)
    return series_of(nearest) if nearest else None


def surely_earlier(told: Sequence[Told]) -> float:
    """How sure it is that these claims are an earlier round of their company: with a sum of its own, or without one.

    On the labelled sets 26 of 26 with a sum were history, and 3 of 4 without.
    """
    return 0.95 if any(one.claim.money for one in told) else 0.75
