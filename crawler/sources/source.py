"""The values of the sources room: what is polled, what a poll brought, how a source is doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class SourceKind(StrEnum):
    """The forms in which news is listed."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON_FEED = "json_feed"
    NEWS_SITEMAP = "news_sitemap"
    LISTING = "listing"


FEEDS = (SourceKind.RSS, SourceKind.ATOM, SourceKind.RDF, SourceKind.JSON_FEED)


class FetchState(StrEnum):
    """How far an entry's page is. DUPLICATE: another entry has the same canonical URL."""

    PENDING = "pending"
    FETCHED = "fetched"
    FAILED = "failed"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source as somebody states it. `poll_seconds` None: the configuration's default."""

    slug: str
    url: str
    publisher: str
    kind: SourceKind = SourceKind.RSS
    role: str = "tech"
    language: str | None = None
    region: str | None = None
    country: str | None = None
    poll_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One item that a source listed. `identity` is unique within the list and stable from poll to poll."""

    identity: str
    url: str
    canonical_url: str
    title: str
    summary: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParsedList:
    """What a list's bytes say. `problem` is set when they broke off before their end: a partial poll."""

    entries: tuple[ListedEntry, ...]
    problem: str | None = None


class NotAListError(Exception):
    """The bytes are not a list of news; the message says what they are instead."""


@dataclass(frozen=True, slots=True)
class PollTask:
    """A source that is to be polled, with the validators of its last whole body."""

    source_id: int
    slug: str
    url: str
    host: str
    due_at: datetime
    kind: SourceKind
    etag: str | None
    last_modified: str | None
    body_hash: str | None


@dataclass(frozen=True, slots=True)
class FetchTask:
    """An entry whose page is to be fetched."""

    entry_id: int
    url: str
    host: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """How one poll ended. `error` in words; None when it went well. `entries` None: unchanged since the last poll."""

    source_id: int
    status: int | None
    error: str | None = None
    entries: tuple[ListedEntry, ...] | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    retry_after: timedelta | None = None


class HealthState(StrEnum):
    """How a source is doing."""

    OK = "ok"
    NEW = "new"
    FAILING = "failing"
    BLOCKED = "blocked"
    GONE = "gone"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source is doing, since when, and what is wrong in words."""

    slug: str
    publisher: str
    url: str
    state: HealthState
    since: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source as it is kept."""

    id: int
    spec: SourceSpec
    enabled: bool
    added_at: datetime
    next_poll_at: datetime
    last_poll_at: datetime | None
    last_ok_at: datetime | None
    last_entry_at: datetime | None
    last_status: int | None
    failures: int
    health: SourceHealth

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        spec = self.spec
        moments = ("added_at", "next_poll_at", "last_poll_at", "last_ok_at", "last_entry_at")
        stated = {name: getattr(self, name) for name in moments}
        return {
            "id": self.id,
            "slug": spec.slug,
            "publisher": spec.publisher,
            "url": spec.url,
            "kind": spec.kind,
            "role": spec.role,
            "language": spec.language,
            "region": spec.region,
            "country": spec.country,
            "poll_seconds": spec.poll_seconds,
            "enabled": self.enabled,
            "state": self.health.state,
            "problem": self.health.problem,
            "since": self.health.since.isoformat() if self.health.since else None,
            **{name: moment.isoformat() if moment else None for name, moment in stated.items()},
            "last_status": self.last_status,
            "failures": self.failures,
        }
