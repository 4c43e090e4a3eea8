"""How a source is doing, told from its row: silence must never be mistaken for no news."""

from datetime import timedelta
from random import Random

from crawler.sources.source import HealthState, SourceHealth
from crawler.sources.tables import Source

MAX_BACKOFF = timedelta(hours=6)
MAX_RETRY_AFTER = timedelta(hours=24)
JITTER = 0.1
_BLOCKED = (401, 402, 403, 407, 451)
_GONE = 410


def health_of(source: Source) -> SourceHealth:
    """The source's state, since when, and what is wrong in words."""
    state, problem = _state(source)
    since = source.failing_since if state in (HealthState.FAILING, HealthState.BLOCKED, HealthState.GONE) else None
    return SourceHealth(source.slug, source.publisher, source.url, state, since, problem)


def _state(source: Source) -> tuple[HealthState, str]:
    if not source.enabled:
        return HealthState.OFF, source.last_error or "switched off"
    if source.last_poll_at is None:
        return HealthState.NEW, "not polled yet"
    if source.last_error is None:
        return HealthState.OK, ""
    if source.last_status == _GONE:
        return HealthState.GONE, source.last_error
    if source.last_status in _BLOCKED:
        return HealthState.BLOCKED, source.last_error
    return HealthState.FAILING, source.last_error


def backoff(poll_seconds: int, failures: int, retry_after: timedelta | None, jitter: Random) -> timedelta:
    """How long to leave a failing source alone: its rhythm doubled with each failure, at most six hours.

    What the server asks for with Retry-After counts up to a day. Jitter keeps sources that failed together apart.
    """
    doubled = timedelta(seconds=min(poll_seconds * 2 ** min(failures, 20), MAX_BACKOFF.total_seconds()))
    wait = max(doubled, min(retry_after or timedelta(0), MAX_RETRY_AFTER))
    return wait * (1 + jitter.uniform(0, JITTER))
