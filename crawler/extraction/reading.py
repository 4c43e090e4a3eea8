"""Page bytes to `ArticleText`: charset, title, body by trafilatura, dates, links. Pure.

Trafilatura finds the body; where it keeps less than the page's own paragraphs plainly hold (very short articles), the
paragraphs of the article element are taken instead.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

import py3langid
import trafilatura
from htmldate import find_date
from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode
from w3lib.html import get_base_url

from crawler.extraction.article_text import ArticleText, Link, UnreadablePageError, with_title
from crawler.extraction.dates import stated_date

MAX_PAGE_BYTES = 5_000_000
# A page of more elements costs minutes (a table of 200,000 cells did not finish in 100 s).
MAX_ELEMENTS = 50_000
MAX_LINKS = 300
# Below this, what trafilatura found is held against the page's own paragraphs.
SHORT_TEXT = 600
_SEPARATORS = re.compile(r"\s+[|\-–—·:»]\s+")
_BLANK = re.compile(r"[^\S\n]+")


def read_page(
    body: bytes, content_type: str | None, url: str, *, seen: datetime, entry_title: str | None = None
) -> ArticleText:
    """What the page says.

    Parameters
    ----------
    body
        The page's bytes, decompressed.
    content_type
        The header's value, if there was one.
    seen
        When it was fetched: no date after it is believed.
    entry_title
        The title that the source listed, used when the page has none.

    Raises
    ------
    UnreadablePageError
    """
    markup = _decoded(body, content_type)
    tree = _parsed(markup)
    metadata = trafilatura.extract_metadata(tree, default_url=url)
    site = (metadata.sitename if metadata else None) or None
    # Titles are often escaped twice, and a reader should not see that.
    title = _flat(unescape(_title(tree, site) or entry_title or ""))
    text = _body(markup, tree, url, title)
    if not text:
        raise UnreadablePageError("the page holds no article text")
    return ArticleText(
        title=title,
        text=with_title(title, text),
        canonical_url=_canonical(tree, url),
        published_at=_published(tree, markup, url, seen),
        language=_language(tree, text),
        byline=(metadata.author if metadata else None) or None,
        publisher=site,
        links=tuple(_links(tree, url)),
    )


def _decoded(body: bytes, content_type: str | None) -> str:
    if len(body) > MAX_PAGE_BYTES:
        raise UnreadablePageError(f"the page is {len(body):,} bytes; at most {MAX_PAGE_BYTES:,} are read")
    if not body.strip():
        raise UnreadablePageError("the page is empty")
    if content_type and not re.search(r"html|xml|text/plain", content_type, re.IGNORECASE):
        raise UnreadablePageError(f"not a page but {content_type.split(';')[0].strip()}")
    _, markup = html_to_unicode(content_type, body, auto_detect_fun=_sniffed)
    # PostgreSQL keeps no NUL, and no reader has use for one.
    return str(markup).replace("\x00", "")


def _sniffed(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _parsed(markup: str) -> HtmlElement:
    if markup.count("<") > 2 * MAX_ELEMENTS:
        raise UnreadablePageError(f"the page has more than {MAX_ELEMENTS:,} elements")
    try:
        # Bytes, because lxml refuses text that declares an encoding.
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ParserError, ValueError) as error:
        raise UnreadablePageError(f"not HTML: {error}") from None
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise UnreadablePageError(f"the page has more than {MAX_ELEMENTS:,} elements")
    return tree


def _title(tree: HtmlElement, site: str | None) -> str:
    """The headline: the page's h1 if its metadata agrees, else the metadata's title without the site's name."""
    stated = _first(tree.xpath('//meta[@property="og:title"]/@content')) or _first(tree.xpath("//head/title/text()"))
    stated = _without_site(stated, site)
    headings = [_flat(heading.text_content()) for heading in tree.xpath("//h1")]
    agreeing = [heading for heading in headings if heading and (heading in stated or stated in heading)]
    if agreeing:
        return agreeing[0]
    return stated or (headings[0] if len(headings) == 1 else "")


def _without_site(title: str, site: str | None) -> str:
    parts = _SEPARATORS.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |-–—·:»")
    return title


def _first(found: list[str]) -> str:
    return next((_flat(value) for value in found if value.strip()), "")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _body(markup: str, tree: HtmlElement, url: str, title: str) -> str:
    found = trafilatura.extract(
        markup,
        url=url,
        include_comments=False,
        include_tables=True,
        # Precision over recall would cut short articles to nothing; furniture is detection's business too.
        favor_recall=False,
        deduplicate=False,
        with_metadata=False,
    )
    text = _without_heading(_paragraphs(found or ""), title)
    if len(text) < SHORT_TEXT:
        own = "\n\n".join(_own_paragraphs(tree, title))
        # So short a find may be the page's furniture: the article element says what the article is.
        if len(own) > len(text) or tree.xpath("//article"):
            return own or title
    return text


def _without_heading(text: str, title: str) -> str:
    """The body without the headline that trafilatura took for its first paragraph."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and _flat(unescape(first)) == title else text


def _paragraphs(text: str) -> str:
    """Trafilatura parts paragraphs by single newlines; a stored article parts them by blank lines."""
    lines = (_BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _own_paragraphs(tree: HtmlElement, title: str) -> Iterator[str]:
    """The paragraphs of the article element, or of the element with most paragraph text."""
    articles = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body")
    holder = max(articles, key=lambda element: len(element.text_content()), default=None)
    if holder is None:
        return
    for element in holder.xpath(".//p|.//li|.//blockquote|.//h2|.//h3|.//pre"):
        if element.xpath("ancestor::nav|ancestor::aside|ancestor::footer|ancestor::header|ancestor::form"):
            continue
        text = _flat(element.text_content())
        if text and text != title:
            yield text


def _canonical(tree: HtmlElement, url: str) -> str:
    stated = _first(tree.xpath('//link[@rel="canonical"]/@href'))
    found = urljoin(url, stated) if stated else url
    # A canonical address on another site is a claim that anybody can make; it is not believed.
    return found if urlsplit(found).hostname == urlsplit(url).hostname else url


def _published(tree: HtmlElement, markup: str, url: str, seen: datetime) -> datetime | None:
    moment = stated_date(tree)
    if moment is None:
        # The extensive search costs fifteen times as much and finds hardly more.
        day = find_date(markup, url=url, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
        moment = datetime.combine(datetime.fromisoformat(day).date(), time(), UTC) if day else None
    # Clocks differ by a little; a date in the future is a mistake.
    return moment if moment and moment <= seen + timedelta(hours=1) else None


def _language(tree: HtmlElement, text: str) -> str | None:
    declared = str(tree.get("lang") or "").strip().lower()
    if re.fullmatch(r"[a-z]{2,3}([-_][a-z0-9]+)*", declared):
        return re.split(r"[-_]", declared)[0]
    return str(py3langid.classify(text[:5000])[0])


def _links(tree: HtmlElement, url: str) -> Iterator[Link]:
    base, seen = get_base_url("", url), set[str]()
    for anchor in tree.iter("a"):
        target = urljoin(base, str(anchor.get("href") or "").strip())
        if target.startswith(("http://", "https://")) and target not in seen and len(seen) < MAX_LINKS:
            seen.add(target)
            yield Link(target, _flat(anchor.text_content())[:300])
