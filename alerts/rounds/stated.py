"""A round's values to and from the JSON form of the mention contract."""

from typing import Any

from pydantic import TypeAdapter

from alerts.detection.mention import Amount, Qualifier, Valuation
from alerts.rounds.round import Round

_STATED = ("amount", "valuation", "series", "label_as_written", "investors", "company_response", "tranche", "dates")

_AMOUNT = TypeAdapter(Amount | None)
_VALUATION = TypeAdapter(Valuation | None)


def amount_stated(value: dict[str, Any] | None) -> Amount | None:
    """The sum as a value; None when none is known."""
    return _AMOUNT.validate_python(value)


def on_one_line(written: str) -> str:
    """What is `as_written`, without the line's ends that an article has in it."""
    return " ".join(written.split())


def sum_in_brief(amount: Amount | None) -> str:
    """The sum as written, for a list; "undisclosed" for words that keep it back, empty when none is known."""
    if amount is None:
        return ""
    return "undisclosed" if amount.qualifier is Qualifier.UNDISCLOSED else on_one_line(amount.as_written)


def sum_of(known: Round) -> str:
    """A round's sum in brief, as `sum_in_brief` gives it."""
    return sum_in_brief(amount_stated(known.value("amount")))


def worth_of(known: Round) -> str:
    """What a round values its company at, in brief; empty when that is not known."""
    valuation = valuation_stated(known.value("valuation"))
    return on_one_line(valuation.as_written) if valuation else ""


def label_of(known: Round) -> str:
    """A round's name as written, else its series; empty without either."""
    return on_one_line(known.value("label_as_written") or known.value("series") or "")


def valuation_stated(value: dict[str, Any] | None) -> Valuation | None:
    """The valuation as a value; None when none is known."""
    return _VALUATION.validate_python(value)


def as_json(known: Round) -> dict[str, Any]:
    """A round in the names of the mention contract, with its history's ends and conflicts."""
    return {
        "id": known.id,
        "parent_id": known.parent_id,
        "company": known.company,
        "also_known_as": list(known.also_known_as),
        "kind": known.kind,
        "status": known.status,
        "certainty": known.certainty,
        **{name: known.value(name) for name in _STATED},
        "conflicts": {
            name: [{"value": other.value, "mention": other.mention, "publisher": other.publisher} for other in others]
            for name, others in known.conflicts.items()
        },
        "corroboration": len(known.stories),
        "first_reported_at": known.first_reported_at.isoformat(),
        "last_reported_at": known.last_reported_at.isoformat(),
    }
