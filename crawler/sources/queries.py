"""The sources room's SQL: what is polled, what is due, and what each poll brought."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from crawler.sources.health import backoff, health_of
from crawler.sources.source import (
    FetchState,
    FetchTask,
    HealthState,
    ListedEntry,
    PollOutcome,
    PollTask,
    SourceHealth,
    SourceKind,
    SourceSpec,
    StoredSource,
)
from crawler.sources.tables import Entry, Source
from crawler.sources.urls import host_of, is_fetchable

# States that a person should hear of.
_AILING = (HealthState.FAILING, HealthState.BLOCKED, HealthState.GONE)
FETCH_RETRY = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=2))
"""The wait before each further attempt to fetch a page."""


class SourceExistsError(Exception):
    """A source with this name or address is there already."""


class SourceInvalidError(Exception):
    """The address cannot be polled; the message says why."""


def add_source(session: Session, spec: SourceSpec, *, now: datetime, default_poll_seconds: int) -> StoredSource:
    """Store a new source; it is due at once.

    Raises
    ------
    SourceExistsError, SourceInvalidError
    """
    if not is_fetchable(spec.url):
        raise SourceInvalidError(f"{spec.url!r} is not an address that can be polled; expected http:// or https://")
    known = session.scalar(select(Source).where((Source.slug == spec.slug) | (Source.url == spec.url)))
    if known:
        same = "name" if known.slug == spec.slug else "address"
        raise SourceExistsError(f"there is a source with this {same} already: {known.slug} ({known.url})")
    row = Source(
        slug=spec.slug,
        url=spec.url,
        host=host_of(spec.url),
        kind=spec.kind,
        publisher=spec.publisher,
        role=spec.role,
        language=spec.language,
        region=spec.region,
        country=spec.country,
        enabled=True,
        added_at=now,
        poll_seconds=spec.poll_seconds or default_poll_seconds,
        next_poll_at=now,
        failures=0,
    )
    session.add(row)
    session.flush()
    return _stored(row)


def _stored(row: Source) -> StoredSource:
    return StoredSource(
        id=row.id,
        spec=SourceSpec(
            row.slug, row.url, row.publisher, SourceKind(row.kind), row.role, row.language, row.region, row.country,
            row.poll_seconds,
        ),
        enabled=row.enabled,
        added_at=row.added_at,
        next_poll_at=row.next_poll_at,
        last_poll_at=row.last_poll_at,
        last_ok_at=row.last_ok_at,
        last_entry_at=row.last_entry_at,
        last_status=row.last_status,
        failures=row.failures,
        health=health_of(row),
    )  # fmt: skip


def sources(session: Session) -> list[StoredSource]:
    """Every source, by name."""
    return [_stored(row) for row in session.scalars(select(Source).order_by(Source.slug))]


def source_by_slug(session: Session, slug: str) -> StoredSource | None:
    """The source of this name."""
    row = session.scalar(select(Source).where(Source.slug == slug))
    return _stored(row) if row else None


def remove_source(session: Session, slug: str) -> bool:
    """Remove a source with its entries, pages and articles; False when there is none of this name."""
    row = session.scalar(select(Source).where(Source.slug == slug))
    if row is None:
        return False
    session.delete(row)
    return True


def make_due(session: Session, slug: str, *, now: datetime) -> bool:
    """Have a source polled now, whatever its rhythm; False when there is none of this name."""
    changed = session.execute(update(Source).where(Source.slug == slug).values(next_poll_at=now))
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def count_sources(session: Session) -> int:
    """How many sources there are."""
    return session.scalar(select(func.count()).select_from(Source)) or 0


def count_sources_read(session: Session) -> int:
    """How many sources' last poll went well."""
    well = (Source.enabled, Source.last_poll_at.is_not(None), Source.last_error.is_(None))
    return session.scalar(select(func.count()).select_from(Source).where(*well)) or 0


def ailing_sources(session: Session) -> list[SourceHealth]:
    """Sources that give nothing because something is wrong, those that ail longest first."""
    rows = session.scalars(
        select(Source).where(Source.enabled, Source.last_error.is_not(None)).order_by(Source.failing_since, Source.slug)
    )
    return [health for health in map(health_of, rows) if health.state in _AILING]


def due_sources(
    session: Session,
    kinds: Collection[SourceKind],
    *,
    now: datetime,
    limit: int,
    except_hosts: Collection[str] = (),
    of_one_host: int | None = None,
) -> list[PollTask]:
    """Sources of these kinds whose time has come, host by host, the longest overdue first, `of_one_host` at most."""
    due = (Source.enabled, Source.next_poll_at <= now, Source.kind.in_(kinds), Source.host.not_in(except_hosts))
    ranked = _ranked(Source, Source.next_poll_at).where(*due).subquery()
    rows = session.scalars(
        select(Source)
        .join(ranked, ranked.c.id == Source.id)
        .where(ranked.c.place <= (of_one_host or limit))
        .order_by(ranked.c.since, Source.host, ranked.c.place)
        .limit(limit)
    )
    return [
        PollTask(
            source_id=row.id,
            slug=row.slug,
            url=row.url,
            host=row.host,
            due_at=row.next_poll_at,
            kind=SourceKind(row.kind),
            etag=row.etag,
            last_modified=row.last_modified,
            body_hash=row.body_hash,
        )
        for row in rows
    ]


def _ranked(table: type[Source | Entry], due_at: InstrumentedAttribute[datetime]) -> Select[tuple[int, int, datetime]]:
    """Each due row's id, its place among those of its host, and since when something of that host is due.

    By these, work comes host by host: a crawl takes all of a few hosts' work, and no host's mass hides the others.
    """
    place = func.row_number().over(partition_by=table.host, order_by=(due_at, table.id))
    first = func.min(due_at).over(partition_by=table.host)
    return select(table.id.label("id"), place.label("place"), first.label("since"))


def count_due_sources(session: Session, now: datetime) -> int:
    """How many sources' time has come."""
    due = (Source.enabled, Source.next_poll_at <= now)
    return session.scalar(select(func.count()).select_from(Source).where(*due)) or 0


def record_poll(session: Session, outcome: PollOutcome, *, now: datetime, jitter: Random) -> int:
    """Write what a poll brought, with the mark that it was made; returns how many entries are new.

    Entries and validators go together: a validator without its entries would hide them for ever. Nothing is written
    for a source that was removed while it was polled.
    """
    row = session.get(Source, outcome.source_id)
    if row is None:
        return 0
    first = row.last_ok_at is None
    row.last_poll_at, row.last_status = now, outcome.status
    new = _store_entries(session, row, outcome.entries or (), first=first, now=now)
    if new:
        row.last_entry_at = now
    if outcome.error is not None:
        _record_failure(row, outcome, now=now, jitter=jitter)
        return new
    row.last_ok_at, row.last_error, row.failing_since, row.failures = now, None, None, 0
    row.next_poll_at = now + timedelta(seconds=row.poll_seconds)
    if outcome.entries is not None:
        row.etag, row.last_modified, row.body_hash = outcome.etag, outcome.last_modified, outcome.body_hash
    return new


def _record_failure(row: Source, outcome: PollOutcome, *, now: datetime, jitter: Random) -> None:
    row.failures += 1
    row.last_error = outcome.error
    row.failing_since = row.failing_since or now
    row.next_poll_at = now + backoff(row.poll_seconds, row.failures, outcome.retry_after, jitter)


def _store_entries(
    session: Session, source: Source, entries: Sequence[ListedEntry], *, first: bool, now: datetime
) -> int:
    fresh = _not_known(session, source.id, entries)
    elsewhere = _known_pages(session, [entry.canonical_url for entry in fresh])
    for entry in fresh:
        session.add(
            Entry(
                source_id=source.id,
                identity=entry.identity,
                url=entry.url,
                canonical_url=entry.canonical_url,
                host=host_of(entry.url),
                title=entry.title,
                summary=entry.summary,
                published_at=entry.published_at,
                first_seen_at=now,
                baseline=first and _is_old(entry, source.added_at),
                fetch_state=FetchState.DUPLICATE if entry.canonical_url in elsewhere else FetchState.PENDING,
                fetch_attempts=0,
                next_fetch_at=now,
            )
        )
        elsewhere.add(entry.canonical_url)
    session.flush()
    return len(fresh)


def _not_known(session: Session, source_id: int, entries: Sequence[ListedEntry]) -> list[ListedEntry]:
    identities = [entry.identity for entry in entries]
    known: set[str] = set()
    for chunk in _chunks(identities):
        known |= set(
            session.scalars(select(Entry.identity).where(Entry.source_id == source_id, Entry.identity.in_(chunk)))
        )
    return [entry for entry in entries if entry.identity not in known]


def _known_pages(session: Session, canonical_urls: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for chunk in _chunks(canonical_urls):
        known |= set(session.scalars(select(Entry.canonical_url).where(Entry.canonical_url.in_(chunk))))
    return known


def _chunks(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _is_old(entry: ListedEntry, added_at: datetime) -> bool:
    """Without a date an entry that was there at the first poll counts as old: better than a storm of stale alerts."""
    return entry.published_at is None or entry.published_at < added_at


def due_entries(
    session: Session,
    *,
    now: datetime,
    limit: int,
    except_hosts: Collection[str] = (),
    of_one_host: int | None = None,
) -> list[FetchTask]:
    """Entries whose page is to be fetched, host by host, the longest overdue first, `of_one_host` at most."""
    due = (Entry.fetch_state == FetchState.PENDING, Entry.next_fetch_at <= now, Entry.host.not_in(except_hosts))
    ranked = _ranked(Entry, Entry.next_fetch_at).where(*due).subquery()
    rows = session.execute(
        select(Entry.id, Entry.url, Entry.host, Entry.next_fetch_at)
        .join(ranked, ranked.c.id == Entry.id)
        .where(ranked.c.place <= (of_one_host or limit))
        .order_by(ranked.c.since, Entry.host, ranked.c.place)
        .limit(limit)
    )
    return [FetchTask(*row) for row in rows]


def put_off(session: Session, host: str, *, until: datetime) -> None:
    """Nothing of this host is due before `until`: it wants to be left alone."""
    session.execute(update(Source).where(Source.host == host, Source.next_poll_at < until).values(next_poll_at=until))
    session.execute(
        update(Entry)
        .where(Entry.host == host, Entry.fetch_state == FetchState.PENDING, Entry.next_fetch_at < until)
        .values(next_fetch_at=until)
    )


def count_due_entries(session: Session, now: datetime) -> int:
    """How many entries' pages are to be fetched now."""
    due = (Entry.fetch_state == FetchState.PENDING, Entry.next_fetch_at <= now)
    return session.scalar(select(func.count()).select_from(Entry).where(*due)) or 0


def record_fetch_failure(
    session: Session,
    entry_id: int,
    error: str,
    *,
    permanent: bool,
    retry_after: timedelta | None,
    attempts: int,
    now: datetime,
) -> None:
    """Write that an entry's page could not be fetched: to be tried again, or given up after `attempts` in all.

    Nothing is written for an entry whose source was removed in the meantime.
    """
    row = session.get(Entry, entry_id)
    if row is None:
        return
    row.fetch_attempts += 1
    row.fetch_error = error
    if permanent or row.fetch_attempts >= attempts:
        row.fetch_state = FetchState.FAILED
        return
    wait = FETCH_RETRY[min(row.fetch_attempts, len(FETCH_RETRY)) - 1]
    row.next_fetch_at = now + max(wait, min(retry_after or timedelta(0), timedelta(hours=24)))
