"""Tables of the archive: pages as they came, articles as they read, stories that tell articles apart from copies."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class Page(Base):
    """The bytes that an entry's URL returned, zstd-compressed, so that all after it can be run again."""

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("entry_id", "body_hash"), Index("ix_pages_unread", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    url: Mapped[str]
    content_type: Mapped[str | None]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    body_size: Mapped[int]
    body_hash: Mapped[str]
    fetched_at: Mapped[datetime]

    # unread -> read | unreadable
    state: Mapped[str] = mapped_column(default="unread")
    read_attempts: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    read_error: Mapped[str | None]


class Story(Base):
    """The articles that carry the same text: one origin and its copies."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_seen_at: Mapped[datetime] = mapped_column(index=True)


class StorySketch(Base):
    """One hash of a story's bottom-k sketch; two texts that share enough of them are the same text."""

    __tablename__ = "story_sketches"

    story_id: Mapped[int] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class Article(Base):
    """What a page says."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), index=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("stories.id"), index=True)
    url: Mapped[str]
    canonical_url: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]
    published_at: Mapped[datetime | None]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    language: Mapped[str | None]
    byline: Mapped[str | None]
    publisher: Mapped[str]
    links: Mapped[list[dict[str, Any]]]
    baseline: Mapped[bool] = mapped_column(default=False)
