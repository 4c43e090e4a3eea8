"""All watches against one development, in one pass: which watches match, on what, and what their filters withhold.

Names match whole and case matters little: "Ramp" is matched by a company called Ramp, never by the word in a text,
because what is compared is the name that detection read, not the prose around it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick, MatchKind

from alerts.detection.mention import Certainty, InvestorRole, Kind, Series, Status
from alerts.rounds.company import company_key
from alerts.watches.watch import Watched, WatchFilters, WatchKind

_CERTAINTIES = list(Certainty)
_BACKING_NOW = {InvestorRole.LEAD, InvestorRole.CO_LEAD, InvestorRole.PARTICIPANT, InvestorRole.RUMOURED}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What of a round and its article the watches are held against. `amount` is in units of `currency`."""

    company_names: tuple[str, ...]
    investors: tuple[tuple[str, InvestorRole], ...]
    kind: Kind
    status: Status
    certainty: Certainty
    series: Series | None
    amount: float | None
    currency: str | None
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A watch that matched: on what, and why it was withheld if a filter did so."""

    watch: Watched
    on: str
    withheld: str | None


class Matcher:
    """Every watch, ready to be held against many developments. Build it anew when watches change."""

    def __init__(self, watches: Iterable[Watched]) -> None:
        self._watches = [watch for watch in watches if watch.enabled]
        self._companies = _by_key(self._watches, WatchKind.COMPANY)
        self._investors = _by_key(self._watches, WatchKind.INVESTOR)
        self._domains = _by_domain(self._watches)
        self._words, self._word_watches = _sector_words(self._watches)

    def matches(self, facts: RoundFacts) -> list[Match]:
        """The watches that this development concerns, each once, in the order in which they were added."""
        found: dict[int, tuple[Watched, str]] = {}
        for watch, on in (*self._by_company(facts), *self._by_investor(facts), *self._by_word(facts)):
            found.setdefault(watch.id, (watch, on))
        return [
            Match(watch, on, _withheld(watch.spec.filters, facts))
            for watch, on in sorted(found.values(), key=lambda pair: pair[0].id)
            if not _excluded(watch, facts)
        ]

    def _by_company(self, facts: RoundFacts) -> Iterable[tuple[Watched, str]]:
        for name in facts.company_names:
            for watch in self._companies.get(company_key(name), ()):
                yield watch, f"the company's name, {name}"
        for link in facts.links:
            host = (urlsplit(link).hostname or "").removeprefix("www.")
            for watch in self._domains.get(host, ()):
                if _named(watch, facts.company_names):
                    yield watch, f"the company's site, {host}"

    def _by_investor(self, facts: RoundFacts) -> Iterable[tuple[Watched, str]]:
        for name, role in facts.investors:
            if role in _BACKING_NOW:
                for watch in self._investors.get(company_key(name), ()):
                    yield watch, f"the investor {name}"

    def _by_word(self, facts: RoundFacts) -> Iterable[tuple[Watched, str]]:
        if self._words is None:
            return
        text = facts.text.casefold()
        for index, start, end in self._words.find_matches_as_indexes(text, overlapping=True):
            if _whole_word(text, start, end):
                yield self._word_watches[index], f"the word “{text[start:end]}”"


def _by_key(watches: Sequence[Watched], kind: WatchKind) -> dict[str, list[Watched]]:
    table: dict[str, list[Watched]] = {}
    for watch in watches:
        if watch.spec.kind is kind:
            for key in dict.fromkeys(map(company_key, (watch.spec.name, *watch.spec.aliases))):
                table.setdefault(key, []).append(watch)
    return table


def _by_domain(watches: Sequence[Watched]) -> dict[str, list[Watched]]:
    table: dict[str, list[Watched]] = {}
    for watch in watches:
        if watch.spec.kind is WatchKind.COMPANY:
            for domain in watch.spec.domains:
                table.setdefault(domain.casefold().removeprefix("www."), []).append(watch)
    return table


def _sector_words(watches: Sequence[Watched]) -> tuple[AhoCorasick | None, list[Watched]]:
    words, owners = [], []
    for watch in watches:
        if watch.spec.kind is WatchKind.SECTOR:
            for word in (watch.spec.name, *watch.spec.aliases):
                words.append(word.casefold())
                owners.append(watch)
    # Standard matching, because only it reports overlapping words: each watch is to see all of its own.
    return (AhoCorasick(words, matchkind=MatchKind.Standard) if words else None), owners


def _named(watch: Watched, names: Sequence[str]) -> bool:
    """A link to a watched site says little by itself; it counts when the names share a word."""
    own = {word.casefold() for name in (watch.spec.name, *watch.spec.aliases) for word in name.split()}
    return any(word.casefold() in own for name in names for word in name.split())


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _excluded(watch: Watched, facts: RoundFacts) -> bool:
    text = facts.text.casefold()
    return any(exclusion.casefold() in text for exclusion in watch.spec.exclusions)


def _withheld(filters: WatchFilters, facts: RoundFacts) -> str | None:
    """Why the filters hold this back, in words; None when they let it through."""
    if facts.kind not in filters.kinds:
        return f"the watch does not ask for {facts.kind.replace('_', ' ')}"
    if filters.statuses and facts.status not in filters.statuses:
        return f"the watch does not ask for status {facts.status.replace('_', ' ')}"
    if filters.series and facts.series not in filters.series:
        return f"the watch does not ask for series {facts.series or 'unknown'}"
    if filters.min_certainty and _CERTAINTIES.index(facts.certainty) < _CERTAINTIES.index(filters.min_certainty):
        return f"the watch asks for certainty {filters.min_certainty} or better, this is {facts.certainty}"
    return _too_small(filters, facts)


def _too_small(filters: WatchFilters, facts: RoundFacts) -> str | None:
    # An unknown sum is let through: it may be the largest of all.
    if filters.currency and facts.currency and facts.currency != filters.currency:
        return f"the watch asks for sums in {filters.currency}, this is in {facts.currency}"
    if filters.min_amount and facts.amount is not None and facts.amount < filters.min_amount:
        return f"the sum is below the watch's {filters.min_amount:,.0f}"
    return None
