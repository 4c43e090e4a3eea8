"""The kinds of change in a round that deserve telling, each once."""

from enum import StrEnum


class DevelopmentKind(StrEnum):
    """What changed in a round; each is told once."""

    NEW_ROUND = "new_round"
    STATUS_ADVANCED = "status_advanced"
    DENIED = "denied"
    AMOUNT_KNOWN = "amount_known"
    AMOUNT_REVISED = "amount_revised"
    SERIES_KNOWN = "series_known"
    LEAD_KNOWN = "lead_known"
    VALUATION_KNOWN = "valuation_known"
    NEW_TRANCHE = "new_tranche"
