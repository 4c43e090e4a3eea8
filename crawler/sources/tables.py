"""Tables of the sources room: what is polled, and what each source listed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class Source(Base):
    """An address that is polled for news."""

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str] = mapped_column(unique=True)
    host: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    publisher: Mapped[str]
    role: Mapped[str]
    language: Mapped[str | None]
    region: Mapped[str | None]
    country: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]

    poll_seconds: Mapped[int]
    next_poll_at: Mapped[datetime] = mapped_column(index=True)

    # Validators of the last body that parsed to its end, and that body's hash.
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_hash: Mapped[str | None]

    last_poll_at: Mapped[datetime | None]
    last_ok_at: Mapped[datetime | None]
    last_entry_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)


class Entry(Base):
    """One item that a source listed."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("source_id", "identity"),
        Index("ix_entries_to_fetch", "fetch_state", "next_fetch_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    identity: Mapped[str]
    url: Mapped[str]
    canonical_url: Mapped[str] = mapped_column(index=True)
    host: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    summary: Mapped[str]
    published_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    # Listed by the source's first poll and older than the source's addition: kept, never alerted.
    baseline: Mapped[bool] = mapped_column(default=False)

    fetch_state: Mapped[str]
    fetch_attempts: Mapped[int] = mapped_column(default=0)
    next_fetch_at: Mapped[datetime]
    fetch_error: Mapped[str | None]
