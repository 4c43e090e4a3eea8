"""The values that resolving works on: a claim with where it stood, and a round as it is known so far."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from alerts.detection.mention import Certainty, Kind, Mention, Status
from alerts.rounds.development import DevelopmentKind


class Resolution(StrEnum):
    """What became of a mention."""

    NEW_ROUND = "new_round"
    DEVELOPMENT = "development"
    CORROBORATION = "corroboration"
    COPY = "copy"
    BACKGROUND = "background"
    PASSING = "passing"
    # The second opinion's, decided before the mention was stored: no round is made of it.
    VETOED = "vetoed"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class Claim:
    """One stored mention with what is known of its article."""

    id: int
    mention: Mention
    company_key: str
    story_id: int
    publisher: str
    source_role: str
    reported_at: datetime
    seen_at: datetime
    baseline: bool


@dataclass(frozen=True, slots=True)
class Displayed:
    """One field's displayed value and where it came from. `value` is in the JSON form of the mention contract."""

    value: Any
    mention: int
    certainty: Certainty
    publisher: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """A round as the mentions so far tell it. `id` is None until it is stored."""

    id: int | None
    parent_id: int | None
    company: str
    company_key: str
    also_known_as: tuple[str, ...]
    kind: Kind
    status: Status
    certainty: Certainty
    displayed: dict[str, Displayed]
    conflicts: dict[str, tuple[Displayed, ...]]
    stories: frozenset[int]
    first_reported_at: datetime
    last_reported_at: datetime

    def value(self, name: str) -> Any:
        """The displayed value of a field, in JSON form; None when it is not known."""
        shown = self.displayed.get(name)
        return shown.value if shown else None


@dataclass(frozen=True, slots=True)
class ChangeIntent:
    """A development to be stored."""

    kind: DevelopmentKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolving one claim decided: nothing is written until the queries module stores it."""

    resolution: Resolution
    note: str
    round: Round | None = None
    status_changed: bool = False
    changes: tuple[ChangeIntent, ...] = ()
    # Further rounds that the same claim tells of: a planned tranche.
    children: tuple["Resolved", ...] = field(default=())
