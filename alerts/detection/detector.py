"""From an article's text to the funding claims in it.

Pure: no database, no network, no clock; `from alerts.detection import detect` is usable alone, as a library.
The stages are cues, tables, sentences, rows of chunks, claims, circumstances, companies, ranking, mentions; `explain`
shows each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from alerts.detection.article import Reading, read_article
from alerts.detection.companies import CompanyTold, companies_of
from alerts.detection.cues import cues_in
from alerts.detection.deals import BEGINNING, deals_in, may_hold_deals
from alerts.detection.entities import Unescaped, unescaped
from alerts.detection.languages import UNREAD, language_of, pack_of, read
from alerts.detection.mention import Kind, Mention, Temporality
from alerts.detection.mentions import mentions_of
from alerts.detection.ranking import confidence_of, features_of
from alerts.detection.tables import mention_of

MAX_CHARACTERS = 200_000
MAX_MENTIONS = 40
MAX_TITLE = 1_000
"""Characters of a title that are read as the headline: one of a megabyte is no headline."""


def stored_text(title: str, text: str) -> str:
    """The text that evidence offsets count in: `text` where it begins with the title, else the title above it."""
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def detect(
    title: str,
    text: str,
    *,
    published: date | datetime | None = None,
    language: str | None = None,
    country: str | None = None,
) -> tuple[Mention, ...]:
    """The claims of one article: its tables' rows, then its sentences' in the order in which they are first made, then deals.

    Parameters
    ----------
    title, text
        The headline and the stored text; see `stored_text`.
    published
        When the article appeared: "in 2019" is background to it.
    language
        ISO 639-1, as the page or its feed says it; the text's script outweighs it. English has rules of its own, and
        the packs in `languages` read the others; a language without a pack gives what the English rules can.
    country
        The publisher's, ISO 3166-1: what a bare dollar is.
    """
    return answered(title, text, _found(title, text, published, language, country))


def answered(title: str, text: str, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """The first of what was found in the text as it is read, with its evidence where the stored text has it."""
    first = tuple(islice(found, MAX_MENTIONS))
    return tuple(map(_plain(title, text).back, first)) if first else ()


def _found(
    title: str, text: str, published: date | datetime | None, language: str | None, country: str | None
) -> Iterator[Mention]:
    code = language_of(title[:MAX_TITLE], text, language)
    pack = pack_of(code)
    if code == UNREAD:
        return
    headline, whole = bounded(title, text)
    if pack is not None:
        day = published.date() if isinstance(published, datetime) else published
        yield from read(headline, whole, pack, country=country, published=day)
        return
    article = _reading(headline, whole, published, country)
    rounds = list(islice(mentions_in(article), MAX_MENTIONS)) if article is not None else []
    yield from rounds
    yield from deals_beside(rounds, headline, whole, published=published, country=country)


def deals_beside(
    rounds: Sequence[Mention],
    headline: str,
    whole: str,
    *,
    published: date | datetime | None = None,
    country: str | None = None,
) -> Iterator[Mention]:
    """What the article's beginning tells of purchases and of shares that change hands, but of no company with news in `rounds`.

    `headline` and `whole` are what `bounded` makes of an article.
    """
    beginning = whole[: len(headline) + BEGINNING]
    if not may_hold_deals(beginning):
        return
    # Read anew, and no further than that: most articles that have no round were never split.
    article = read_article(headline, beginning, country=country, published=published)
    # What a company raised before it was bought is background, and no reason to keep the purchase back.
    news = [one for one in rounds if one.temporality is Temporality.NEW or one.kind in _DEALS]
    yield from deals_in(article, {name for one in news for name in (one.company.name, *one.company.also_known_as)})


_DEALS = (Kind.ACQUISITION, Kind.SECONDARY)


def reading_of(
    title: str, text: str, *, published: date | datetime | None = None, country: str | None = None
) -> Reading | None:
    """The article made ready for the English rules; None when no words of money stand close together in it."""
    return _reading(*bounded(title, text), published, country)


def _reading(headline: str, whole: str, published: date | datetime | None, country: str | None) -> Reading | None:
    cues = cues_in(whole)
    if not cues.may_claim(0, len(whole)):
        return None
    return read_article(headline, whole, country=country, published=published, cues=cues)


def bounded(title: str, text: str) -> tuple[str, str]:
    """The headline and the text as they are read. Evidence counts in the text with its whole title, however long.

    Both are without their entities: `answered` says of what it finds where that is stored.
    """
    return unescaped(title.strip()[:MAX_TITLE]).text, _plain(title, text).text


def _plain(title: str, text: str) -> Unescaped:
    return unescaped(stored_text(title.strip(), text)[:MAX_CHARACTERS])


@dataclass(frozen=True, slots=True)
class Judged:
    """A company that claims are told of, and what was made of it. `tabled`: a table's row told of it already."""

    company: CompanyTold
    features: frozenset[str]
    confidence: float
    tabled: bool
    mentions: tuple[Mention, ...]


def mentions_in(article: Reading, model: Mapping[str, float] | None = None) -> Iterator[Mention]:
    """What its tables' rows claim, then what its sentences claim of other companies. `model`: the ranker's weights."""
    yield from (mention_of(row, article.text, article.published) for row in article.tabled)
    for one in judged_in(article, model):
        yield from one.mentions


def judged_in(article: Reading, model: Mapping[str, float] | None = None) -> Iterator[Judged]:
    """Every company that its sentences tell of, judged."""
    known = {row.company.text.casefold() for row in article.tabled}
    for company in companies_of(article):
        tabled = any(name.casefold() in known for name in company.names)
        features = features_of(company, article)
        confidence = confidence_of(features, model)
        yield Judged(
            company, features, confidence, tabled, () if tabled else tuple(mentions_of(company, article, confidence))
        )
