"""Lists of news in every form, whole and broken."""

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.sources import NotAListError, SourceKind, parse_list, sniff_kind
from crawler.sources.source import ListedEntry

URL = "http://example.org/feed"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(number: int, guid: str | None = None, title: str = "A title") -> str:
    stated = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>http://example.org/{number}</link>{stated}</item>"


def entries(kind: SourceKind, body: bytes) -> tuple[ListedEntry, ...]:
    return parse_list(kind, body, None, URL).entries


def test_each_form_is_read() -> None:
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>x</id><title>T</title>"
        b"<link href='/a'/><updated>2026-03-02T08:00:00Z</updated></entry></feed>"
    )
    json_feed = b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "/a", "title": "T"}]}'
    sitemap = (
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://example.org/a</loc>"
        b"<lastmod>2026-03-02</lastmod></url></urlset>"
    )
    listing = b"<html><body><a href='/2026/03/a-long-headline'>A long headline of news</a><a href='/about'>About</a></body></html>"
    for kind, body in (
        (SourceKind.ATOM, atom),
        (SourceKind.JSON_FEED, json_feed),
        (SourceKind.NEWS_SITEMAP, sitemap),
        (SourceKind.NEWS_SITEMAP, gzip.compress(sitemap)),
        (SourceKind.RSS, rss(item(1))),
        (SourceKind.LISTING, listing),
    ):
        [entry] = entries(kind, body)
        assert entry.url.startswith("http://example.org/"), kind
        assert sniff_kind(body) is kind


def test_a_guid_that_all_entries_share_tells_none_of_them_apart() -> None:
    found = entries(SourceKind.RSS, rss(item(1, "same"), item(2, "same"), item(3, "own")))
    assert [entry.identity for entry in found] == ["http://example.org/1", "http://example.org/2", "own"]


def test_an_entry_listed_twice_is_one() -> None:
    assert len(entries(SourceKind.RSS, rss(item(1), item(1)))) == 1


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#99999999999;", "&#0;", "&#xFFFF;"])
def test_a_reference_to_no_character_costs_neither_its_entry_nor_the_feed(reference: str) -> None:
    assert len(entries(SourceKind.RSS, rss(item(1, title=f"a{reference}b"), item(2)))) == 2


def test_a_very_long_element_is_cut_before_it_costs_minutes() -> None:
    began = time.perf_counter()
    assert len(entries(SourceKind.RSS, rss(item(1, title="n" * 400_000), item(2)))) == 2
    assert time.perf_counter() - began < 5


def test_a_feed_that_breaks_off_is_a_partial_poll() -> None:
    listed = parse_list(SourceKind.RSS, rss(item(1), item(2))[:-60], None, URL)
    assert listed.problem is not None
    assert len(listed.entries) >= 1


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (SourceKind.RSS, b"", "an empty body"),
        (SourceKind.RSS, b"  \n", "an empty body"),
        (SourceKind.RSS, b"<!doctype html><html><body>Please accept</body></html>", "HTML instead of a feed"),
        (SourceKind.RSS, b"%PDF-1.7", "not XML"),
        (SourceKind.RSS, b"<svg/>", "not a feed"),
        (SourceKind.JSON_FEED, b"<html></html>", "HTML instead of a JSON Feed"),
        (SourceKind.JSON_FEED, b'{"a": 1}', "without a list of items"),
        (SourceKind.NEWS_SITEMAP, b"<html></html>", "HTML instead of a sitemap"),
        (SourceKind.NEWS_SITEMAP, b"\x1f\x8bnothing", "broken gzip"),
        (SourceKind.LISTING, b"<html><body>Nothing</body></html>", "without links to articles"),
    ],
)
def test_what_is_no_list_is_said_in_words(kind: SourceKind, body: bytes, words: str) -> None:
    with pytest.raises(NotAListError, match=words):
        parse_list(kind, body, None, URL)


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://e.org/&b;</loc></url></urlset>'
    assert "root:" not in str(parse_list(SourceKind.NEWS_SITEMAP, bomb, None, URL))


def test_links_that_are_not_of_the_web_are_left_out() -> None:
    body = rss("<item><title>t</title><link>javascript:alert(1)</link></item>", item(2))
    assert [entry.url for entry in entries(SourceKind.RSS, body)] == ["http://example.org/2"]


@example(SourceKind.NEWS_SITEMAP, b"<:")
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(SourceKind)), st.binary(max_size=400))
def test_any_bytes_give_entries_or_a_named_refusal(kind: SourceKind, body: bytes) -> None:
    with suppress(NotAListError):
        assert parse_list(kind, body, None, URL).entries is not None
