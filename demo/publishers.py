"""The newsroom's publishers: in which form each lists its news, and the furniture around its articles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from json import dumps

from demo.articles import Story


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher. `listing` is the path of its list of news, whose form `kind` names."""

    slug: str
    name: str
    kind: str
    listing: str
    role: str
    country: str
    furniture: tuple[str, str]


_TEASERS = (
    "<aside class='related'><h3>Related</h3><ul><li><a href='/t/1'>Brightwater raises $55 million to bottle fog</a></li>"
    "<li><a href='/t/2'>Copperleaf Systems in talks for $200m at a $2bn valuation</a></li></ul></aside>"
)
PUBLISHERS = (
    Publisher("circuit-post", "Circuit Post", "rss", "/feed.xml", "startup", "US",
              ("<nav><a href='/'>Home</a> <a href='/startups'>Startups</a></nav><div class='ad'>Advertisement</div>", _TEASERS)),
    Publisher("ledger-lane", "Ledger Lane", "rss", "/rss", "funding", "GB",
              ("<nav><a href='/'>Front page</a></nav>", "<div class='newsletter'><h4>Sign up for the Friday Ledger</h4><form><input name='e'></form></div>" + _TEASERS)),
    Publisher("harbour-wire", "Harbour Wire", "atom", "/atom.xml", "wire", "SG",
              ("<header><a href='/'>Harbour Wire</a></header>", "<p class='copyright'>Copyright Harbour Wire. Click for restrictions.</p>")),
    Publisher("nordhall-tech", "Nordhall Tech", "json_feed", "/feed.json", "tech", "SE",
              ("<nav><a href='/'>Nordhall</a> <a href='/en'>English</a></nav><div id='cookies'>We use cookies. <button>Fine</button></div>", "<div class='share'><a href='#'>Share</a> <a href='#'>Mail</a></div>")),
    Publisher("deccan-byte", "Deccan Byte", "news_sitemap", "/news-sitemap.xml", "startup", "IN",
              ("<nav><a href='/'>Home</a> <a href='/fundings'>Fundings</a></nav>", "<section class='comments'><h3>Comments</h3><p>First!</p></section>" + _TEASERS)),
    Publisher("evening-gazette", "Evening Gazette", "listing", "/", "business", "GB",
              ("<nav><a href='/weather'>Weather</a> <a href='/sport'>Sport</a></nav>", "<aside><h3>Most read</h3><ol><li><a href='/m/1'>Cat returns after nine years</a></li></ol></aside>")),
    Publisher("pearl-delta-review", "Pearl Delta Review", "rss", "/rss/technology", "tech", "HK",
              ("<nav><a href='/'>News</a> <a href='/tech'>Tech</a></nav><div class='ad'>Advertisement</div>", "<div class='promo'>Get the most important stories in your personalised news feed.</div>")),
)  # fmt: skip
# Sources that ail on purpose: what a digest says when a source is broken.
BROKEN = (
    ("moved-monthly", "Moved Monthly", "rss", "404"),
    ("consent-wall-daily", "Consent Wall Daily", "rss", "html"),
    ("quiet-quarterly", "Quiet Quarterly", "rss", "empty"),
)


def page(publisher: Publisher, story: Story) -> str:
    """An article as its publisher shows it: with everything around it that is not the article."""
    before, after = publisher.furniture
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in story.paragraphs)
    return (
        f"<!doctype html><html lang='{story.language}'><head><meta charset='utf-8'>"
        f"<title>{escape(story.title)} | {publisher.name}</title>"
        f"<meta property='og:title' content='{escape(story.title, quote=True)}'>"
        f"<meta property='og:site_name' content='{publisher.name}'>"
        f"<meta property='article:published_time' content='{story.published.isoformat()}'></head><body>{before}"
        f"<article><h1>{escape(story.title)}</h1><p class='byline'>By {escape(story.author)}</p>\n{body}</article>"
        f"{after}<footer>About {publisher.name} · Terms · Contact</footer></body></html>"
    )


def listing(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    """What the publisher lists, and its content type. `out`: the articles that are out, the newest first."""
    return _FORMS[publisher.kind](publisher, base, out)


def _rss(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{base}/{s.slug}</link><guid isPermaLink='false'>{s.slug}</guid>"
        f"<pubDate>{format_datetime(s.published)}</pubDate><description>{escape(s.paragraphs[0][:140])}…</description></item>"
        for s in out
    )
    head = f"<title>{publisher.name}</title><link>{base}/</link><description>News</description>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{items}</channel></rss>", "application/rss+xml"


def _atom(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>tag:{publisher.slug},2026:{s.slug}</id><title>{escape(s.title)}</title><link href='{base}/{s.slug}'/>"
        f"<published>{s.published.isoformat()}</published><updated>{s.published.isoformat()}</updated></entry>"
        for s in out
    )
    newest = out[0].published.isoformat() if out else "2026-01-01T00:00:00Z"
    head = f"<id>{base}/</id><title>{publisher.name}</title><updated>{newest}</updated>"
    return (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>",
        "application/atom+xml",
    )


def _json_feed(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    items = [
        {"id": s.slug, "url": f"{base}/{s.slug}", "title": s.title, "date_published": s.published.isoformat()}
        for s in out
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": publisher.name, "items": items}
    return dumps(feed, ensure_ascii=False), "application/feed+json"


def _news_sitemap(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    rows = "".join(
        f"<url><loc>{base}/{s.slug}</loc><n:news><n:publication><n:name>{publisher.name}</n:name><n:language>en</n:language>"
        f"</n:publication><n:publication_date>{s.published.isoformat()}</n:publication_date><n:title>{escape(s.title)}</n:title></n:news></url>"
        for s in out
    )
    names = (
        "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><urlset {names}>{rows}</urlset>", "application/xml"


def _front_page(publisher: Publisher, base: str, out: Sequence[Story]) -> tuple[str, str]:
    items = "".join(f"<li><h3><a href='/news/{s.slug}'>{escape(s.title)}</a></h3></li>" for s in out)
    before, after = publisher.furniture
    return (
        f"<!doctype html><html lang='en'><head><title>{publisher.name}</title></head><body>{before}"
        f"<main><h1>{publisher.name}</h1><ul>{items}</ul></main>{after}</body></html>"
    ), "text/html; charset=utf-8"


_FORMS: dict[str, Callable[[Publisher, str, Sequence[Story]], tuple[str, str]]] = {
    "rss": _rss,
    "atom": _atom,
    "json_feed": _json_feed,
    "news_sitemap": _news_sitemap,
    "listing": _front_page,
}
