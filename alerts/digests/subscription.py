"""Who is told what, how often: the value, and when its next digest falls due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo


class Frequency(StrEnum):
    """How often a subscription's digest is made."""

    IMMEDIATE = "immediate"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


class Weekday(StrEnum):
    """The day of a weekly digest, in the order of `datetime.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class SubscriptionSpec:
    """A subscription as somebody states it. `at` is a wall-clock time "HH:MM" in `timezone` (IANA name)."""

    name: str
    channel: str
    target: str
    frequency: Frequency
    timezone: str
    at: str = "08:00"
    weekday: Weekday = Weekday.MONDAY
    # Empty: every watch.
    watches: tuple[str, ...] = ()
    heartbeat: bool = False


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A stored subscription. `watch_ids` empty means every watch."""

    id: int
    spec: SubscriptionSpec
    watch_ids: frozenset[int]
    enabled: bool
    next_digest_at: datetime | None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        spec = self.spec
        return {
            "id": self.id,
            "name": spec.name,
            "channel": spec.channel,
            "target": spec.target,
            "frequency": spec.frequency,
            "at": spec.at,
            "weekday": spec.weekday,
            "timezone": spec.timezone,
            "watches": list(spec.watches),
            "heartbeat": spec.heartbeat,
            "enabled": self.enabled,
            "next_digest_at": self.next_digest_at.isoformat() if self.next_digest_at else None,
        }


def next_digest_at(spec: SubscriptionSpec, after: datetime) -> datetime | None:
    """The first instant later than `after` at which a digest falls due; None for an immediate subscription.

    Wall-clock times follow daylight saving: one that does not exist that day is taken an hour later, one that comes
    twice is taken the first time (PEP 495, fold=0).
    """
    if spec.frequency is Frequency.IMMEDIATE:
        return None
    if spec.frequency is Frequency.HOURLY:
        return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    zone = ZoneInfo(spec.timezone)
    day = after.astimezone(zone).date()
    while True:
        due = datetime.combine(day, time.fromisoformat(spec.at), zone).astimezone(after.tzinfo)
        if due > after and (spec.frequency is Frequency.DAILY or day.weekday() == list(Weekday).index(spec.weekday)):
            return due
        day += timedelta(days=1)
