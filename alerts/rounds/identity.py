"""Which known round a claim speaks of, if any."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from alerts.detection.mention import Kind, Scope, Status
from alerts.rounds.company import company_key
from alerts.rounds.round import Claim, Round

# Reports of one round come within half a year; a rumour of a further one rarely sooner after a close than this.
SAME_ROUND_WITHIN = timedelta(days=180)
SETTLED_AFTER = timedelta(days=45)
# Two reports of one round differ by less than this factor, unless one of them is unconfirmed.
AMOUNT_FACTOR = 1.5
UNCONFIRMED_AMOUNT_FACTOR = 3.0

_EQUITY_LIKE = {Kind.EQUITY, Kind.CONVERTIBLE}
_UNCONFIRMED = {Status.RUMOURED, Status.IN_TALKS, Status.PLANNED, Status.DELAYED}
_SETTLED = {Status.ANNOUNCED, Status.CLOSED}


def round_of(claim: Claim, rounds: Sequence[Round]) -> Round | None:
    """The round among `rounds` that the claim speaks of: the best fit, the latest of equals."""
    fitting = [known for known in rounds if may_be_same(claim, known)]
    return max(fitting, key=lambda known: (_closeness(claim, known), known.last_reported_at), default=None)


def may_be_same(claim: Claim, known: Round) -> bool:
    """Same company, kind, compatible series and amount, close in time, and both or neither a tranche."""
    return (
        _same_company(claim, known)
        and _same_kind(claim.mention.kind, known.kind)
        and _compatible_tranche(claim, known)
        and _compatible_series(claim, known)
        and abs(claim.reported_at - known.last_reported_at) <= SAME_ROUND_WITHIN
        and _compatible_amount(claim, known)
        and not _starts_anew(claim, known)
    )


def speaks_of_tranche(claim: Claim) -> bool:
    """Is the claim's own sum a later tranche, rather than the round as a whole?"""
    mention = claim.mention
    later = mention.tranche is not None and (mention.tranche.index or 0) > 1
    return later and mention.amount is not None and mention.amount.scope is Scope.TRANCHE


def _same_company(claim: Claim, known: Round) -> bool:
    names = {claim.company_key, *map(company_key, claim.mention.company.also_known_as)}
    return bool(names & {known.company_key, *map(company_key, known.also_known_as)})


def _same_kind(kind: Kind, known: Kind) -> bool:
    return kind is known or {kind, known} <= _EQUITY_LIKE


def _compatible_tranche(claim: Claim, known: Round) -> bool:
    if not speaks_of_tranche(claim):
        return known.parent_id is None
    tranche = known.value("tranche")
    assert claim.mention.tranche is not None
    return known.parent_id is not None and tranche is not None and tranche["index"] == claim.mention.tranche.index


def _compatible_series(claim: Claim, known: Round) -> bool:
    series, before = claim.mention.series, known.value("series")
    return series is None or before is None or series == before


def _compatible_amount(claim: Claim, known: Round) -> bool:
    mine, theirs = _size(claim), _known_size(known)
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return True
    unconfirmed = claim.mention.status in _UNCONFIRMED or known.status in _UNCONFIRMED
    factor = UNCONFIRMED_AMOUNT_FACTOR if unconfirmed else AMOUNT_FACTOR
    return max(mine[0], theirs[0]) <= factor * min(mine[0], theirs[0])


def _starts_anew(claim: Claim, known: Round) -> bool:
    """New talk well after a round was settled is of the next round, unless the round's own name says otherwise."""
    named_alike = claim.mention.series is not None and claim.mention.series == known.value("series")
    return (
        claim.mention.status in _UNCONFIRMED
        and known.status in _SETTLED
        and claim.reported_at - known.last_reported_at > SETTLED_AFTER
        and not named_alike
    )


def _size(claim: Claim) -> tuple[float, str | None] | None:
    amount = claim.mention.amount
    return _size_of(amount.value or amount.min or amount.max, amount.currency) if amount else None


def _known_size(known: Round) -> tuple[float, str | None] | None:
    amount: dict[str, Any] | None = known.value("amount")
    return _size_of(amount["value"] or amount["min"] or amount["max"], amount["currency"]) if amount else None


def _size_of(value: float | None, currency: str | None) -> tuple[float, str | None] | None:
    return (value, currency) if value else None


def _closeness(claim: Claim, known: Round) -> int:
    """How many of series and amount speak for the fit."""
    series = claim.mention.series is not None and claim.mention.series == known.value("series")
    amounts = _size(claim), _known_size(known)
    return 2 * series + (None not in amounts and amounts[0] == amounts[1])
