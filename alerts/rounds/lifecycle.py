"""What one claim changes: the pure half of resolving. Nothing here writes.

A displayed value is chosen by certainty, then by recency; a value that loses is kept as a conflict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from alerts.detection.mention import Certainty, InvestorRole, Mention, Qualifier, Role, Status, Temporality
from alerts.rounds.development import DevelopmentKind
from alerts.rounds.identity import round_of, speaks_of_tranche
from alerts.rounds.round import ChangeIntent, Claim, Displayed, Resolution, Resolved, Round

REVISED_BY = 0.05
"""A sum that differs by more than this fraction has been revised."""

_PROGRESS = {
    Status.RUMOURED: 0,
    Status.IN_TALKS: 1,
    Status.PLANNED: 2,
    Status.DELAYED: 2,
    Status.ANNOUNCED: 3,
    Status.PARTLY_CLOSED: 4,
    Status.CLOSED: 5,
}
_ENDED = {Status.DENIED, Status.ABANDONED}
_CERTAINTIES = list(Certainty)
# The fields of a mention that a round displays, beside status and certainty.
_FIELDS = (
    "amount",
    "valuation",
    "series",
    "label_as_written",
    "investors",
    "company_response",
    "tranche",
    "dates",
)
_EMPTY: tuple[Any, ...] = (
    None,
    [],
    "none",
    {"announced_on": None, "closed_on": None, "expected_close": None},
)


def resolve(claim: Claim, rounds: Sequence[Round]) -> Resolved:
    """What `claim` means for `rounds`, the known rounds of its company."""
    mention = claim.mention
    if mention.company.role is Role.MENTION:
        return Resolved(Resolution.PASSING, "the company is only named in passing")
    if mention.temporality is Temporality.BACKGROUND:
        return Resolved(Resolution.BACKGROUND, "an earlier round, retold as background")
    known = round_of(claim, rounds)
    resolved = _first_report(claim, rounds) if known is None else _further_report(claim, known)
    return replace(resolved, children=tuple(_planned_tranche(claim, resolved.round, rounds)))


def _first_report(claim: Claim, rounds: Sequence[Round]) -> Resolved:
    parent = _parent(claim, rounds) if speaks_of_tranche(claim) else None
    kind = DevelopmentKind.NEW_TRANCHE if parent else DevelopmentKind.NEW_ROUND
    amount = claim.mention.amount
    told = amount is not None and amount.qualifier is not Qualifier.UNDISCLOSED
    change = ChangeIntent(kind, None, amount.as_written if amount and told else None)
    return Resolved(
        Resolution.NEW_ROUND,
        "a new tranche of a known round" if parent else "first report of this round",
        _new_round(claim, parent.id if parent else None),
        status_changed=True,
        changes=(change,),
    )


def _parent(claim: Claim, rounds: Sequence[Round]) -> Round | None:
    whole = [known for known in rounds if known.parent_id is None and known.kind is claim.mention.kind]
    return max(whole, key=lambda known: known.last_reported_at, default=None)


def _new_round(claim: Claim, parent_id: int | None) -> Round:
    mention = claim.mention
    return Round(
        id=None,
        parent_id=parent_id,
        company=mention.company.name,
        company_key=claim.company_key,
        also_known_as=mention.company.also_known_as,
        kind=mention.kind,
        status=mention.status,
        certainty=mention.certainty,
        displayed=_displayed(claim),
        conflicts={},
        stories=frozenset({claim.story_id}),
        first_reported_at=claim.reported_at,
        last_reported_at=claim.reported_at,
    )


def _displayed(claim: Claim) -> dict[str, Displayed]:
    stated = claim.mention.to_json()
    return {
        name: Displayed(stated[name], claim.id, claim.mention.certainty, claim.publisher, claim.reported_at)
        for name in _FIELDS
        if stated[name] not in _EMPTY
    }


def _further_report(claim: Claim, known: Round) -> Resolved:
    merged = _with_fields(claim, known)
    changes = [*_status_change(claim.mention, known), *_field_changes(known, merged)]
    advanced = any(c.kind in (DevelopmentKind.STATUS_ADVANCED, DevelopmentKind.DENIED) for c in changes)
    if advanced:
        merged = replace(merged, status=claim.mention.status)
    resolution, note = _verdict(claim, known, changes)
    return Resolved(resolution, note, merged, status_changed=advanced, changes=tuple(changes))


def _verdict(claim: Claim, known: Round, changes: Sequence[ChangeIntent]) -> tuple[Resolution, str]:
    if changes:
        return Resolution.DEVELOPMENT, ", ".join(change.kind.replace("_", " ") for change in changes)
    if claim.story_id in known.stories:
        return Resolution.COPY, "a copy of a story that was told already"
    return Resolution.CORROBORATION, "repeats what is known of this round"


def _with_fields(claim: Claim, known: Round) -> Round:
    displayed, conflicts = dict(known.displayed), dict(known.conflicts)
    for name, stated in _displayed(claim).items():
        before = displayed.get(name)
        if before is None or _replaces(name, before, stated):
            displayed[name] = _merged(name, before, stated)
        loser = stated if displayed[name] is before else before
        if loser is not None and name in ("amount", "valuation", "series") and _differs(name, loser, displayed[name]):
            conflicts[name] = _with_conflict(conflicts.get(name, ()), loser)
    return replace(
        known,
        also_known_as=_names(claim, known),
        certainty=max(known.certainty, claim.mention.certainty, key=_CERTAINTIES.index),
        displayed=displayed,
        conflicts=conflicts,
        stories=known.stories | {claim.story_id},
        first_reported_at=min(known.first_reported_at, claim.reported_at),
        last_reported_at=max(known.last_reported_at, claim.reported_at),
    )


def _replaces(name: str, before: Displayed, stated: Displayed) -> bool:
    """Does a later report take the place of the value on display? The more certain does; of equals the later report,
    if it says something else: who says the same again, a copy above all, does not take the credit of the first."""
    # That a sum is not disclosed says nothing against one that is known, whoever says so.
    if name == "amount" and (_size(stated.value) is None) is not (_size(before.value) is None):
        return _size(before.value) is None
    ranks = _CERTAINTIES.index(stated.certainty), _CERTAINTIES.index(before.certainty)
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    if name in ("amount", "valuation") and not _differs(name, before, stated):
        return False
    return stated.at >= before.at and stated.value != before.value


def _merged(name: str, before: Displayed | None, stated: Displayed) -> Displayed:
    """Investors add up over reports; every other field is replaced."""
    if name != "investors" or before is None:
        return stated
    roles = {investor["name"]: investor for investor in before.value}
    roles.update({investor["name"]: investor for investor in stated.value})
    return replace(stated, value=list(roles.values()))


def _names(claim: Claim, known: Round) -> tuple[str, ...]:
    company = claim.mention.company
    names = dict.fromkeys((*known.also_known_as, company.name, *company.also_known_as))
    return tuple(name for name in names if name != known.company)


def _with_conflict(others: tuple[Displayed, ...], loser: Displayed) -> tuple[Displayed, ...]:
    return (*(other for other in others if other.mention != loser.mention), loser)


def _differs(name: str, one: Displayed, other: Displayed) -> bool:
    if name == "series":
        return bool(one.value != other.value)
    a, b = _size(one.value), _size(other.value)
    if a is None or b is None or one.value["currency"] != other.value["currency"]:
        return False
    return abs(a - b) > REVISED_BY * max(a, b)


def _size(stated: dict[str, Any]) -> float | None:
    return stated["value"] or stated.get("min") or stated.get("max")


def _status_change(mention: Mention, known: Round) -> Iterator[ChangeIntent]:
    before, after = known.status, mention.status
    if after is before:
        return
    if after in _ENDED:
        yield ChangeIntent(DevelopmentKind.DENIED, before, after)
    elif before in _ENDED or _advances(before, after):
        yield ChangeIntent(DevelopmentKind.STATUS_ADVANCED, before, after)


def _advances(before: Status, after: Status) -> bool:
    if after is Status.DELAYED:
        return _PROGRESS[before] <= _PROGRESS[Status.DELAYED]
    return _PROGRESS[after] > _PROGRESS[before]


def _field_changes(known: Round, merged: Round) -> Iterator[ChangeIntent]:
    yield from _amount_change(known, merged)
    for name, kind in (
        ("series", DevelopmentKind.SERIES_KNOWN),
        ("valuation", DevelopmentKind.VALUATION_KNOWN),
    ):
        if known.value(name) is None and merged.value(name) is not None:
            yield ChangeIntent(kind, None, _written(name, merged))
    if not _leads(known) and _leads(merged):
        yield ChangeIntent(DevelopmentKind.LEAD_KNOWN, None, ", ".join(_leads(merged)))


def _amount_change(known: Round, merged: Round) -> Iterator[ChangeIntent]:
    before, after = known.displayed.get("amount"), merged.displayed.get("amount")
    if after is None or after is before or _size(after.value) is None:
        return
    if before is None or _size(before.value) is None:
        yield ChangeIntent(DevelopmentKind.AMOUNT_KNOWN, None, after.value["as_written"])
    elif _differs("amount", before, after):
        yield ChangeIntent(DevelopmentKind.AMOUNT_REVISED, before.value["as_written"], after.value["as_written"])


def _written(name: str, merged: Round) -> str:
    if name == "series":
        return str(merged.value("label_as_written") or merged.value("series"))
    return str(merged.value(name)["as_written"])


def _leads(known: Round) -> list[str]:
    leading = (InvestorRole.LEAD, InvestorRole.CO_LEAD)
    return [investor["name"] for investor in known.value("investors") or () if investor["role"] in leading]


def _planned_tranche(claim: Claim, whole: Round | None, rounds: Sequence[Round]) -> Iterator[Resolved]:
    """ "…and will then seek a second tranche": a child of the round, known before it has a sum."""
    tranche = claim.mention.tranche
    if whole is None or tranche is None or (tranche.index or 0) < 2 or speaks_of_tranche(claim):
        return
    for known in rounds:
        shown = known.value("tranche")
        if known.parent_id is not None and known.parent_id == whole.id and shown and shown["index"] == tranche.index:
            return
    child = replace(
        _new_round(claim, whole.id),
        status=tranche.status,
        displayed={name: shown for name, shown in _displayed(claim).items() if name == "tranche"},
    )
    yield Resolved(
        Resolution.NEW_ROUND,
        "a planned tranche of this round",
        child,
        status_changed=True,
        changes=(ChangeIntent(DevelopmentKind.NEW_TRANCHE, None, f"tranche {tranche.index}, {tranche.status}"),),
    )
