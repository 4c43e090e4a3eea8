"""A round's displayed values, read back from the JSON form of the mention contract."""

from typing import Any

from pydantic import TypeAdapter

from alerts.detection.mention import Amount, Valuation

_AMOUNT = TypeAdapter(Amount | None)
_VALUATION = TypeAdapter(Valuation | None)


def amount_stated(value: dict[str, Any] | None) -> Amount | None:
    """The sum as a value; None when none is known."""
    return _AMOUNT.validate_python(value)


def valuation_stated(value: dict[str, Any] | None) -> Valuation | None:
    """The valuation as a value; None when none is known."""
    return _VALUATION.validate_python(value)
