"""Lists made to hurt, or made carelessly: one bad item costs only itself, and no list costs more than seconds."""

import json
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import NotAListError, SourceKind, parse_list
from crawler.sources.parsing import MAX_LISTED
from crawler.sources.urls import canonical_url, fetchable_link, host_of, is_fetchable
from tests.crawler.sources.test_parsing import URL, entries, item, rss

BAD_LINKS = [
    "http://[bad/x",
    "http://example.org:99999/",
    "http://example.org:abc/",
    "http://u:p@example.org/",
    "http://",
]


def in_feed(link: str) -> tuple[SourceKind, bytes]:
    return SourceKind.RSS, rss(f"<item><title>t</title><link>{link}</link></item>", item(2))


def in_json(link: str) -> tuple[SourceKind, bytes]:
    return SourceKind.JSON_FEED, json.dumps({"items": [{"id": "1", "url": link}, {"id": "2", "url": "/2"}]}).encode()


def in_sitemap(link: str) -> tuple[SourceKind, bytes]:
    return (
        SourceKind.NEWS_SITEMAP,
        f"<urlset><!-- a --><url><loc>{link}</loc></url><url><loc>http://example.org/2</loc></url></urlset>".encode(),
    )


def in_listing(link: str) -> tuple[SourceKind, bytes]:
    good = '<a href="/2026/03/two">A headline of four words</a>'
    return SourceKind.LISTING, f'<html><a href="{link}">A headline of four words</a>{good}</html>'.encode()


@pytest.mark.parametrize("link", BAD_LINKS)
@pytest.mark.parametrize("form", [in_feed, in_json, in_sitemap, in_listing])
def test_an_address_that_is_none_costs_only_its_own_entry(
    form: Callable[[str], tuple[SourceKind, bytes]], link: str
) -> None:
    kind, body = form(link)
    [entry] = entries(kind, body)
    assert entry.url.startswith("http://example.org/2")


def test_what_no_database_keeps_is_taken_out_and_its_neighbours_stay() -> None:
    body = rb"""{"items": [{"id": "a\ud800\u0000b", "url": "/1", "title": "t\udfff\u0007", "summary": "\ud800"},
        {"id": "2", "url": "/\ud800"}, {"id": {"a": 1}, "url": ["/3"], "title": 3}, {"id": 4, "url": "/4"}]}"""
    found = entries(SourceKind.JSON_FEED, body)
    assert [entry.identity for entry in found] == ["a?b", "4"]
    for entry in found:
        assert "\x00" not in repr(entry)
        str(entry).encode("utf-8")


@pytest.mark.parametrize("element", ["author", "dc:creator", "managingEditor", "itunes:author", "title", "category"])
@pytest.mark.parametrize("text", ["<![CDATA[" + "a" * 300_000 + "]]>", "aaaa<b/>" * 30_000], ids=["cdata", "tags"])
def test_no_element_however_long_costs_more_than_seconds(element: str, text: str) -> None:
    began = time.process_time()
    assert len(entries(SourceKind.RSS, rss(f"<item><{element}>{text}</{element}><link>/1</link></item>", item(2)))) == 2
    assert time.process_time() - began < 4


def test_of_a_list_without_end_the_first_items_are_read_and_soon() -> None:
    content = "<description>" + "word " * 20 + "</description>"
    began = time.process_time()
    listed = parse_list(SourceKind.RSS, rss(*(item(n) + content for n in range(40_000))), None, URL)
    assert time.process_time() - began < 6
    assert (len(listed.entries), listed.problem) == (MAX_LISTED, None)
    assert listed.entries[0].url == "http://example.org/0"


def test_a_section_that_is_never_closed_is_no_whole_poll() -> None:
    listed = parse_list(SourceKind.RSS, rss(item(1), "<item><title><![CDATA[x</title></item>", item(3)), None, URL)
    assert listed.problem is not None
    assert "entries could be read" in listed.problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "gb18030", "shift_jis"])
def test_a_feed_in_another_encoding_is_a_whole_poll(encoding: str) -> None:
    title = "café" if encoding == "iso-8859-1" else "資金"
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + rss(item(1, title=title)).decode().split("?>", 1)[1]
    listed = parse_list(SourceKind.RSS, text.encode(encoding), None, URL)
    assert ([entry.title for entry in listed.entries], listed.problem) == ([title], None)


def test_titles_are_words_and_not_markup() -> None:
    [entry] = entries(
        SourceKind.RSS, rss(item(1, title="&lt;b&gt;Bold&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;\n move"))
    )
    assert entry.title == "Bold x move"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_whatever_a_link_says_it_leads_to_a_whole_address_or_nowhere(stated: str) -> None:
    link = fetchable_link(URL, stated)
    if link:
        assert is_fetchable(link)
        assert host_of(link)
        assert canonical_url(canonical_url(link)) == canonical_url(link)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]:@/?#%.0a-é\ud800", max_size=30))
def test_no_address_made_of_marks_breaks_the_parser(stated: str) -> None:
    link = fetchable_link(URL, f"http://{stated}")
    assert not link or canonical_url(link)


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["items", "id", "url", "title", "summary", "date_published"]), inner), max_leaves=20))  # fmt: skip
def test_any_json_gives_entries_or_a_named_refusal(value: object) -> None:
    with suppress(NotAListError):
        parse_list(SourceKind.JSON_FEED, json.dumps({"items": value}).encode(), None, URL)
