"""Names of companies and investors, cut right: "Das Berliner Start-up Foobar" is Foobar, 株式会社フーバー is フーバー."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alerts.detection.languages.pack import SPACED, UNSPACED, NameRules, Pack

_QUOTES = "¤「」『』“”\"'«»„‘’（）()[]【】、，,.:：;；· "
_LONGEST = 40
# "Das Spin-off der Universität, Foobar, sammelt": the name between commas before the verb.
_APPOSED = re.compile(r", [^,]{2,40}, ")


@dataclass(frozen=True, slots=True)
class Found:
    """A name. `start` and `end` are of the written form, in the string that was searched."""

    name: str
    start: int
    end: int
    governed: int = 0
    """Where what stands before it (article, descriptor) begins: a preposition before that governs it."""


def subject_in(region: str, pack: Pack, lower: frozenset[str]) -> Found | None:
    """Who acts, in the words before a verb: the nearest name that no preposition governs; in German the first."""
    # "Cybersécurité : Gardelia décroche …": what stands before the colon is the heading.
    heading = max(region.rfind(": "), region.rfind(":\u00a0")) + 1 if pack.script == SPACED else 0
    found = [
        one
        for one in names_in(region, pack, lower)
        if one.start >= heading
        and not pack.names.not_after.search(region, max(0, one.governed - _LONGEST), one.governed)
    ]
    if not found:
        return None
    last = found[-1]
    if pack.names.common_nouns_are_capitalised and _APPOSED.fullmatch(region, last.governed - 2):
        return last
    return found[0] if pack.names.common_nouns_are_capitalised or pack.language == "ja" else found[-1]


def object_in(region: str, pack: Pack, lower: frozenset[str]) -> Found | None:
    """Who is acted upon, in the words behind a verb: the first name."""
    return next(names_in(region, pack, lower), None)


def names_in(region: str, pack: Pack, lower: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Every name in a piece of a sentence, cut; `lower` are words that the article writes small elsewhere."""
    for match in pack.names.name.finditer(region):
        group = next((name for name in ("quoted", "name") if name in match.re.groupindex and match[name]), 0)
        one = _cut(region, match.start(group), match.end(group), pack, lower)
        if one is not None:
            yield one


def investors_in(region: str, pack: Pack, lower: frozenset[str]) -> Iterator[Found]:
    """The names of a list of backers: "X, Y und der Altinvestor Z"."""
    at = 0
    pieces = [*pack.names.separator.finditer(region), None]
    for separator in pieces:
        end = separator.start() if separator else len(region)
        if pack.script == SPACED:
            one = next(names_in(region[at:end], pack, lower), None)
            if one is not None:
                yield Found(one.name, at + one.start, at + one.end)
        else:
            cut = _cut(region, at, end, pack, lower)
            if cut is not None:
                yield cut
        if separator:
            at = separator.end()


def _cut(text: str, start: int, end: int, pack: Pack, lower: frozenset[str]) -> Found | None:
    rules = pack.names
    governed = rules.common_nouns_are_capitalised and bool(_GOVERNED.search(text, max(0, start - 24), start))
    begins = start
    if rules.nobody is not None and rules.nobody.match(text, start, end):
        return None
    start, end = _without_descriptors(text, start, end, rules, governed)
    if rules.never is not None and rules.never.search(text[start:end]):
        return None
    name = rules.legal.sub("", text[start:end]).strip(_QUOTES)
    if not name or len(name) > _LONGEST or name.lower() in rules.not_names or name.isdigit() or "¤" in name:
        return None
    if pack.script == UNSPACED:
        return Found(name, start, end, begins) if len(name) > 1 else None
    sentence_start = not text[:start].strip(_QUOTES)
    if " " not in name and sentence_start and name.lower() in lower:
        return None
    return Found(name, start, end, begins)


# A German noun behind an article or an adjective is a common noun, and the name follows it.
_GOVERNED = re.compile(
    r"\b(?:[dD](?:as|er|ie|em|en|es)|[Ee]ine?[mnrs]?|(?!(?:hat|hab|wurd|sammel|konnt|soll|woll)(?:e|te|ten|en)\s)[a-zäöü]+(?:e|en|er|es)|vom|zum|zur|beim|am|im)\s$"
)


def _without_descriptors(text: str, start: int, end: int, rules: NameRules, governed: bool) -> tuple[int, int]:
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    noun = False
    for _ in range(4):
        match = rules.descriptor.match(text, start, end)
        if not match or match.end() >= end or match.end() == start:
            break
        start, noun = match.end(), noun or not match.groupdict().get("adjective")
        while start < end and text[start] in _QUOTES:
            start += 1
    if governed and not noun:
        first, _, rest = text[start:end].partition(" ")
        start = start + len(first) + 1 if rest else end
    return start, end
