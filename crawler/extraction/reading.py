"""Page bytes to `ArticleText`: charset, title, body by trafilatura, dates, links. Pure.

Trafilatura finds the body; where it keeps less than the page's own paragraphs plainly hold (very short articles), the
paragraphs of the article element are taken instead. Whatever a page makes a library do, the caller gets an article or
an UnreadablePageError.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

import trafilatura
from htmldate import find_date
from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError, iterwalk
from lxml.html import HtmlElement
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from w3lib.encoding import html_to_unicode

from crawler.extraction.article_text import ArticleText, Link, UnreadablePageError, with_title
from crawler.extraction.dates import stated_date

MAX_PAGE_BYTES = 5_000_000
# A page of more elements costs minutes (a table of 200,000 cells did not finish in 100 s).
MAX_ELEMENTS = 50_000
MAX_LINKS = 300
# Below this, what trafilatura found is held against the page's own paragraphs.
SHORT_TEXT = 600
# A language of which the model is less sure is not stated: the source's own then counts.
SURE_OF_LANGUAGE = 0.5
_SEPARATORS = re.compile(r"\s+[|\-–—·:»]\s+")
_BLANK = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
_ONE_BYTE_CHARSET = re.compile(r"ascii|latin|iso-?8859|cp125|windows-125", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:html|head|title|body|article|main|section|div|p|h1|table|span|br)[\s/>]", re.IGNORECASE)
_PARAGRAPHS = ".//p|.//li|.//blockquote|.//h2|.//h3|.//pre"
_BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "pre", "div", "section", "article", "main", "ul", "tr", "br", "hr")
)
_FURNITURE = frozenset(("nav", "aside", "footer", "header", "form", "script", "style", "noscript", "button", "select"))


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
    try:
        return _read(_decoded(body, content_type), url, seen, entry_title)
    except (UnreadablePageError, MemoryError):
        raise
    except Exception as error:
        # Five libraries read what strangers wrote; each of them has an exception that nobody foresaw.
        raise UnreadablePageError(f"it broke the reader: {type(error).__name__}: {str(error)[:200]}") from error


def _read(markup: str, url: str, seen: datetime, entry_title: str | None) -> ArticleText:
    tree = _parsed(markup)
    metadata = trafilatura.extract_metadata(tree, default_url=url)
    site = (metadata.sitename if metadata else None) or None
    # Titles are often escaped twice, and a reader should not see that.
    title = _clean(_flat(unescape(_title(tree, site, url) or entry_title or "")))
    text = _body(markup, tree, url, title)
    if not text:
        raise UnreadablePageError("the page holds no article text")
    return ArticleText(
        title=title,
        text=with_title(title, text),
        canonical_url=_canonical(tree, url),
        published_at=_published(tree, markup, url, seen),
        language=_language(tree, text),
        byline=_clean((metadata.author if metadata else None) or "") or None,
        publisher=_clean(site or "") or None,
        links=tuple(_links(tree, url)),
    )


def _decoded(body: bytes, content_type: str | None) -> str:
    if len(body) > MAX_PAGE_BYTES:
        raise UnreadablePageError(f"the page is {len(body):,} bytes; at most {MAX_PAGE_BYTES:,} are read")
    if not body.strip():
        raise UnreadablePageError("the page is empty")
    if content_type and not re.search(r"html|xml|text/plain", content_type, re.IGNORECASE):
        raise UnreadablePageError(f"not a page but {content_type.split(';')[0].strip()}")
    charset, markup = html_to_unicode(content_type, body, auto_detect_fun=_sniffed)
    if _ONE_BYTE_CHARSET.search(charset) and not body.isascii() and _sniffed(body) == "utf-8":
        # Many servers claim Latin-1 for whatever they send; no Latin-1 text is by chance whole UTF-8.
        markup = body.decode("utf-8-sig")
    return _clean(_REFERENCE.sub(_possible, str(markup)))


def _sniffed(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _clean(text: str) -> str:
    """Without control characters, NUL and lone surrogates, which neither XML nor PostgreSQL keeps."""
    return _CONTROL.sub("", text)


def _possible(reference: re.Match[str]) -> str:
    """A character reference, or nothing where it names no character that can be kept."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "" if number > 0x10FFFF or _CONTROL.match(chr(number)) else reference[0]


def _parsed(markup: str) -> HtmlElement:
    if not _ELEMENT.search(markup):
        raise UnreadablePageError("not HTML: no element in it")
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


def _title(tree: HtmlElement, site: str | None, url: str) -> str:
    """The headline: the page's h1 if its metadata agrees, else the metadata's title without the site's name."""
    stated = _first(tree.xpath('//meta[@property="og:title"]/@content')) or _first(tree.xpath("//head/title/text()"))
    stated = _without_site(stated, site, urlsplit(url).hostname or "")
    headings = [_flat(heading.text_content()) for heading in tree.xpath("//h1")]
    agreeing = [heading for heading in headings if heading and (heading in stated or stated in heading)]
    if agreeing:
        return agreeing[0]
    return stated or (headings[0] if len(headings) == 1 else "")


def _without_site(title: str, site: str | None, host: str) -> str:
    """The title without the site's name at its end, told by the page's own word for it or by the host's name."""
    parts = _SEPARATORS.split(title)
    last = re.sub(r"\W", "", parts[-1]).casefold()
    stated = re.sub(r"\W", "", site or "").casefold()
    if len(parts) > 1 and last and (last == stated or last in host.replace("-", "").split(".")):
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
        own = "\n\n".join(paragraph for paragraph in _own_paragraphs(tree) if paragraph != title)
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


def _own_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article element, or of the body; where it marks none, its text as blocks part it."""
    holders = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body")
    holder = max(holders, key=lambda element: len(element.text_content()), default=None)
    if holder is None:
        return []
    return [text for element in _marked(holder) for text in _blocks(element)] or list(_blocks(holder))


def _marked(holder: HtmlElement) -> Iterator[HtmlElement]:
    """The outermost elements that the page marks as paragraphs, furniture left out."""
    for element in holder.xpath(_PARAGRAPHS):
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if not around & (_FURNITURE | {"p", "li", "blockquote"}):
            yield element


def _blocks(holder: HtmlElement) -> Iterator[str]:
    for block in "".join(_runs(holder)).split("\0"):
        if text := _flat(block):
            yield text


def _runs(holder: HtmlElement) -> Iterator[str]:
    """Pieces of text in the page's order, furniture left out, with a NUL where a block begins or ends."""
    walk = iterwalk(holder, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield "\0"
        if event != "start":
            yield "" if element is holder else element.tail or ""
        elif element.tag in _FURNITURE:
            walk.skip_subtree()
        else:
            yield element.text or ""


def _canonical(tree: HtmlElement, url: str) -> str:
    stated = _first(tree.xpath('//link[@rel="canonical"]/@href'))
    found = _joined(url, stated) or url
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
    language, certainty = _language_model().classify(text[:5000])
    return str(language) if certainty >= SURE_OF_LANGUAGE else None


@cache
def _language_model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _links(tree: HtmlElement, url: str) -> Iterator[Link]:
    base, seen = _joined(url, _first(tree.xpath("//base/@href"))) or url, {url}
    for anchor in tree.iter("a"):
        target = _joined(base, str(anchor.get("href") or ""))
        if target.startswith(("http://", "https://")) and target not in seen and len(seen) <= MAX_LINKS:
            seen.add(target)
            yield Link(target, _flat(anchor.text_content())[:300])


def _joined(base: str, link: str) -> str:
    """Where a link on the page `base` leads; empty when it is no address at all."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""
