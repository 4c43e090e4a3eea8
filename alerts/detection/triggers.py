"""Can any rule fire in a sentence? A look at its words alone, before the article's vocabulary and the row are made.

What a word in lower case is, its place and the lexicon say; a word with a capital may be part of a name as well, and
then what stands around it may go into the name. So each word becomes a sign for everything that it may turn out to be,
and each rule is held against the signs with what it needs at least: its trigger, its money, and no word between them
that it does not allow. Names are left out of it: only the vocabulary can tell them. What is passed over here can give
no claim; the other way round, most of what passes gives none either.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from alerts.detection.chunks import (
    DEFINITE,
    MAX_TITLE_CASE,
    PLACED_WORDS,
    dateline_end,
    fixed_chunks,
    may_turn_into,
    tagged,
    words,
)
from alerts.detection.claim_rules import GET_WORDS, GIVES, NEGATIONS, VAGUE_NOUNS
from alerts.detection.lexicon import LEXICON, NEVER_NAMES, PUNCTUATION, Tag, places

_OF_NAMES = frozenset("NIHAGx")
"""What a name may be held for: a place is a plain word, a nation an adjective."""
_CALLED = frozenset({"called", "named", "dubbed", "startup", "start-up"})
_NEGATES = "!"
_POINTS = "^"
"""A word that a description may begin with."""
_GETS = "~"
"""A verb of "gets a sum"."""
_GIVES = "@"
"""A verb that gives anything, if it is no sum."""
_VAGUE = "%"
"""A money noun that is no round's name."""
_VANISHES = "?"
"""Part of a name, it may be."""
_FLAGS = (_NEGATES, _POINTS, _GETS, _GIVES, _VAGUE)
_ANYTHING = frozenset({*(tag.value for tag in Tag), *_FLAGS, _VANISHES})
Options = frozenset[str]
"""What one word may be: letters of `Tag`, and the signs above."""


@cache
def _signs() -> dict[Options, str]:
    """A sign for everything that a word may be, and last for a word that may be anything."""
    words = [*LEXICON, *PUNCTUATION, *NEGATIONS, *GET_WORDS, *GIVES, *VAGUE_NOUNS, *PLACED_WORDS, *_LIKE_UNKNOWN]
    forms = [form for word in words for form in _forms_of(word)]
    every = {frozenset(tag.value) for tag in Tag} | {form for word in forms for form in word}
    signs = {options: chr(0x100 + i) for i, options in enumerate(sorted(every, key=sorted))}
    return signs | {_ANYTHING: chr(0x100 + len(signs))}


def _sign(options: Options) -> str:
    return _signs().get(options) or _signs()[_ANYTHING]


_DESCRIBES = 0x200
"""Added to the sign of a word inside a description: of "the Beijing-based company", all behind "the"."""


def _class(chosen: Iterable[Options], *, inside: bool | None = None) -> str:
    """The signs of `chosen`; `inside`: only those inside a description, or only those outside."""
    signs = [_signs()[options] for options in chosen]
    outside = signs if inside is not True else []
    return "[" + "".join([*outside, *(_described(sign) for sign in signs if inside is not False)]) + "]"


def _described(sign: str) -> str:
    return chr(ord(sign) + _DESCRIBES)


def _one(letters: str) -> str:
    """What may be one of `letters`."""
    return _class(options for options in _signs() if not options.isdisjoint(letters))


def _some(letters: str, most: int) -> str:
    """At most so many words that may be one of `letters`; what may be of a name is not counted.

    A word in lower case is a chunk of its own; of words with capitals nobody knows how many are one.
    """
    names = _class(o for o in _signs() if _VANISHES in o) + "{0,40}"
    words = _class(o for o in _signs() if _VANISHES not in o and not o.isdisjoint(letters))
    return f"{names}(?:{words}{names}){{0,{most}}}"


def _but(letters: str, most: int) -> str:
    """At most so many words that need not be one of `letters`; "the Beijing-based company" is one."""
    outside = _class((o for o in _signs() if _VANISHES in o), inside=False)
    uncounted = f"[{outside[1:-1]}{_class(_signs(), inside=True)[1:-1]}]{{0,60}}"
    words = _class((o for o in _signs() if _VANISHES not in o and o - {*letters, *_FLAGS}), inside=False)
    return f"{uncounted}(?:{words}{uncounted}){{0,{most}}}"


def _whom() -> str:
    """The words before the name that a preposition or a verb governs."""
    names = _class(o for o in _signs() if _VANISHES in o) + "{0,40}"
    words = [o for o in _signs() if _VANISHES not in o and not o.isdisjoint("dAxpGza'-")]
    # No sign is of two classes: what can be read in two ways is tried in both, and twelve of it in thousands.
    others = [o for o in _signs() if _VANISHES not in o and o not in words]
    noun, comma = (_class(o for o in others if letter in o) for letter in "R,")
    described = _one("G")
    return f"{names}(?:(?:{_class(words)}|{noun}(?={described})|(?<={described}){comma}){names}){{0,12}}"


@cache
def needs() -> Mapping[str, str]:
    """What each rule of `claim_rules` needs at least, by its name: an expression over the signs."""
    money, noun = _one("M"), _one("RSBg")
    clear = _class(o for o in _signs() if "R" in o and _VAGUE not in o)
    clear_verb = _class(o for o in _signs() if "v" in o and _GIVES not in o)
    named_round = f"{_one('S')}{_some('', 0)}{_one('R')}?|{clear}"
    whom = _whom() + _one("NIC")
    raises = _one("V") + _some("'nadAxGz", 6) + money
    no_raise = _one(_NEGATES) + _some("aWPxftodAV", 11) + _one("VR")
    # Two looks from one place, where two stretches in a row would be tried in every division.
    refuses = f"{_one('D')}(?={_but('.:', 7)}{_one('PTVs')}){_but('.:', 17)}{_one('VWRKB')}"
    part = f"(?:{_one('K')}|{_one('o')}.{{0,40}}{money})"
    of_a_sum = f"{_but('', 1)}{_one('o')}{_one('RM')}{_but('.:VvWs,', 3)}"
    got_in = f"{_one('RSK')}(?:{_but('.:VvWs,', 4)}|{of_a_sum}){_one('nfo')}{whom}"
    behind_round = f"(?:{_one('.zXaVWsPTDq:,nfymtd' + chr(39) + _VANISHES)}|$)"
    return {
        "bracketed raise": raises,
        "raises a sum": raises,
        "gains a sum": _one("W") + _some("naodAxGz", 6) + money + _but(".:XF", 7) + _one("RSBgm"),
        "raises a round": _one("V") + _some("'nadAxSoMGK&z-", 11) + noun,
        "gains a round": _one("W") + _some("nafdAxSoMG&'z-P", 13) + noun,
        "gets a sum": _one(_GETS) + _some("daxno,", 6) + money,
        "adds a sum": _one("s") + _some("dAxa", 3) + money + _some("dAxR", 2) + _one("t"),
        "comes with a sum": _one("w") + _some("dAx", 3) + money,
        "talks on a round": _one("T") + _but(".:vq", 14) + _one("MSRB"),
        "sells new shares": _one("K") + _some("Xxof", 2) + money,
        "sells a part of itself": _one("q") + _some("dAxz", 4) + part,
        "its sum": _one("'") + _some("dAx", 2) + money,
        "leads a round in": _one("L") + _some("dxAMa", 4) + _one("RS"),
        "invests in": _one("v") + _but(".:Vvq", 11) + _one("n") + _some("dxBKo", 3) + whom,
        "commits to": _one("v") + _some("dAxa", 3) + money + _some("", 0) + _one("t") + whom,
        "pays for a share": _one("v") + _some("", 0) + money + _some("", 0) + _one("f"),
        "buys into": _one("q") + _some("dxK", 3) + _one("n") + whom,
        "backs": f"{clear_verb}{whom}|{_one(_GIVES)}(?=.*{money}){whom}",
        "round in": got_in,
        "stake in": got_in,
        "raised by": money + _some("zan", 3) + _one("VW") + _some("", 0) + _one("y"),
        "its round": _one("NIC") + _some("", 0) + _one("'") + _some("dAxaMz&-", 5) + noun,
        "named round": f"{_one('N')}{_some('dAxM-', 2)}(?:{named_round}){behind_round}",
        "denies": f"{no_raise}|{refuses}",
        "in somebody described": f"{_one('vK')}{_but('.:Vq', 11)}{_one('d')}{_some('AxaGz-' + chr(39), 9)}{_one('G')}",
        "list entry": _one(":,-") + _some("dx:,-", 3) + money,
        "a round": f"{money}{_some('dAxz' + chr(39) + '-', 4)}{noun}|{noun}{_some('oaxXn', 5)}{money}|{_one('S')}(?:{_some('', 0)}|.){_one('R')}",
        "a sum from": money + _but(".:", 4) + _one("m") + _some("dAxG", 5) + _one("NI"),
    }


@cache
def _any_rule() -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(needs().values())))


# Asked twice of some sentences: whether the article is read on, and then in its turn.
@lru_cache(maxsize=64)
def may_trigger(text: str, country: str | None, *, headline: bool = False) -> bool:
    """May a rule find a claim in a sentence? `country`: whose a bare dollar is."""
    starts = {dateline_end(text)}
    # Where a report was written is skipped, but in a headline, and what is short enough may be in title case like one.
    if headline or len(text) <= MAX_TITLE_CASE:
        starts.add(0)
    return any(_any_rule().search(signs_of(text, start, country)) for start in starts)


def signs_of(text: str, at: int, country: str | None) -> str:
    """The signs of a sentence's words and sums, from a character on; those inside a description are marked."""
    found: list[str] = []
    for chunk in fixed_chunks(text, country):
        if chunk.start >= at:
            _add(found, text, at, chunk.start)
            found.append(_sign(frozenset(chunk.tag.value)))
            at = chunk.end
    _add(found, text, at, len(text))
    return _with_descriptions("".join(found))


@cache
def _description() -> re.Pattern[str]:
    return re.compile(f"{_one(_POINTS)}(?=({_one('AxzaG-' + _VANISHES)}{{0,20}}{_one('G')}))")


def _with_descriptions(signs: str) -> str:
    """The signs, those inside a description marked: a look ahead of the rules, which would try each division."""
    marked: list[str] = []
    at = 0
    for match in _description().finditer(signs):
        start, end = max(at, match.start(1)), match.end(1)
        if start < end:
            marked += signs[at:start], *map(_described, signs[start:end])
            at = end
    return "".join([*marked, signs[at:]]) if marked else signs


def _add(found: list[str], text: str, start: int, end: int) -> None:
    every = [_NOTHING, *map(_word, words(text, start, end)), _NOTHING]
    for i, word in enumerate(every[1:-1]):
        beside = word.beside
        if beside and beside(every[i], every[i + 2]):
            found.append(word.other)
        else:
            found.append(word.sign)


class _Word(NamedTuple):
    """A word's sign, and the other one that it has where `beside` says so of the words before and behind it."""

    text: str
    capital: bool
    sign: str
    other: str = ""
    beside: "Callable[[_Word, _Word], bool] | None" = None
    opens: bool = False
    """May a name in lower case follow it: is it a sign, a time, a "startup"?"""


_NOTHING = _Word("", False, "", opens=True)


@lru_cache(maxsize=50_000)
def _word(word: str) -> _Word:
    tag, low = tagged(word)
    options, other, beside = _forms(word)
    opens = not word[0].isalnum() or tag is Tag.TIME or low in _CALLED
    return _Word(word, _has_capital(word), _sign(options), _sign(other), beside, opens)


def _forms(word: str) -> "tuple[Options, Options, Callable[[_Word, _Word], bool] | None]":
    """What a word may be, what it may be in another place, and whether it stands in such a place."""
    options = _options(word)
    tag, low = tagged(word)
    if _has_capital(word):
        apart = frozenset(tag.value + may_turn_into(tag, low)) | (options & {*_FLAGS})
        stem = low.rstrip(".")
        if (stem in NEVER_NAMES and stem != "new") or tag is Tag.TIME:
            return options, apart, _behind_no_name
        return options, apart, _between_no_names if stem in places() else None
    if word in _AROUND:
        return options, options | {_VANISHES}, _AROUND[word]
    if word == "back":
        return options, options - {Tag.INVESTS.value}, _governs_nothing
    if tag is Tag.WORD and word.islower():
        options |= {Tag.NAME.value} if "." in word else frozenset()
        return options, options | {Tag.NAME.value}, _opens
    return options, options, None


def _forms_of(word: str) -> Iterator[tuple[Options, Options]]:
    for form in (word, word.capitalize()):
        options, other, _ = _forms(form)
        yield options, other


_LIKE_UNKNOWN = ("x", "x.io", "plc", "quietly", "x-based", "2020", "1,275", "1,275.", "'s")
"""Words outside the lexicon stand like one of these."""


def _behind_no_name(before: _Word, _: _Word) -> bool:
    """ "On Tuesday", and not "Black Tuesday"."""
    return not before.capital and before.text not in ("&", "of")


def _between_no_names(before: _Word, after: _Word) -> bool:
    """ "In London", and not "London Mining" or "Bank of London"."""
    return _behind_no_name(before, after) and not after.capital and after.text not in ("&", "of", ".", ",", "(")


def _governs_nothing(_: _Word, after: _Word) -> bool:
    """ "Back towards", and not "back Acme"."""
    return not after.capital and (not after.text or tagged(after.text)[0] is not Tag.DETERMINER)


def _opens(before: _Word, _: _Word) -> bool:
    return before.opens


_AROUND: dict[str, Callable[[_Word, _Word], bool]] = {
    **dict.fromkeys((".", ")", "]"), lambda before, _: before.capital),
    **dict.fromkeys(("(", "[", "&", "of"), lambda _, after: after.capital),
}
"""What goes into a name beside it: "(ACME.O)", "Bank of"."""


def _has_capital(word: str) -> bool:
    return word[:1].isalnum() and not word.islower()


def _options(word: str) -> Options:
    tag, low = tagged(word)
    options = frozenset(tag.value + may_turn_into(tag, low))
    if tag is Tag.DESCRIPTOR:
        options |= {Tag.COMPANY.value}
    if low in DEFINITE:
        options |= {_POINTS}
    if low in NEGATIONS:
        options |= {_NEGATES}
    if low in GET_WORDS:
        options |= {_GETS}
    if low in GIVES:
        options |= {_GIVES}
    if low in VAGUE_NOUNS:
        options |= {_VAGUE}
    if not _has_capital(word):
        return options
    # "1,275" stands in no name, "500" may, and "000660." be a ticker's.
    figure = word[0].isdigit() and not (word.isdigit() and len(word) < 4) and not any(map(str.isupper, word))
    if figure:
        return options | {_VANISHES} if word[-1] == "." else options
    return options | _OF_NAMES | {_VANISHES}
