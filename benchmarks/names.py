"""A million invented names of companies, investors and sectors, and articles about them; the same at every run."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from alerts.detection.mention import Certainty, InvestorRole, Kind, Status
from alerts.watches import RoundFacts, Watched, WatchKind, WatchSpec

ADDED = datetime(2026, 1, 5, tzinfo=UTC)
NAMES_EACH = 2.5
"""Names of one company or investor watch, its own and its aliases, on average."""

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zy bran cor del fin gar hel jun kal lum nor"
_TRADES = """
    Robotics Health Energy Labs Systems Analytics Foods Bio Cloud Security Finance Mobility Space Water Materials Works
    Networks Data Logistics Learning Games Media Homes Optics Motors
"""
_HOUSES = ("Capital", "Ventures", "Partners", "Equity", "Growth Fund", "Holdings")
_FORMS = ("", "", "", ", Inc.", " Ltd", " GmbH", " S.A.", " AB", "株式会社")


def watched_names(names: int, sectors: int) -> Iterator[Watched]:
    """Watches that have `names` names between them: nine in ten companies, the others investors; and sector words."""
    made = random.Random(11)
    count = int(names / NAMES_EACH)
    for number in range(1, count + 1):
        kind = WatchKind.INVESTOR if number % 10 == 0 else WatchKind.COMPANY
        aliases = tuple(_name(made, kind) for _ in range(1 + number % 2))
        domains = (f"{_word(made).lower()}{number}.example",) if kind is WatchKind.COMPANY else ()
        # The number keeps names apart, as the table asks.
        spec = WatchSpec(f"{_word(made)} {_name(made, kind)} {number}", kind, aliases, domains)
        yield Watched(number, spec, True, ADDED)
    for number in range(count + 1, count + sectors + 1):
        spec = WatchSpec(f"{_word(made).lower()} {made.choice(_TRADES.split()).lower()} {number}", WatchKind.SECTOR)
        yield Watched(number, spec, True, ADDED)


def _word(made: random.Random) -> str:
    return "".join(made.choices(_SYLLABLES.split(), k=made.randint(2, 4))).capitalize()


def _name(made: random.Random, kind: WatchKind) -> str:
    tail = made.choice(_HOUSES if kind is WatchKind.INVESTOR else _TRADES.split())
    return f"{_word(made)}{_word(made).lower()} {tail}{made.choice(_FORMS)}"


def articles(watches: list[Watched], count: int) -> list[RoundFacts]:
    """Developments as they typically are: two names of the company, six investors, 5,000 characters, and
    20 links to eleven hosts.

    Half of the companies and a third of the investors are watched; a text holds three sector words.
    """
    made = random.Random(12)
    by_kind = {kind: [w for w in watches if w.spec.kind is kind] for kind in WatchKind}
    return [_article(made, by_kind) for _ in range(count)]


def _article(made: random.Random, watched: dict[WatchKind, list[Watched]]) -> RoundFacts:
    own = made.choice(watched[WatchKind.COMPANY]).spec if made.random() < 0.5 else WatchSpec(_word(made) + " Unwatched")
    investors = [
        made.choice(watched[WatchKind.INVESTOR]).spec.aliases[0] if made.random() < 1 / 3 else f"{_word(made)} Backers"
        for _ in range(6)
    ]
    return RoundFacts(
        company_names=(own.aliases[0] if own.aliases else own.name, _word(made)),
        investors=tuple((name, InvestorRole.PARTICIPANT) for name in investors),
        kind=Kind.EQUITY,
        status=Status.ANNOUNCED,
        certainty=Certainty.COMPANY,
        series=None,
        amount=12e6,
        currency="USD",
        text=_text(made, [own.name, *investors, *(made.choice(watched[WatchKind.SECTOR]).spec.name for _ in range(3))]),
        links=tuple(f"https://{'paper' if n % 2 else _word(made).lower()}.example/{n}" for n in range(20)),
    )


def _text(made: random.Random, planted: list[str]) -> str:
    words = made.choices(_prose(), k=850)
    for phrase in planted:
        words.insert(made.randrange(len(words)), phrase)
    return " ".join(words)[:5_000]


@cache
def _prose() -> list[str]:
    words = files("alerts.detection").joinpath("common_words.txt").read_text("utf-8").split()
    # The shorter half: news is written in about five letters a word.
    return sorted(words, key=len)[: len(words) // 2]
