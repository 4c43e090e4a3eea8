"""Tables of the watches room: what somebody cares about, and the keys by which a million of it are looked up."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class Watch(Base):
    """A company, an investor or a sector that is watched, with its filters."""

    __tablename__ = "watches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[list[str]]
    domains: Mapped[list[str]]
    exclusions: Mapped[list[str]]
    filters: Mapped[dict[str, Any]]
    enabled: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
    # The rules under which this watch's keys were written. Other rules, or none: its keys are not to be trusted.
    keyed_by: Mapped[str | None] = mapped_column(index=True)


class WatchKey(Base):
    """One key under which a company or investor is found. Derived from its watch, in the same transaction."""

    __tablename__ = "watch_keys"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it from the class

    key: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[int] = mapped_column(ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True, index=True)


class SectorMark(Base):
    """One row, whose mark is new whenever a sector's watch changed: who holds sector words in memory compares it."""

    __tablename__ = "sector_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str]
