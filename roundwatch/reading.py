"""Page to article to mentions: the one crossing into a worker process, and the transaction that keeps its result."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Engine

from alerts.detection import Mention, detect
from alerts.rounds.queries import ArticleFacts, store_mentions
from crawler.archive import UnreadPage, mark_unreadable, store_article, unread_pages
from crawler.clock import Clock
from crawler.database import reading, writing
from crawler.extraction import (
    ArticleText,
    PageTooSlowError,
    SlotPool,
    UnreadablePageError,
    WorkerKilledError,
    read_page,
)

log = structlog.get_logger()

BATCH = 32


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says: its article, and the claims in it."""

    article: ArticleText
    mentions: tuple[Mention, ...]


def read_and_detect(page: UnreadPage, seen: datetime) -> PageReading:
    """Extract, then detect. Pure; runs in a worker process, so that a page crosses only once.

    Raises
    ------
    UnreadablePageError
        The page holds no article; the message says why.
    """
    article = read_page(page.body, page.content_type, page.url, seen=seen, entry_title=page.entry_title)
    mentions = detect(
        article.title,
        article.text,
        published=article.published_at or page.entry_published_at or seen,
        language=article.language or page.language,
        country=page.country,
    )
    return PageReading(article, mentions)


async def read_unread_pages(engine: Engine, pool: SlotPool, clock: Clock) -> int:
    """Read up to BATCH unread pages; returns how many. A page that cannot be read is marked, with the reason."""
    pages = await asyncio.to_thread(_unread, engine)
    await asyncio.gather(*(_read(engine, pool, page, clock) for page in pages))
    return len(pages)


def _unread(engine: Engine) -> list[UnreadPage]:
    with reading(engine) as session:
        return unread_pages(session, BATCH)


async def _read(engine: Engine, pool: SlotPool, page: UnreadPage, clock: Clock) -> None:
    try:
        found = await pool.run(read_and_detect, page, page.fetched_at)
    except UnreadablePageError as error:
        await asyncio.to_thread(_give_up, engine, page, str(error), clock())
    except (PageTooSlowError, WorkerKilledError) as error:
        await asyncio.to_thread(_give_up, engine, page, str(error), clock())
    else:
        await asyncio.to_thread(_keep, engine, page, found, clock())


def _give_up(engine: Engine, page: UnreadPage, reason: str, now: datetime) -> None:
    with writing(engine) as session:
        mark_unreadable(session, page.id, reason, now=now)
    log.warning("page.unreadable", page=page.id, url=page.url, reason=reason)


def _keep(engine: Engine, page: UnreadPage, found: PageReading, now: datetime) -> None:
    with writing(engine) as session:
        stored = store_article(session, page.id, found.article, now=now)
        if stored is None:
            return  # somebody else read this page in the meantime
        store_mentions(
            session,
            ArticleFacts(
                article_id=stored.id,
                story_id=stored.story_id,
                publisher=stored.publisher,
                source_role=page.source_role,
                title=stored.title,
                url=stored.url,
                published_at=stored.published_at,
                seen_at=stored.seen_at,
                baseline=stored.baseline,
            ),
            found.mentions,
        )
    log.info("page.read", page=page.id, article=stored.id, mentions=len(found.mentions), url=page.url)
