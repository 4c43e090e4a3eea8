"""Where an article may speak of funding at all: one pass over its text, before anything costly.

A sentence is worth reading when two of three stand close together in it: a sum, a noun for money of that kind ("round",
"stake", "loan"), a verb of getting or giving it. An article without such a sentence is done after this.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind


class Cue(IntFlag):
    """What a cue is evidence of."""

    SUM = 1
    NOUN = 2
    VERB = 4


_SIGNS = "$ € £ ¥ ₹ ₩ ₦ ₪ ₺ ₽ 円 元 億 亿 万"
# Beginnings of words: "rais" is raise, raised, raising.
_STEMS: dict[Cue, str] = {
    Cue.SUM: (
        "million billion trillion crore lakh thousand undisclosed bn mn mln cr rs inr usd eur gbp chf sek nok dkk pln rmb cny yuan yen jpy krw aud cad sgd skr nkr dkr ksh"
        " hkd nzd brl mxn zar kes ngn aed sar idr thb myr php ils egp twd czk huf rupee euro dollar pound kron crown peso riyal rand dirham naira shekel"
        " shilling franc won baht ringgit figure"
    ),
    Cue.NOUN: (
        "fund round series seed pre-seed pre-series financ stake capital loan debt credit debenture ncd bond mortgage facility grant subsid tranche equity backing"
        " placement offering pipe recapital overdraft sukuk mega-round megaround"
    ),
    Cue.VERB: (
        "rais secur bag nab land net snag grab pocket garner scoop mop haul rak clinch attract fetch amass crowdfund receiv borrow commit inject pump pour infus plough"
        " plow lend lent talks talking negotiat clos complet seek sought eye target mull award obtain took takes gets got won scor pull reel allot led leads leading co-led co-lead stealth"
    ),
    Cue.NOUN | Cue.VERB: "invest fundrais rais financ fund back",
}  # fmt: skip
# These say enough by themselves.
_PHRASES = (
    "invest in", "invests in", "invested in", "investing in", "investment in", "investments in", "invest into", "invested into", "investment into", "stake in",
    "stakes in", "no need for", "need capital", "need new capital", "raise capital", "raise funds", "raise money", "raising capital", "raising funds", "raising money",
    "raise equity", "series a", "series b", "series c", "series d", "series e", "series f", "seed round", "funding round", "bridge round", "pre-seed", "pre-series",
    "with new $", "with new €", "with new £", "with fresh $", "with fresh €", "with fresh £",
)  # fmt: skip


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[int, bool]]]:
    kinds: dict[str, Cue] = {}
    for cue, stems in _STEMS.items():
        for stem in stems.split():
            kinds[stem] = kinds.get(stem, cue) | cue
    signs = _SIGNS.split()
    kinds.update(dict.fromkeys(signs, Cue.SUM))
    kinds.update(dict.fromkeys(_PHRASES, Cue.SUM | Cue.NOUN | Cue.VERB))
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), [
        (int(kind), stem in signs) for stem, kind in kinds.items()
    ]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a text, by position. `claims`: the indexes in `at` that may claim, alone or with the cue behind them."""

    at: tuple[int, ...]
    kinds: tuple[int, ...]
    claims: tuple[int, ...]
    claims_at: tuple[int, ...]
    """Where these stand in the text."""

    def stand_in(self, start: int, end: int) -> bool:
        """Does any cue stand between two offsets?"""
        first = bisect_left(self.at, start)
        return first < len(self.at) and self.at[first] < end

    def may_claim(self, start: int, end: int) -> bool:
        """Do two cues of different kinds stand close together between two offsets?"""
        one = bisect_left(self.claims_at, start)
        if one == len(self.claims) or self.claims_at[one] >= end:
            return False
        # The last cue of a stretch has none behind it there.
        last = bisect_left(self.at, end) - 1
        return self.claims[one] < last or self.kinds[last] == _ALL


def _reach(front: Cue, behind: Cue) -> int:
    """How far apart two cues may stand, in characters, to go together: a verb and what it gets, a sum and its noun; a
    noun in front of a verb says little. -1: nowhere.
    """
    if front & Cue.VERB and behind & Cue.SUM:
        return _NEAR_SUM
    if front & Cue.VERB and behind & Cue.NOUN:
        return _NEAR
    beside = (front & Cue.SUM and behind & (Cue.NOUN | Cue.VERB)) or (front & Cue.NOUN and behind & Cue.SUM)
    return _BESIDE if beside else -1


_ALL = int(Cue.SUM | Cue.NOUN | Cue.VERB)
_NEAR_SUM = 100
"""Characters between a sum and its verb or noun, at most; between a verb and its noun it is _NEAR."""
_NEAR = 50
_BESIDE = 40
"""Characters between a sum and the noun beside it, or the verb behind it: "$5m was raised"."""


# By plain numbers: a text made to be slow has a hundred thousand pairs, and a flag's "&" costs as much as ten look-ups.
_REACHES = [[_reach(Cue(front), Cue(behind)) for behind in range(_ALL + 1)] for front in range(_ALL + 1)]

# A surrogate without its other half is no character, and the automaton takes none.
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def cues_in(text: str) -> Cues:
    """Every cue of a text."""
    found = list(_found(text))
    at, kinds = tuple([at for at, _ in found]), tuple([kind for _, kind in found])
    claims = tuple(_claiming(at, kinds))
    return Cues(at, kinds, claims, tuple([at[i] for i in claims]))


def _claiming(at: tuple[int, ...], kinds: tuple[int, ...]) -> Iterator[int]:
    # Neighbours are enough: between two cues of different kinds stand neighbours that differ, and no farther apart.
    pairs = zip(at, at[1:], kinds, kinds[1:], strict=False)
    for i, (here, there, front, behind) in enumerate(pairs):
        if there - here <= _REACHES[front][behind] or front == _ALL:
            yield i
    if kinds and kinds[-1] == _ALL:
        yield len(kinds) - 1


def _found(text: str) -> Iterator[tuple[int, int]]:
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters: offsets must not move
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    automaton, kinds = _automaton()
    try:
        matches = automaton.find_matches_as_indexes(lowered)
    except UnicodeEncodeError:
        matches = automaton.find_matches_as_indexes(_HALF_A_CHARACTER.sub(" ", lowered))
    for index, start, _ in matches:
        kind, sign = kinds[index]
        if sign or not start or not lowered[start - 1].isalpha():
            yield start, kind
