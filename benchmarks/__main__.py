"""`make bench`: measures each part over the bundled newsroom's pages and prints a table."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import feedparser
import trafilatura
from rich.console import Console
from rich.table import Table

from alerts.detection import detect
from alerts.detection.cues import cues_in
from alerts.detection.detector import reading_of
from alerts.detection.mention import Certainty, Kind, Status
from alerts.watches import Matcher, RoundFacts, Watched, WatchSpec
from benchmarks.detection.sets import cases, title_and_text
from benchmarks.matching import matching
from benchmarks.measure import Compared, compare, compare_each
from crawler.extraction import read_page
from crawler.sources import SourceKind, parse_list
from demo.articles import stories
from demo.publishers import PUBLISHERS, listing, page

NOW = datetime(2026, 4, 30, tzinfo=UTC)
NAIVE = re.compile(
    r"[A-Z]\w+(?: [A-Z]\w+){0,3} (?:has |have )?(?:raise[sd]?|secure[sd]?) (?:\w+ ){0,5}?[$€£₹][\d.,]+ ?\w+"
)
NAMES = 10_000
LENGTH = 5_000


def measured() -> Iterator[Compared]:
    by_slug = {publisher.slug: publisher for publisher in PUBLISHERS}
    pages = [page(by_slug[story.publisher], story).encode() for story in stories()]
    yield compare(
        "page → article, with metadata",
        pages,
        lambda body: read_page(body, "text/html; charset=utf-8", "http://example.org/a", seen=NOW),
        "trafilatura, with metadata",
        lambda body: trafilatura.bare_extraction(body.decode(), url="http://example.org/a", with_metadata=True),
    )
    yield from _detection()
    yield _as_they_come()
    feeds = [
        listing(p, "http://example.org", stories()[:30])[0].encode() for p in PUBLISHERS if p.kind in ("rss", "atom")
    ]
    yield compare(
        "feed → entries",
        feeds,
        lambda body: parse_list(SourceKind.RSS, body, None, "http://example.org/feed"),
        "feedparser alone",
        feedparser.parse,
    )
    yield _few_watches()
    yield from matching()


def _detection() -> Iterator[Compared]:
    """Articles of LENGTH characters, padded with plain paragraphs: plain news, money without a claim, a claim."""
    told = [(story, detect(story.title, "\n\n".join(story.paragraphs), language="en")) for story in stories()]
    paragraphs = [paragraph for story, _ in told for paragraph in story.paragraphs]
    filler = ""
    for one in paragraphs:
        longer = f"{filler}{one}\n\n"
        # The end of one paragraph and the beginning of the next may be cues that go together.
        filler = filler if cues_in(longer).may_claim(0, len(longer)) else longer

    def padded(claims: bool) -> list[tuple[str, str]]:
        chosen = [story for story, mentions in told if bool(mentions) is claims]
        texts = [(one.title, ("\n\n".join(one.paragraphs) + "\n\n" + filler)[:LENGTH]) for one in chosen]
        # What holds no money words at all is plain news.
        return [(title, text) for title, text in texts if reading_of(title, text) is not None]

    plain = [("", filler[at : at + LENGTH]) for at in range(50)]
    for name, texts in (("plain news", plain), ("money, no claim", padded(False)), ("a claim", padded(True))):
        yield compare_each(
            f"{LENGTH:,} characters: {name}", texts, lambda one: detect(*one, language="en"),
            "one naive expression", lambda one: NAIVE.findall(one[1]),
        )  # fmt: skip


def _as_they_come() -> Compared:
    """Our own articles and cases as a crawler meets them, neither padded nor chosen: those that give no mention."""
    mix = [(story.title, "\n\n".join(story.paragraphs)) for story in stories()]
    mix += [title_and_text(case) for case, _ in cases()]
    texts = [(title, text[:LENGTH]) for title, text in mix]
    without = [one for one in texts if not detect(*one, language="en")]
    return compare_each(
        "articles as they come: no mention", without, lambda one: detect(*one, language="en"),
        "one naive expression", lambda one: NAIVE.findall(one[1]),
    )  # fmt: skip


def _few_watches() -> Compared:
    watches = [Watched(n, WatchSpec(f"Company {n}", aliases=(f"C{n} Labs",)), True, NOW) for n in range(NAMES)]
    matcher = Matcher(watches)
    anything = re.compile("|".join(re.escape(w.spec.name) for w in watches[:1000]))
    facts = [
        RoundFacts((f"Company {n}",), (), Kind.EQUITY, Status.ANNOUNCED, Certainty.COMPANY, None, 1e6, "USD", "")
        for n in range(0, NAMES, 50)
    ]
    return compare(
        f"{NAMES:,} watches against a round", facts, matcher.matches, "one expression of 1,000 names",
        lambda one: anything.fullmatch(one.company_names[0]),
    )  # fmt: skip


def main() -> None:
    table = Table("part", "ours, ms", "beside", "theirs, ms", "ratio", box=None)
    for line in measured():
        table.add_row(line.part, f"{line.ours_ms:.3f}", line.peer, f"{line.peer_ms:.3f}", f"{line.ratio:.2f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
