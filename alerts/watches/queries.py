"""The watches room's SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.watches.tables import Watch
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
    )
    session.add(row)
    session.flush()
    return watched(row)


def _check(spec: WatchSpec) -> None:
    for name in (spec.name, *spec.aliases):
        if not any(character.isalnum() for character in name):
            raise WatchInvalidError(f"the name {name!r} has no letter or digit to match")
    if any(not exclusion.strip() for exclusion in spec.exclusions):
        raise WatchInvalidError("an empty exclusion would exclude every article")


def watched(row: Watch) -> Watched:
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
    return True
