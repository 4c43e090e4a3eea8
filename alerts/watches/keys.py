"""The keys by which the database finds the few watches that may concern a development, out of a million.

A key only narrows: whatever it finds is held against the development by `Matcher`, which alone decides. So a key may
find too much, but a watch that `Matcher` would match must share a key with the development.
"""

from collections.abc import Iterable

from alerts.rounds.company import KEY_RULES, company_key
from alerts.watches.matching import RoundFacts, linked_hosts, watched_hosts
from alerts.watches.watch import WatchKind, WatchSpec

RULES = f"1 {KEY_RULES}"
"""The rules of this release. Raise the number whenever `keys_of` or `asked_keys` may say something else than before."""

# PostgreSQL refuses an index entry of more than 2.7 kB.
_MAX_KEY_CHARS = 200


def keys_of(spec: WatchSpec) -> set[str]:
    """The keys under which a watch is kept. A sector has none: its words are sought in the text."""
    if spec.kind is WatchKind.SECTOR:
        return set()
    return _cut((*map(company_key, (spec.name, *spec.aliases)), *watched_hosts(spec)))


def asked_keys(facts: RoundFacts) -> set[str]:
    """The keys under which a watch of this development's company, its investors or its links would be kept."""
    names = (*facts.company_names, *(name for name, _ in facts.investors))
    return _cut((*map(company_key, names), *linked_hosts(facts)))


def _cut(keys: Iterable[str]) -> set[str]:
    return {key[:_MAX_KEY_CHARS] for key in keys}
