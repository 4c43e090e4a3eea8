"""The watches room's SQL. Whatever changes a watch writes its keys, or the sector mark, in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from alerts.watches.keys import RULES, keys_of
from alerts.watches.tables import SectorMark, Watch, WatchKey
from alerts.watches.watch import Watched, WatchFilters, WatchKind, WatchSpec


class WatchExistsError(Exception):
    """A watch of this name is there already."""


class WatchInvalidError(Exception):
    """The watch cannot match anything, or would match everything; the message says why."""


def add_watch(session: Session, spec: WatchSpec, *, now: datetime) -> Watched:
    """Store a new watch.

    Raises
    ------
    WatchExistsError, WatchInvalidError
    """
    _check(spec)
    if session.scalar(select(Watch.id).where(Watch.name == spec.name)):
        raise WatchExistsError(f"there is a watch called {spec.name!r} already")
    row = Watch(
        name=spec.name,
        kind=spec.kind,
        aliases=list(spec.aliases),
        domains=list(spec.domains),
        exclusions=list(spec.exclusions),
        filters=spec.filters.model_dump(mode="json"),
        enabled=True,
        added_at=now,
        keyed_by=RULES,
    )
    session.add(row)
    session.flush()
    _insert_keys(session, {row.id: spec})
    _mark_sector(session, spec)
    return watched(row)


def _insert_keys(session: Session, specs: Mapping[int, WatchSpec]) -> None:
    keys = [{"key": key, "watch_id": watch_id} for watch_id, spec in specs.items() for key in keys_of(spec)]
    if keys:
        session.execute(insert(WatchKey), keys)


def _mark_sector(session: Session, changed: WatchSpec) -> None:
    # A random mark and no count: a count comes again after a roll-back or from a restored database.
    if changed.kind is WatchKind.SECTOR:
        session.execute(update(SectorMark).values(mark=uuid4().hex))


def _check(spec: WatchSpec) -> None:
    for name in (spec.name, *spec.aliases):
        if not any(character.isalnum() for character in name):
            raise WatchInvalidError(f"the name {name!r} has no letter or digit to match")
    if any(not exclusion.strip() for exclusion in spec.exclusions):
        raise WatchInvalidError("an empty exclusion would exclude every article")


def watched(row: Watch | Row[Any]) -> Watched:
    """The value of a stored row."""
    return Watched(
        id=row.id,
        spec=WatchSpec(
            name=row.name,
            kind=WatchKind(row.kind),
            aliases=tuple(row.aliases),
            domains=tuple(row.domains),
            exclusions=tuple(row.exclusions),
            filters=WatchFilters.model_validate(row.filters),
        ),
        enabled=row.enabled,
        added_at=row.added_at,
    )


def watches(session: Session) -> list[Watched]:
    """Every watch, in the order in which they were added."""
    return [watched(row) for row in session.scalars(select(Watch).order_by(Watch.id))]


def count_watches(session: Session) -> int:
    """How many watches there are."""
    return session.scalar(select(func.count()).select_from(Watch)) or 0


def _stale() -> ColumnElement[bool]:
    # Not !=, which no index answers.
    return or_(Watch.keyed_by.is_(None), Watch.keyed_by < RULES, Watch.keyed_by > RULES)


# Made once, and of plain columns: to put a statement together, or its rows into entities, costs as much as to run it.
_FOUND_BY = select(Watch.__table__).where(
    Watch.kind != WatchKind.SECTOR,
    Watch.id.in_(
        select(WatchKey.watch_id)
        .where(WatchKey.key.in_(bindparam("keys", expanding=True)))
        .union_all(select(Watch.id).where(_stale()))
    ),
)
# Databases take some ten thousand parameters in one statement.
_KEYS_AT_ONCE = 10_000


def watches_found_by(session: Session, keys: Iterable[str]) -> list[Watched]:
    """The company and investor watches with one of these keys, and any whose keys are stale: they may be anyone's."""
    asked = sorted(keys)
    parts = [asked[start : start + _KEYS_AT_ONCE] for start in range(0, len(asked), _KEYS_AT_ONCE)] or [[]]
    found = {row.id: row for part in parts for row in session.execute(_FOUND_BY, {"keys": part})}
    return [watched(row) for row in found.values()]


def rekey_stale_watches(session: Session, limit: int) -> int:
    """Write the keys of up to `limit` watches that were kept under other rules; returns of how many."""
    rows = session.scalars(select(Watch).where(_stale()).limit(limit).with_for_update())
    stale = {row.id: watched(row).spec for row in rows}
    session.execute(delete(WatchKey).where(WatchKey.watch_id.in_(stale)))
    _insert_keys(session, stale)
    session.execute(update(Watch).where(Watch.id.in_(stale)).values(keyed_by=RULES))
    return len(stale)


_SECTOR_MARK = select(SectorMark.__table__.c.mark)


def sector_mark(session: Session) -> str:
    """What is new whenever a sector's watch was added or removed."""
    return str(session.execute(_SECTOR_MARK).scalar_one())


def sector_watches(session: Session) -> list[Watched]:
    """Every sector's watch, in the order in which they were added."""
    rows = session.scalars(select(Watch).where(Watch.kind == WatchKind.SECTOR).order_by(Watch.id))
    return [watched(row) for row in rows]


def watch_by_name(session: Session, name: str) -> Watched | None:
    """The watch of this name."""
    row = session.scalar(select(Watch).where(Watch.name == name))
    return watched(row) if row else None


def watch_rows(session: Session, names: Sequence[str]) -> list[Watch]:
    """The rows of these watches; a name that is not there is left out."""
    return list(session.scalars(select(Watch).where(Watch.name.in_(names)).order_by(Watch.id)))


def remove_watch(session: Session, name: str) -> bool:
    """Remove a watch; False when there is none of this name. Alerts already owed stay owed."""
    row = session.scalar(select(Watch).where(Watch.name == name))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    _mark_sector(session, watched(row).spec)
    return True
