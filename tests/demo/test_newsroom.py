"""The bundled newsroom: enough of it, in every form, and nothing before its time."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from crawler.sources import SourceKind, parse_list
from demo.articles import stories
from demo.newsroom import Newsroom
from demo.publishers import BROKEN, PUBLISHERS

MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(lambda: MARCH) as open_one:
        yield open_one


def test_there_are_at_least_six_publishers_and_forty_articles_in_five_forms() -> None:
    assert len(PUBLISHERS) >= 6
    assert len(stories()) >= 40
    assert {publisher.kind for publisher in PUBLISHERS} == {"rss", "atom", "json_feed", "news_sitemap", "listing"}


def test_every_article_has_what_a_reader_needs() -> None:
    for story in stories():
        assert story.title
        assert story.published.utcoffset() == timedelta(0)
        assert story.paragraphs, story.slug


def test_each_list_is_read_by_the_program_and_shows_what_is_out_and_no_more(newsroom: Newsroom) -> None:
    broken = {slug for slug, *_ in BROKEN}
    for source in newsroom.sources:
        if source["slug"] in broken:
            continue
        with urlopen(source["url"]) as answer:
            listed = parse_list(
                SourceKind(source["kind"]), answer.read(), answer.headers["Content-Type"], source["url"]
            )
        out = [s for s in stories() if s.publisher == source["slug"] and s.published <= MARCH]
        assert [e.url.rsplit("/", 1)[1] for e in listed.entries] == [s.slug for s in reversed(out)], source["slug"]
        assert listed.problem is None


def test_an_article_that_is_not_out_yet_answers_404(newsroom: Newsroom) -> None:
    late = next(story for story in stories() if story.published > MARCH)
    base = next(s["url"] for s in newsroom.sources if s["slug"] == late.publisher).split("/", 3)[:3]
    with pytest.raises(HTTPError, match="404"):
        urlopen("/".join([*base, late.slug]))


def test_an_unchanged_list_answers_304(newsroom: Newsroom) -> None:
    url = newsroom.sources[0]["url"]
    with urlopen(url) as first:
        etag = first.headers["ETag"]
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(url, headers={"If-None-Match": etag}))


def test_the_json_feed_is_json(newsroom: Newsroom) -> None:
    url = next(source["url"] for source in newsroom.sources if source["kind"] == "json_feed")
    with urlopen(url) as answer:
        assert json.load(answer)["version"].startswith("https://jsonfeed.org/")
