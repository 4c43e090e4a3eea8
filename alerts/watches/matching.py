"""All watches against one development, in one pass: which watches match, on what, and what their filters withhold.

Names match whole and case matters little: "Ramp" is matched by a company called Ramp, never by the word in a text,
because what is compared is the name that detection read, not the prose around it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick, MatchKind

from alerts.detection.mention import Certainty, InvestorRole, Kind, Series, Status
from alerts.rounds.company import company_key
from alerts.watches.watch import Watched, WatchFilters, WatchKind, WatchSpec

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
    """Some watches, ready to be held against many developments. Build it anew when watches change.

    What it says of one watch does not depend on the others. `sector_words` are made from these watches unless given.
    """

    def __init__(self, watches: Iterable[Watched], *, sector_words: "SectorWords | None" = None) -> None:
        enabled = [watch for watch in watches if watch.enabled]
        self._companies = _by_key(enabled, WatchKind.COMPANY)
        self._investors = _by_key(enabled, WatchKind.INVESTOR)
        self._hosts = _by_host(enabled)
        self._sector_words = sector_words or SectorWords(enabled)

    def matches(self, facts: RoundFacts) -> list[Match]:
        """The watches that this development concerns, each once, in the order in which they were added."""
        text = facts.text.casefold()
        found: dict[int, tuple[Watched, str]] = {}
        for watch, on in (*self._by_company(facts), *self._by_investor(facts), *self._sector_words.found(text)):
            found.setdefault(watch.id, (watch, on))
        return [
            Match(watch, on, _withheld(watch.spec.filters, facts))
            for watch, on in sorted(found.values(), key=lambda pair: pair[0].id)
            if not _excluded(watch, text)
        ]

    def _by_company(self, facts: RoundFacts) -> Iterator[tuple[Watched, str]]:
        for name in facts.company_names:
            for watch in self._companies.get(company_key(name), ()):
                yield watch, f"the company's name, {name}"
        for host in linked_hosts(facts) if self._hosts else ():
            for watch in self._hosts.get(host, ()):
                if _named(watch, facts.company_names):
                    yield watch, f"the company's site, {host}"

    def _by_investor(self, facts: RoundFacts) -> Iterator[tuple[Watched, str]]:
        for name, role in facts.investors:
            if role in _BACKING_NOW:
                for watch in self._investors.get(company_key(name), ()):
                    yield watch, f"the investor {name}"


class SectorWords:
    """The words of all enabled sector watches, sought in a text in one pass."""

    def __init__(self, watches: Iterable[Watched]) -> None:
        owners: dict[str, list[Watched]] = {}
        for watch in watches:
            if watch.enabled and watch.spec.kind is WatchKind.SECTOR:
                for word in dict.fromkeys(word.casefold() for word in (watch.spec.name, *watch.spec.aliases)):
                    owners.setdefault(word, []).append(watch)
        self._owners = list(owners.values())
        # Standard matching, because only it reports overlapping words: each watch is to see all of its own.
        self._words = AhoCorasick(list(owners), matchkind=MatchKind.Standard) if owners else None

    def found(self, folded_text: str) -> Iterator[tuple[Watched, str]]:
        """Each watch for each of its words that stands whole in a casefolded text, in the order of the text."""
        if self._words is None:
            return
        seen = set()
        for index, start, end in self._words.find_matches_as_indexes(folded_text, overlapping=True):
            if index not in seen and _whole_word(folded_text, start, end):
                seen.add(index)
                on = f"the word “{folded_text[start:end]}”"
                for watch in self._owners[index]:
                    yield watch, on


def _by_key(watches: Sequence[Watched], kind: WatchKind) -> dict[str, list[Watched]]:
    table: dict[str, list[Watched]] = {}
    for watch in watches:
        if watch.spec.kind is kind:
            for key in dict.fromkeys(map(company_key, (watch.spec.name, *watch.spec.aliases))):
                table.setdefault(key, []).append(watch)
    return table


def _by_host(watches: Sequence[Watched]) -> dict[str, list[Watched]]:
    table: dict[str, list[Watched]] = {}
    for watch in watches:
        for host in watched_hosts(watch.spec):
            table.setdefault(host, []).append(watch)
    return table


def watched_hosts(spec: WatchSpec) -> dict[str, None]:
    """The hosts of a watched company's sites, each once, without www."""
    if spec.kind is not WatchKind.COMPANY:
        return {}
    return dict.fromkeys(domain.casefold().removeprefix("www.") for domain in spec.domains)


def linked_hosts(facts: RoundFacts) -> dict[str, None]:
    """The hosts that an article links to, each once, in the order of their links, without www."""
    # A page links to few hosts many times: http://host/path is cut after the host, so that each is parsed once.
    origins = dict.fromkeys("/".join(link.split("/", 3)[:3]) for link in facts.links)
    return dict.fromkeys(filter(None, map(_host, origins)))


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        # A page may link to what is no address, such as http://[; it leads to no watched site.
        return ""


def _named(watch: Watched, names: Sequence[str]) -> bool:
    """A link to a watched site says little by itself; it counts when the names share a word."""
    own = {word.casefold() for name in (watch.spec.name, *watch.spec.aliases) for word in name.split()}
    return any(word.casefold() in own for name in names for word in name.split())


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _excluded(watch: Watched, folded_text: str) -> bool:
    return any(exclusion.casefold() in folded_text for exclusion in watch.spec.exclusions)


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
