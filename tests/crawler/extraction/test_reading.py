"""What a page says: whole, once, in its own characters; and whatever it holds, an article or a refusal in words."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import ArticleText, UnreadablePageError, read_page

SEEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://www.techwire.example/2026/acme"
LEAD = "Acme, a maker of tidal turbines, has raised $12 million in a Series A round led by Quay Partners, it said."


def read(markup: str | bytes, content_type: str | None = "text/html", *, entry_title: str | None = None) -> ArticleText:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return read_page(body, content_type, URL, seen=SEEN, entry_title=entry_title)


def article(inside: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{inside}</article></body></html>"


def test_the_text_is_the_title_and_then_every_paragraph() -> None:
    found = read(article(f"<h1>Acme raises</h1><p>{LEAD}</p><p>Short.</p><p>{LEAD}</p><p>Short.</p>"))
    assert found.text == f"Acme raises\n\n{LEAD}\n\nShort.\n\n{LEAD}\n\nShort."


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Acme raised $5m.</p><p>It will hire.</p>",
        "Acme raised $5m.<br><br>It will hire.",
        "<div>Acme raised <b>$5m</b>.</div><div>It <!-- soon --> will hire.</div>",
        "<blockquote><p>Acme raised $5m.</p></blockquote><ul><li><p>It will hire.</p></li></ul>",
        "<section>Acme raised $5m.</section><aside>More</aside>It will hire.<footer>Share</footer>",
    ],
)
def test_a_very_short_article_is_whole_however_it_is_marked_up(inside: str) -> None:
    assert read(article(f"<h1>Acme raises</h1>{inside}")).text == "Acme raises\n\nAcme raised $5m.\n\nIt will hire."


def test_a_body_that_begins_with_the_titles_words_still_has_its_title() -> None:
    assert read(article(f"<h1>Acme</h1><p>{LEAD}</p>")).text == f"Acme\n\n{LEAD}"


@pytest.mark.parametrize(
    "head",
    [
        "<title>Acme raises $5m - The Tech Wire</title><meta property='og:site_name' content='The Tech Wire'>",
        "<title>Acme raises $5m | TechWire</title>",
        "<title>Acme raises $5m — Tech-Wire</title>",
        "<meta property='og:title' content='Acme raises $5m'><title>News</title>",
    ],
)
def test_the_title_is_without_the_sites_name(head: str) -> None:
    assert read(article(f"<p>{LEAD}</p>", head)).title == "Acme raises $5m"


def test_a_part_of_a_title_that_is_no_sites_name_stays() -> None:
    assert read(article(f"<p>{LEAD}</p>", "<title>Acme - the inside story</title>")).title == "Acme - the inside story"


def test_a_page_without_a_title_has_the_one_that_its_source_listed() -> None:
    assert read(article(f"<p>{LEAD}</p>"), entry_title="Acme &amp; Co raise").title == "Acme & Co raise"


TRUTH = {
    "utf-8": "资金募集 café",
    "gb18030": "一家公司完成了资金募集",
    "shift_jis": "資金調達を発表した",
    "euc-kr": "투자 유치를 발표",
    "big5": "融資公司宣布",
    "utf-16": "资金 café",
    "iso-8859-1": "café à la crème",
    "windows-1252": "“quoted” €5m",
}


# A meta element cannot say UTF-16: who can read it knows already.
SAID = [(charset, by) for charset in TRUTH for by in ("header", "meta", "both") if (charset, by) != ("utf-16", "meta")]


@pytest.mark.parametrize(("charset", "said_by"), SAID)
def test_the_characters_are_the_pages_own(charset: str, said_by: str) -> None:
    head = f"<meta charset='{charset}'>" if said_by != "header" else ""
    body = article(f"<h1>T</h1><p>{TRUTH[charset]}</p>", head).encode(charset)
    assert TRUTH[charset] in read(body, f"text/html; charset={charset}" if said_by != "meta" else "text/html").text


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=iso-8859-1", "text/html; charset=us-ascii", "text/html; charset=x-made-up", None],
)
def test_a_charset_that_is_wrong_or_made_up_or_missing_does_not_garble_utf_8(content_type: str | None) -> None:
    assert "资金募集 café" in read(article("<h1>T</h1><p>资金募集 café</p>"), content_type).text


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-01T09:30:00+08:00", datetime(2026, 3, 1, 1, 30, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-09T00:00:00Z", None),
        ("99999-01-01", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_in_utc_and_never_after_the_page_was_seen(stated: str, expected: datetime | None) -> None:
    for head in (
        f"<meta property='article:published_time' content='{stated}'>",
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{stated}"}}</script>',
    ):
        assert read(article(f"<h1>T</h1><p>{LEAD}</p>", head)).published_at == expected


def test_the_language_is_the_declared_one_else_the_texts_own_else_unknown() -> None:
    assert read(f"<html lang='de-AT'><body><article><p>{LEAD}</p></article></body></html>").language == "de"
    assert read(article(f"<p>{LEAD}</p>")).language == "en"
    assert read(article("<h1>Klarna SE</h1>")).language is None


def test_only_an_address_of_its_own_site_is_a_pages_canonical_one() -> None:
    own = read(article(f"<p>{LEAD}</p>", "<link rel=canonical href='/2026/acme-raises'>"))
    other = read(article(f"<p>{LEAD}</p>", "<link rel=canonical href='https://else.example/'>"))
    assert own.canonical_url == "https://www.techwire.example/2026/acme-raises"
    assert other.canonical_url == URL


def test_links_lead_where_a_browser_would_go_and_broken_ones_nowhere() -> None:
    inside = f"<p>{LEAD} <a href='x?a=1'>One</a> <a href='http://[bad'>b</a> <a href='javascript:1'>j</a></p>"
    found = read(article(inside, "<base href='https://base.example/dir/'>"))
    assert [(link.url, link.text) for link in found.links if "dir" in link.url] == [
        ("https://base.example/dir/x?a=1", "One")
    ]
    assert not any("[" in link.url or "javascript" in link.url for link in found.links)


def test_what_no_database_keeps_is_taken_out() -> None:
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Jo \\ud800 Doe"}}</script>'
    found = read(article("<h1>T&#xD800;i&#0;t&#11;le \x07</h1><p>Acme\x00 raised &#1;$5m &#x110000;.</p>", ld))
    assert found.text == "Title\n\nAcme raised $5m ."
    str(found).encode("utf-8")


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"", None, "the page is empty"),
        (b" \n", "text/html", "the page is empty"),
        (b"%PDF-1.7", "application/pdf", "not a page but application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text/html", "not HTML"),
        (b'{"a": 1}', "text/html", "not HTML"),
        (b"<html><body></body></html>", "text/html", "no article text"),
        (b"<html>" + b"x" * 5_000_001, "text/html", "at most 5,000,000"),
        (b"<html><body>" + b"<td>1</td>" * 60_000, "text/html", "more than 50,000 elements"),
        (b"<html><body>" + b"<p>1" * 60_000, "text/html", "more than 50,000 elements"),
    ],
)
def test_what_is_no_article_is_refused_in_words(body: bytes, content_type: str | None, words: str) -> None:
    with pytest.raises(UnreadablePageError, match=words):
        read(body, content_type)


def test_an_article_nested_very_deep_is_no_trouble() -> None:
    with suppress(UnreadablePageError):
        read("<div>" * 20_000 + f"<p>{LEAD}</p>")


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<article>", "<h1>", "<a href='http://[x'>", "<meta property='article:published_time' content='", "'>",
     "<script type='application/ld+json'>", "</script>", "{\"@graph\":[{\"@type\":\"Article\"", "&#xD800;", "&#0;", "\x0b",
     "<!--", "-->", "<link rel=canonical href=//", "<base href='http://[", "<html lang=", "<table><tr><td>", "Acme raised $5m. "]
)  # fmt: skip


@settings(max_examples=150, deadline=timedelta(seconds=10))
@given(st.lists(_PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_any_markup_gives_a_storable_article_or_a_refusal(markup: str) -> None:
    with suppress(UnreadablePageError):
        found = read(markup.encode("utf-8", "replace"))
        assert found.published_at is None or found.published_at <= SEEN + timedelta(hours=1)
        assert "\x00" not in str(found)
        str(found.to_json()).encode("utf-8")
