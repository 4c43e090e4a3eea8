"""An article's text as sentences with their offsets; paragraphs and headlines end sentences too."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from alerts.detection.mention import Span
from alerts.detection.rules import TEASERS_BELOW

MAX_SENTENCE = 800
MAX_HEADING = 60
"""Characters that the site's heading over other stories may have."""
# A full stop after one of these, or after a single capital, ends no sentence.
_ABBREVIATIONS = frozenset(
    "Inc Ltd Co Corp LLC Pvt No Mr Mrs Ms Dr St vs approx Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Rs"
    " est incl Sr Jr Mass Calif Conn Ill Mich Minn Pa Va Fla Ariz Colo Wash Ore Tenn Tex Mo Ga Nev Wis Prof Gov Sen Rep Gen etc al Bros Mt Ft Ave Blvd".split()
)
_ABBREVIATED = re.compile(rf"(?:\b(?:{'|'.join(sorted(_ABBREVIATIONS))}|[A-Z])|e\.g|i\.e)\.$")
_LONGEST_ABBREVIATION = 12
"""Characters that are looked at before a full stop."""
# A run of stops is looked at once, from its beginning.
# It begins with a plain set of characters on purpose: `re` then skips to them.
_END = re.compile(r"[.!?。！？\n](?:(?<=\n)\n*+|(?<!\n)(?<![.!?。！？].)[.!?。！？]*+[\"'”’)\]]{0,3}(?=\s|$))")
_START = re.compile(r"\s{0,3}[\"'“‘(\[]{0,2}[A-Z0-9$€£¥₹\u4e00-\u9fff]|\s{0,9}$|\s{0,3}[a-z]{1,12}[A-Z]")


# A wire's sub-heading, run into its paragraph: "NO DISCOUNT THIS TIME The round valued …".
_HEADING = re.compile(r"((?:[A-Z][A-Z'’-]{0,20}[,:]?[ ]){1,8}[A-Z][A-Z'’-]{1,20}[?!]?) (?=[A-Z][a-z’'])")


class Sentence(NamedTuple):
    """One sentence; `start` and `end` count in the article's text. The first is the headline when there is one.

    `text` is as long as what stands there, with a space for each line's end inside it.
    """

    text: str
    start: int
    end: int
    headline: bool


def sentences(text: str, title: str) -> Iterator[Sentence]:
    """The sentences of `text`, in order; longer ones are cut at MAX_SENTENCE characters."""
    start, title_end = 0, _title_end(text, title)
    for end, behind in _breaks(text, 0, title_end):
        yield from _cut(text, start, end, title_end)
        start = behind
    yield from _cut(text, start, len(text), title_end)


def sentences_at(places: Iterable[int], text: str, title: str) -> Iterator[Sentence]:
    """The sentences around some places, in order, as `sentences` has them; what lies far from them is not looked at."""
    end, title_end = 0, _title_end(text, title)
    for place in places:
        if place >= end:
            start, end = _stretch(place, text, end, title_end)
            yield from _cut(text, start, end, title_end)


def _stretch(place: int, text: str, after: int, title_end: int) -> Span:
    """From the last break before a place to the next one; nothing before `after` is looked at."""
    reach = _REACH
    while True:
        # From a space on, every break is seen as it is seen from the beginning.
        begin = max(after, text.rfind(" ", after, max(after, place - reach)))
        start = after if begin == after else -1
        end = len(text)
        for stop, behind in _breaks(text, begin, title_end):
            if stop > place:
                end = stop
                break
            start = behind
        if start >= 0:
            return start, end
        reach *= 4


_REACH = 250
"""Characters before a place in which its sentence is likely to begin."""


def _breaks(text: str, begin: int, title_end: int) -> Iterator[Span]:
    """Where sentences end, and where the next may begin."""
    for match in _END.finditer(text, begin):
        newline = text[match.start()] == "\n"
        if newline and _is_wrapped(text, match):
            continue
        if match.start() >= title_end and (newline or _ends(text, begin, match)):
            yield match.start() if newline else match.end(), match.end()


def _title_end(text: str, title: str) -> int:
    return len(title) if title and text.startswith(title) else 0


_STOPS = '.!?:;”"’)'
_WORD_BEFORE = re.compile(rf"([^\s{_STOPS}]+),?[ \t]{{0,3}}$")
# A line that ends in one of these goes on in the next.
_GOES_ON = frozenset(
    "a an the of by in on at to for from with and or as its their his her is are was were has have had be been that which who will would into than about"
    " over up led also not said says our your this these new".split()
)


def _is_wrapped(text: str, line_end: re.Match[str]) -> bool:
    """Is a line's end only the width of a column? Then the next line goes on in the middle of the sentence."""
    if len(line_end[0]) > 1 or text[line_end.start() - 1] in _STOPS:
        return False
    before = _WORD_BEFORE.search(text, max(0, line_end.start() - 40), line_end.start())
    after = text[line_end.end() : line_end.end() + 4].lstrip(" \t")[:1]
    if before is None or not after:
        return False
    if not (after.islower() or (before[1].lower() in _GOES_ON and before[1].islower())):
        return False
    begin = text.rfind("\n", max(0, line_end.start() - MAX_HEADING - 1), line_end.start()) + 1
    # "See also" is the site's.
    return line_end.start() - begin > MAX_HEADING or not TEASERS_BELOW.fullmatch(text, begin, line_end.start())


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] == "." and _is_abbreviated(text, start, match.start()):
        return False
    return bool(_START.match(text, min(match.end() + 1, len(text))))


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    begin = max(start, stop - _LONGEST_ABBREVIATION)
    word = text[begin:stop].rpartition(" ")[2]
    if word.isalpha():  # most are, and are found faster than by the expression
        return word in _ABBREVIATIONS or (len(word) == 1 and "A" <= word <= "Z")
    return _ABBREVIATED.search(text, begin, stop + 1) is not None


def _cut(text: str, start: int, end: int, title_end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    heading = _HEADING.match(text, start, end)
    if heading and start >= title_end and sum(map(str.isalpha, heading[1])) >= 10:
        yield Sentence(heading[1], start, heading.end(1), headline=False)
        start = heading.end()
    for begin in range(start, end, MAX_SENTENCE):
        stop = min(begin + MAX_SENTENCE, end)
        yield Sentence(text[begin:stop].replace("\n", " "), begin, stop, headline=stop <= title_end)
