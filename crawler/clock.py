"""The one clock. Everything that asks what time it is takes a `Clock`, so that tests and the demo can
move time without touching the code that lives in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

Clock = Callable[[], datetime]
"""Returns the current instant, always aware and in UTC."""


def system_clock() -> datetime:
    """The machine's own time, in UTC."""
    return datetime.now(UTC)


def file_clock(path: Path) -> Clock:
    """A clock that stands still until somebody rewrites `path` (one ISO 8601 instant with an offset).

    Kept in a file so that a service that is killed and started again finds time where it was.
    """

    def now() -> datetime:
        instant = datetime.fromisoformat(path.read_text(encoding="ascii").strip())
        if instant.tzinfo is None:
            raise ValueError(f"{path}: the time needs an offset, such as 2026-03-02T08:00:00+00:00")
        return instant.astimezone(UTC)

    return now
