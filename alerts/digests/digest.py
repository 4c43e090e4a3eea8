"""The value that every channel renders: one subscription's digest, ready to be put into words."""

from dataclasses import dataclass
from datetime import datetime

from alerts.detection.mention import Amount, Certainty, CompanyResponse, InvestorRole, Kind, Status, Valuation
from alerts.rounds.development import DevelopmentKind


@dataclass(frozen=True, slots=True)
class Change:
    """One development: what it was before and is after, in the values' own written form."""

    kind: DevelopmentKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One article that a line rests on."""

    publisher: str
    title: str
    url: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another value that somebody reported for the same field."""

    field: str
    value: str
    publisher: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step of the round's life so far."""

    status: Status
    at: datetime
    publisher: str


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One round with all that is new in it for this subscription."""

    round_id: int
    company: str
    also_known_as: tuple[str, ...]
    kind: Kind
    series_label: str | None
    # The number of the tranche when this is a later part of a round; None for a round as a whole.
    tranche: int | None
    status: Status
    certainty: Certainty
    company_response: CompanyResponse
    amount: Amount | None
    valuation: Valuation | None
    investors: tuple[tuple[str, InvestorRole], ...]
    changes: tuple[Change, ...]
    sentence: str
    report: Report
    also_reported_by: tuple[Report, ...]
    corroboration: int
    history: tuple[HistoryLine, ...]
    conflicts: tuple[Conflict, ...]
    # Why you get this: (watch, what matched), such as ("Megvii", "company name").
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AilingSource:
    """A source that gave nothing because it is broken, not because there was no news."""

    name: str
    url: str
    problem: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class DigestView:
    """Everything a channel needs to put one digest into words; times are shown in `timezone` (IANA name)."""

    subscription: str
    frequency: str
    timezone: str
    due_at: datetime
    items: tuple[DigestItem, ...]
    sources_read: int
    ailing: tuple[AilingSource, ...]
