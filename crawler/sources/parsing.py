"""A list's bytes to its entries: RSS, Atom, RDF, JSON Feed, news sitemaps, listing pages. Pure.

Meant to be run in a worker process with a deadline: what is parsed here was written by strangers.
"""

import gzip
import json
import re
import zlib
from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from xml.sax import SAXException

import feedparser
from lxml import etree
from lxml import html as lxml_html

from crawler.extraction.dates import iso_instant
from crawler.sources.source import ListedEntry, NotAListError, ParsedList, SourceKind
from crawler.sources.urls import canonical_url, fetchable_link, host_of

MAX_LIST_BYTES = 10_000_000
MAX_ELEMENT_CHARACTERS = 8_000
MAX_TITLE = 500
MAX_SUMMARY = 4_000
# So many items are parsed at most: 50,000 took feedparser 18 s.
MAX_LISTED = 2_000
# A listing's link to an article has words for a title and a path that names one page.
LISTING_WORDS = 4

_LONG_TEXT = re.compile(rb"(>[^<]{%d})[^<]+" % MAX_ELEMENT_CHARACTERS)
_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]{1,40}|[0-9]{1,40});")
_ITEM = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:item|entry)\s*>", re.IGNORECASE)
# feedparser's time grows with the square of an author's length (issue 562), and nobody here asks who wrote it.
_AUTHOR = re.compile(
    rb"(</?)(?:[\w.-]{1,50}:)?(?:author|creator|contributor|managingEditor|webMaster|publisher)(?=[\s/>])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ARTICLE_PATH = re.compile(
    r"/\d{4}/\d{1,2}/|/[\w%]+(?:-[\w%]+){2,}|/(?:article|news|story|post)s?/[^/]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item as the list states it, before it has an identity."""

    guid: str
    url: str
    title: str
    summary: str
    published_at: datetime | None


def parse_list(kind: SourceKind, body: bytes, content_type: str | None, url: str) -> ParsedList:
    """The entries of a list, in the order in which it lists them.

    Raises
    ------
    NotAListError
        The bytes are something else, or nothing; the message says what.
    """
    if not body.strip():
        raise NotAListError("an empty body")
    if len(body) > MAX_LIST_BYTES:
        raise NotAListError(f"{len(body):,} bytes; at most {MAX_LIST_BYTES:,} are read")
    items, problem = _PARSERS[kind](body, content_type, url)
    return ParsedList(tuple(_identified(items)), problem)


def sniff_kind(body: bytes) -> SourceKind | None:
    """Which kind of list these bytes are; None when they are no list at all."""
    head = _unpacked(body)[:4000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"{"):
        return SourceKind.JSON_FEED
    for mark, kind in (
        (b"<rss", SourceKind.RSS),
        (b"<feed", SourceKind.ATOM),
        (b"<rdf:rdf", SourceKind.RDF),
        (b"<urlset", SourceKind.NEWS_SITEMAP),
        (b"<html", SourceKind.LISTING),
        (b"<!doctype html", SourceKind.LISTING),
    ):
        if mark in head:
            return kind
    return None


Parsed = tuple[Iterable[_Item], str | None]


def _feed(body: bytes, content_type: str | None, url: str) -> Parsed:
    if sniff_kind(body) is SourceKind.LISTING and b"<rss" not in body[:4000].lower():
        raise NotAListError("HTML instead of a feed")
    if b"<" not in body[:4000]:
        raise NotAListError("not XML: no element in it")
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    clean = _cleaned(body)
    feed = feedparser.parse(clean, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    if not feed.entries and not feed.version:
        reason = str(feed.get("bozo_exception") or "no feed element in it").splitlines()[0]
        raise NotAListError(f"not a feed: {reason}")
    return (_feed_item(entry, url) for entry in feed.entries), _feed_problem(feed, clean)


def _cleaned(body: bytes) -> bytes:
    """The feed without what costs the parser minutes or its life, and without items past the limit."""
    clean = _AUTHOR.sub(rb"\1unread", _REFERENCE.sub(_possible, body))
    ends = [match.end() for match in _ITEM_END.finditer(clean)]
    if len(ends) > MAX_LISTED:
        clean = clean[: ends[MAX_LISTED - 1]] + clean[ends[-1] :]
    return _LONG_TEXT.sub(rb"\1", clean)


def _feed_problem(feed: Any, body: bytes) -> str | None:
    """Why this is no whole poll: a broken body may have lost what came after the break, without a word."""
    if not isinstance(feed.get("bozo_exception"), SAXException):
        return None
    stated, read = len(_ITEM.findall(body)), len(feed.entries)
    if read < stated:
        return f"the feed is broken: {read} of its {stated} entries could be read"
    return None if _ends(body) else "the feed broke off before its end"


def _possible(reference: re.Match[bytes]) -> bytes:
    """A character reference, or nothing where it names no character: one such made the parser lose the feed."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    allowed = (
        number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    )
    return reference[0] if allowed else b""


def _ends(body: bytes) -> bool:
    return bool(
        re.search(
            rb"</(rss|feed|rdf:RDF|channel)\s*>\s*(<!--.{0,500}-->)?\s*$",
            body[-2000:].replace(b"\0", b""),
            re.IGNORECASE | re.DOTALL,
        )
    )


def _feed_item(entry: Any, url: str) -> _Item:
    guid = str(entry.get("id") or "")
    stated = str(entry.get("link") or "") or (guid if guid.startswith(("http://", "https://")) else "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return _Item(
        guid=guid,
        url=fetchable_link(url, stated),
        title=str(entry.get("title") or ""),
        summary=str(entry.get("summary") or ""),
        published_at=_instant(moment),
    )


def _instant(moment: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _json_feed(body: bytes, _content_type: str | None, url: str) -> Parsed:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        instead = "HTML" if sniff_kind(body) is SourceKind.LISTING else f"not JSON ({str(error).splitlines()[0]})"
        raise NotAListError(f"{instead} instead of a JSON Feed") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAListError("JSON without a list of items")
    return (_json_item(item, url) for item in items if isinstance(item, dict)), None


def _json_item(item: dict[str, Any], url: str) -> _Item:
    return _Item(
        guid=_stated(item, "id"),
        url=fetchable_link(url, _stated(item, "url", "external_url")),
        title=_stated(item, "title"),
        summary=_stated(item, "summary", "content_text"),
        published_at=iso_instant(_stated(item, "date_published", "date_modified")),
    )


def _stated(item: dict[str, Any], *names: str) -> str:
    """The first of these members that holds text or a number; anything else is not stated."""
    values = (item.get(name) for name in names)
    return next((str(value) for value in values if value and isinstance(value, str | int)), "")


def _unpacked(body: bytes) -> bytes:
    """A gzipped sitemap's content, at most MAX_LIST_BYTES of it."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MAX_LIST_BYTES)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise NotAListError(f"broken gzip: {error}") from None


def _sitemap(body: bytes, _content_type: str | None, url: str) -> Parsed:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    content = _unpacked(body)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAListError(f"not XML: {str(error).splitlines()[0]}") from None
    if root is None or _local_name(root) != "urlset":
        instead = "HTML" if sniff_kind(content) is SourceKind.LISTING else "XML of another kind"
        raise NotAListError(f"{instead} instead of a sitemap")
    broken = any(error.level_name == "FATAL" for error in parser.error_log)
    items = (_sitemap_item(element, url) for element in root.iterchildren("{*}url"))
    return items, "the sitemap broke off before its end" if broken else None


def _local_name(element: Any) -> str:
    """The element's name without its namespace; lxml's own QName refuses names that a broken document can hold."""
    return str(element.tag).rpartition("}")[2]


def _sitemap_item(element: Any, url: str) -> _Item:
    stated: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text:
            stated.setdefault(_local_name(child), child.text.strip())
    link = fetchable_link(url, stated.get("loc", ""))
    moment = stated.get("publication_date") or stated.get("lastmod") or ""
    return _Item(link, link, stated.get("title", ""), "", iso_instant(moment))


def _listing(body: bytes, _content_type: str | None, url: str) -> Parsed:
    try:
        tree = lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise NotAListError(f"not HTML: {str(error).splitlines()[0]}") from None
    items = list(_listing_items(tree, url))
    if not items:
        raise NotAListError("a page without links to articles")
    return items, None


def _listing_items(tree: Any, url: str) -> Iterator[_Item]:
    host, seen = host_of(url), set()
    for anchor in tree.iter("a"):
        link = fetchable_link(url, str(anchor.get("href") or ""))
        if not link or host_of(link) != host or link in seen:
            continue
        title = " ".join(anchor.text_content().split())
        if len(title.split()) >= LISTING_WORDS and _ARTICLE_PATH.search(urlsplit(link).path):
            seen.add(link)
            yield _Item(link, link, title, "", None)


_PARSERS: dict[SourceKind, Callable[[bytes, str | None, str], Parsed]] = {
    SourceKind.RSS: _feed,
    SourceKind.ATOM: _feed,
    SourceKind.RDF: _feed,
    SourceKind.JSON_FEED: _json_feed,
    SourceKind.NEWS_SITEMAP: _sitemap,
    SourceKind.LISTING: _listing,
}


def _identified(items: Iterable[_Item]) -> Iterator[ListedEntry]:
    """Each item with its identity: its GUID where that is its own, else its address, else its title and day.

    A GUID that several items share tells none of them apart. An item without an address cannot be fetched and is left
    out: nothing could be read of it.
    """
    kept = [item for _, item in zip(range(MAX_LISTED), items, strict=False)]
    guids = Counter(item.guid for item in kept)
    seen: set[str] = set()
    for item in kept:
        if not item.url:
            continue
        canonical = canonical_url(item.url)
        identity = item.guid if item.guid and guids[item.guid] == 1 else canonical
        if identity not in seen:
            seen.add(identity)
            yield ListedEntry(
                identity=_bounded(identity),
                url=item.url,
                canonical_url=canonical,
                title=_plain(item.title)[:MAX_TITLE],
                summary=_plain(item.summary)[:MAX_SUMMARY],
                published_at=item.published_at,
            )


def _bounded(identity: str) -> str:
    clean = _storable(identity)
    return clean if len(clean) <= 500 else sha256(clean.encode()).hexdigest()


def _plain(text: str) -> str:
    """Without tags and control characters, in one line."""
    whole = _storable(text[:MAX_ELEMENT_CHARACTERS])
    return " ".join("".join(c if c.isprintable() else " " for c in _TAG.sub(" ", whole)).split())


def _storable(text: str) -> str:
    """Without NUL and lone surrogates, which no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
