"""What somebody cares about, as a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from alerts.detection.mention import COMPANY_ROUNDS, Certainty, Kind, Series, Status


class WatchKind(StrEnum):
    """A company that raises, an investor that backs, or words that an article must hold."""

    COMPANY = "company"
    INVESTOR = "investor"
    SECTOR = "sector"


class WatchFilters(BaseModel):
    """What a watch lets through. An empty list asks for everything but `kinds`, which asks for company rounds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[Kind, ...] = COMPANY_ROUNDS
    statuses: tuple[Status, ...] = ()
    series: tuple[Series, ...] = ()
    min_certainty: Certainty | None = None
    min_amount: float | None = Field(None, ge=0)
    currency: str | None = Field(None, pattern="^[A-Z]{3}$")


NO_FILTERS = WatchFilters()


@dataclass(frozen=True, slots=True)
class WatchSpec:
    """A watch as somebody states it, before it is stored."""

    name: str
    kind: WatchKind = WatchKind.COMPANY
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    filters: WatchFilters = NO_FILTERS


@dataclass(frozen=True, slots=True)
class Watched:
    """A stored watch."""

    id: int
    spec: WatchSpec
    enabled: bool
    added_at: datetime

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "id": self.id,
            "name": self.spec.name,
            "kind": self.spec.kind,
            "aliases": list(self.spec.aliases),
            "domains": list(self.spec.domains),
            "exclusions": list(self.spec.exclusions),
            "filters": self.spec.filters.model_dump(mode="json"),
            "enabled": self.enabled,
            "added_at": self.added_at.isoformat(),
        }
