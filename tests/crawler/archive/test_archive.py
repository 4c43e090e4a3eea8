"""Pages and articles kept once, with what the entry and the source stand in for."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, func, select

from crawler.archive import (
    KeptArticle,
    article,
    count_articles,
    count_unread,
    mark_unreadable,
    search_articles,
    store_article,
    store_page,
    unread_pages,
)
from crawler.archive.tables import Page
from crawler.database import reading, writing
from crawler.extraction import ArticleText
from crawler.sources import PollOutcome, SourceSpec, add_source, due_entries, record_poll, remove_source
from crawler.sources.source import ListedEntry

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LISTED = NOW - timedelta(hours=2)
LONG = " ".join(f"word{n}" for n in range(200))


@pytest.fixture
def entry(engine: Engine) -> int:
    """An entry that a source has listed."""
    with writing(engine) as session:
        spec = SourceSpec("wire", "http://wire.example/feed", "The Wire", language="en", country="GB", role="wire")
        source = add_source(session, spec, now=NOW - timedelta(days=1), default_poll_seconds=600)
        url = "http://wire.example/1"
        listed = (ListedEntry("1", url, url, "Listed title", "", LISTED),)
        record_poll(session, PollOutcome(source.id, 200, entries=listed), now=NOW, jitter=Random(1))
    with reading(engine) as session:
        [task] = due_entries(session, now=NOW, limit=9)
    return task.entry_id


def keep_page(engine: Engine, entry: int, body: bytes = b"<p>A page</p>") -> int:
    with writing(engine) as session:
        return store_page(
            session, entry_id=entry, url="http://wire.example/1", content_type="text/html", body=body, now=NOW
        )


def text_of(title: str = "Title", text: str | None = None, published: datetime | None = None) -> ArticleText:
    return ArticleText(title, text or f"{title}\n\n{LONG}", "http://wire.example/1", published, None, None, None, ())


def keep(engine: Engine, page: int, said: ArticleText, now: datetime = NOW) -> KeptArticle | None:
    with writing(engine) as session:
        return store_article(session, page, said, now=now)


def kept(engine: Engine, entry: int, said: ArticleText, now: datetime = NOW) -> KeptArticle:
    found = keep(engine, keep_page(engine, entry, said.text.encode()), said, now)
    assert found is not None
    return found


def test_a_page_comes_back_as_it_was_with_what_its_entry_and_source_say(engine: Engine, entry: int) -> None:
    body = bytes(range(256)) * 1000
    keep_page(engine, entry, body)
    with reading(engine) as session:
        [page] = unread_pages(session, 9)
        assert due_entries(session, now=NOW + timedelta(days=9), limit=9) == []
        assert session.scalar(select(func.length(Page.body))) < len(body)
    assert (page.body, page.entry_title, page.entry_published_at) == (body, "Listed title", LISTED)
    assert (page.publisher, page.source_role, page.language, page.country) == ("The Wire", "wire", "en", "GB")


def test_the_same_bytes_are_one_page_and_other_bytes_another(engine: Engine, entry: int) -> None:
    assert keep_page(engine, entry) == keep_page(engine, entry)
    keep_page(engine, entry, b"<p>Edited</p>")
    with reading(engine) as session:
        assert count_unread(session) == 2


def test_a_page_is_read_once_whoever_comes_second(engine: Engine, entry: int) -> None:
    page = keep_page(engine, entry)
    assert keep(engine, page, text_of()) is not None
    assert keep(engine, page, text_of("Another")) is None
    with reading(engine) as session:
        assert (count_unread(session), count_articles(session)) == (0, 1)


def test_a_page_that_cannot_be_read_says_why_and_is_not_tried_again(engine: Engine, entry: int) -> None:
    page = keep_page(engine, entry)
    with writing(engine) as session:
        mark_unreadable(session, page, "it holds no article", now=NOW)
    assert keep(engine, page, text_of()) is None
    with reading(engine) as session:
        assert unread_pages(session, 9) == []
        assert session.scalar(select(Page.read_error)) == "it holds no article"


def test_what_the_page_does_not_say_the_entry_and_the_source_stand_in_for(engine: Engine, entry: int) -> None:
    found = kept(engine, entry, text_of())
    assert (found.published_at, found.language, found.publisher, found.seen_at) == (LISTED, "en", "The Wire", NOW)
    assert kept(engine, entry, text_of("Other", published=NOW - timedelta(days=2))).published_at == NOW - timedelta(
        days=2
    )
    assert kept(engine, entry, text_of("Later", published=NOW + timedelta(days=2))).published_at is None


def test_a_copy_within_the_month_is_of_the_same_story_and_another_text_is_not(engine: Engine, entry: int) -> None:
    first = kept(engine, entry, text_of())
    copy = kept(engine, entry, text_of("Copy", f"(Wire) {LONG} (Reporting by the Wire)"), NOW + timedelta(days=29))
    other = kept(engine, entry, text_of("Other", " ".join(f"term{n}" for n in range(200))))
    late = kept(engine, entry, text_of("Late", f"Late\n\n{LONG} again"), NOW + timedelta(days=31))
    assert copy.story_id == first.story_id
    assert len({first.story_id, other.story_id, late.story_id}) == 3


def test_articles_are_found_by_all_their_words_newest_first(engine: Engine, entry: int) -> None:
    one = kept(engine, entry, text_of("One", "One\n\nAcme raised 100% of $5m_x"))
    two = kept(engine, entry, text_of("Two", "Two\n\nAcme hired Jo"))

    def found(words: str) -> list[int]:
        with reading(engine) as session:
            return [hit.id for hit in search_articles(session, words, 9)]

    assert found("acme") == found("") == [two.id, one.id]
    assert found("ACME raised") == found("100%") == found("5m_x") == [one.id]
    assert found("1%0") == found("'; --") == found("zzz\x00") == []
    with reading(engine) as session:
        assert article(session, one.id) == one
        assert article(session, 999) is None


def test_what_was_read_from_a_source_goes_with_it(engine: Engine, entry: int) -> None:
    kept(engine, entry, text_of())
    with writing(engine) as session:
        assert remove_source(session, "wire")
    with reading(engine) as session:
        assert count_articles(session) == 0
