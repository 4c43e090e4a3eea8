"""Page to article to mentions: the one crossing into a worker process, the second opinion if there is one, and the
transaction that keeps the result."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Engine

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.rounds import Resolution
from alerts.rounds.queries import ArticleFacts, Stopped, store_mentions
from alerts.second_opinion.checking import SecondOpinion
from alerts.second_opinion.judging import Checked
from alerts.second_opinion.opinion import Verdict
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
_RESOLUTIONS = {Verdict.VETO: Resolution.VETOED, Verdict.DOUBT: Resolution.DOUBTED}


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


async def read_unread_pages(engine: Engine, pool: SlotPool, clock: Clock, second_opinion: SecondOpinion) -> int:
    """Read up to BATCH unread pages; returns how many. A page that cannot be read is marked, with the reason."""
    pages = await asyncio.to_thread(_unread, engine)
    await asyncio.gather(*(_read(engine, pool, page, clock, second_opinion) for page in pages))
    return len(pages)


def _unread(engine: Engine) -> list[UnreadPage]:
    with reading(engine) as session:
        return unread_pages(session, BATCH)


async def _read(engine: Engine, pool: SlotPool, page: UnreadPage, clock: Clock, second_opinion: SecondOpinion) -> None:
    try:
        found = await pool.run(read_and_detect, page, page.fetched_at)
    except UnreadablePageError as error:
        await asyncio.to_thread(_give_up, engine, page, str(error), clock())
    except (PageTooSlowError, WorkerKilledError) as error:
        await asyncio.to_thread(_give_up, engine, page, str(error), clock())
    else:
        checked = await _checked(page, found, second_opinion)
        await asyncio.to_thread(_keep, engine, page, found.article, checked, clock())


async def _checked(page: UnreadPage, found: PageReading, second_opinion: SecondOpinion) -> tuple[Checked, ...]:
    """The mentions after their second opinions. What a source lists at first is alerted to nobody: none is asked."""
    if page.baseline:
        return tuple(Checked(mention) for mention in found.mentions)
    # Evidence counts in the text as `detect` saw it.
    return await second_opinion.check(stored_text(found.article.title.strip(), found.article.text), found.mentions)


def _give_up(engine: Engine, page: UnreadPage, reason: str, now: datetime) -> None:
    with writing(engine) as session:
        mark_unreadable(session, page.id, reason, now=now)
    log.warning("page.unreadable", page=page.id, url=page.url, reason=reason)


def _keep(engine: Engine, page: UnreadPage, article: ArticleText, checked: tuple[Checked, ...], now: datetime) -> None:
    with writing(engine) as session:
        stored = store_article(session, page.id, article, now=now)
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
            [one.mention for one in checked],
            now=now,
            stopped=_stopped(checked),
        )
    log.info("page.read", page=page.id, article=stored.id, mentions=len(checked), url=page.url)


def _stopped(checked: tuple[Checked, ...]) -> dict[int, Stopped]:
    return {
        position: Stopped(_RESOLUTIONS[one.verdict], one.against)
        for position, one in enumerate(checked)
        if one.verdict and one.against
    }
