"""The amount of a mention: its sum, what the sum counts, or the words that keep it back.

Rules look at the words around a sum; `¤` stands for the sum in question.
"""

from collections.abc import Iterable, Iterator

from alerts.detection.chunks import Row
from alerts.detection.claims import Claim
from alerts.detection.mention import Amount, Scope, Span
from alerts.detection.money import Money
from alerts.detection.rules import SCOPES, UNDISCLOSED
from alerts.detection.sum_kinds import Sum, sums_of

_BEFORE, _BEHIND = 90, 70
"""Characters around a sum that say what it counts."""
_SCOPE_OF = {Sum.TRANCHE: Scope.TRANCHE, Sum.TO_DATE: Scope.TOTAL_TO_DATE, Sum.TOTAL_ROUND: Scope.TOTAL_ROUND}


def amount_of(claim: Claim) -> Amount | None:
    """The sum that a claim is about, as reported; None for a claim without one."""
    money = claim.money
    if money is None:
        return None
    return Amount(
        money.value, money.currency, money.written, money.qualifier, scope_of(claim.row, claim.at), money.min, money.max
    )


def scope_of(row: Row, at: int) -> Scope:
    """What the sum at a chunk of a row counts."""
    known = _SCOPE_OF.get(sums_of(row).get(at, Sum.ROUND))
    money = row.chunks[at].money
    if money is None or known in (Scope.TOTAL_TO_DATE, Scope.TOTAL_ROUND):
        return known or Scope.THIS_ROUND
    around = marked(row.sentence.text, money)
    return next((rule.says for rule in SCOPES if rule.pattern.search(around)), known or Scope.THIS_ROUND)


def marked(text: str, money: Money) -> str:
    """The words around a sum, with `¤` in its place."""
    return f"{text[max(0, money.start - _BEFORE) : money.start]}¤{text[money.end : money.end + _BEHIND]}"


def undisclosed_in(rows: Iterable[Row]) -> tuple[Amount, Span] | None:
    """The first words that say that the sum is not told."""
    return next(_undisclosed(rows), None)


def _undisclosed(rows: Iterable[Row]) -> Iterator[tuple[Amount, Span]]:
    for row in rows:
        for rule in UNDISCLOSED:
            match = rule.pattern.search(row.sentence.text)
            if match:
                start = row.sentence.start
                yield Amount(None, None, match[0], rule.says), (start + match.start(), start + match.end())
