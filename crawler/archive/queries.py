"""The archive's SQL: pages stored and read once, articles and the stories they belong to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import zstandard
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from crawler.archive.stories import shared_needed, sketch
from crawler.archive.tables import Article, Page, Story, StorySketch
from crawler.database import one_at_a_time
from crawler.extraction.article_text import ArticleText, Link
from crawler.sources.tables import Entry, Source

# A copy of a text comes within days; a longer window only costs.
STORY_WINDOW = timedelta(days=30)


def store_page(
    session: Session, *, entry_id: int, url: str, content_type: str | None, body: bytes, now: datetime
) -> int:
    """Keep the bytes that an entry's URL returned, and mark the entry as fetched; returns the page's id.

    The same bytes again are the same page: nothing is stored twice.
    """
    digest = sha256(body).hexdigest()
    known = session.scalar(select(Page.id).where(Page.entry_id == entry_id, Page.body_hash == digest))
    session.execute(update(Entry).where(Entry.id == entry_id).values(fetch_state="fetched", fetch_error=None))
    if known is not None:
        return known
    page = Page(
        entry_id=entry_id,
        url=url,
        content_type=content_type,
        body=zstandard.ZstdCompressor(level=3).compress(body),
        body_size=len(body),
        body_hash=digest,
        fetched_at=now,
        state="unread",
    )
    session.add(page)
    session.flush()
    return page.id


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that waits to be read, with what its entry and source say of it."""

    id: int
    url: str
    content_type: str | None
    body: bytes
    fetched_at: datetime
    entry_title: str
    entry_published_at: datetime | None
    publisher: str
    source_role: str
    language: str | None
    country: str | None
    baseline: bool


def unread_pages(session: Session, limit: int) -> list[UnreadPage]:
    """Pages not yet read, the earliest fetched first, their bodies decompressed."""
    rows = session.execute(
        select(Page, Entry, Source)
        .join(Entry, Entry.id == Page.entry_id)
        .join(Source, Source.id == Entry.source_id)
        .where(Page.state == "unread")
        .order_by(Page.id)
        .limit(limit)
    )
    decompressor = zstandard.ZstdDecompressor()
    return [
        UnreadPage(
            id=page.id,
            url=page.url,
            content_type=page.content_type,
            body=decompressor.decompress(page.body),
            fetched_at=page.fetched_at,
            entry_title=entry.title,
            entry_published_at=entry.published_at,
            publisher=source.publisher,
            source_role=source.role,
            language=source.language,
            country=source.country,
            baseline=entry.baseline,
        )
        for page, entry, source in rows
    ]


def count_unread(session: Session) -> int:
    """How many pages wait to be read."""
    return session.scalar(select(func.count()).select_from(Page).where(Page.state == "unread")) or 0


def mark_unreadable(session: Session, page_id: int, reason: str, *, now: datetime) -> None:
    """Mark a page as one that cannot be read, and why; it is not tried again by itself."""
    session.execute(
        update(Page)
        .where(Page.id == page_id, Page.state == "unread")
        .values(state="unreadable", read_error=reason, read_at=now)
    )


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article as the archive keeps it."""

    id: int
    story_id: int
    url: str
    canonical_url: str
    title: str
    text: str
    published_at: datetime | None
    seen_at: datetime
    language: str | None
    byline: str | None
    publisher: str
    links: tuple[Link, ...]
    baseline: bool

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self) | {
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "seen_at": self.seen_at.isoformat(),
        }


def store_article(session: Session, page_id: int, article: ArticleText, *, now: datetime) -> KeptArticle | None:
    """Keep what a page says and mark the page as read; None when somebody else had read it already.

    What the page does not say (date, language), the entry and the source stand in for.
    """
    claimed = session.execute(
        update(Page).where(Page.id == page_id, Page.state == "unread").values(state="read", read_at=now)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]
        return None
    page = session.get_one(Page, page_id)
    entry = session.get_one(Entry, page.entry_id)
    source = session.get_one(Source, entry.source_id)
    published = article.published_at or entry.published_at
    row = Article(
        page_id=page_id,
        source_id=source.id,
        story_id=_story_of(session, article.text, now=now),
        url=page.url,
        canonical_url=article.canonical_url,
        title=article.title,
        text=article.text,
        published_at=published if published and published <= now + timedelta(hours=1) else None,
        seen_at=entry.first_seen_at,
        language=article.language or source.language,
        byline=article.byline,
        publisher=source.publisher,
        links=[{"url": link.url, "text": link.text} for link in article.links],
        baseline=entry.baseline,
    )
    session.add(row)
    session.flush()
    return _kept(row)


def _story_of(session: Session, text: str, *, now: datetime) -> int:
    """The recent story that this text is a copy of, else a new one."""
    # Of two copies that are stored at once, the second must see the first.
    one_at_a_time(session, "stories")
    hashes = sketch(text)
    shared = func.count()
    found = session.execute(
        select(StorySketch.story_id)
        .join(Story, Story.id == StorySketch.story_id)
        .where(StorySketch.hash.in_(hashes), Story.first_seen_at >= now - STORY_WINDOW)
        .group_by(StorySketch.story_id)
        .having(shared >= shared_needed(text))
        .order_by(shared.desc(), StorySketch.story_id)
        .limit(1)
    ).scalar()
    if found is not None:
        return found
    story = Story(first_seen_at=now)
    session.add(story)
    session.flush()
    session.add_all(StorySketch(story_id=story.id, hash=value) for value in hashes)
    return story.id


def article(session: Session, article_id: int) -> KeptArticle | None:
    """One article by its id."""
    row = session.get(Article, article_id)
    return _kept(row) if row else None


def search_articles(session: Session, words: str, limit: int) -> Sequence[KeptArticle]:
    """Articles that hold every one of the words, in title or text, newest first; all of them when there is no word."""
    query = select(Article)
    # NUL is in no stored text, and PostgreSQL refuses even to look for it.
    for word in words.replace("\x00", " ").split()[:20]:
        query = query.where(Article.text.icontains(word, autoescape=True))
    rows = session.scalars(query.order_by(Article.seen_at.desc(), Article.id.desc()).limit(limit))
    return [_kept(row) for row in rows]


def articles_without(session: Session, article_ids: Sequence[int], limit: int) -> Sequence[KeptArticle]:
    """Articles other than these, newest first."""
    rows = session.scalars(
        select(Article).where(Article.id.not_in(article_ids)).order_by(Article.id.desc()).limit(limit)
    )
    return [_kept(row) for row in rows]


def count_articles(session: Session) -> int:
    """How many articles are kept."""
    return session.scalar(select(func.count()).select_from(Article)) or 0


def _kept(row: Article) -> KeptArticle:
    return KeptArticle(
        id=row.id,
        story_id=row.story_id,
        url=row.url,
        canonical_url=row.canonical_url,
        title=row.title,
        text=row.text,
        published_at=row.published_at,
        seen_at=row.seen_at,
        language=row.language,
        byline=row.byline,
        publisher=row.publisher,
        links=tuple(Link(link["url"], link["text"]) for link in row.links),
        baseline=row.baseline,
    )
