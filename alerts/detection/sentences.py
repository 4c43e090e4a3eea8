"""An article's text as sentences with their offsets; paragraphs and headlines end sentences too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SENTENCE = 800
# A full stop after one of these ends no sentence.
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|LLC|Pvt|No|Mr|Mrs|Ms|Dr|St|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Rs|"
    r"est|incl|Sr|Jr|Mass|Calif|Conn|Ill|Mich|Minn|Pa|Va|Fla|Ariz|Colo|Wash|Ore|Tenn|Tex|Mo|Ga|Nev|Wis|Prof|Gov|Sen|Rep|Gen|etc|al|Bros|Mt|Ft|Ave|Blvd)|\b[A-Z]|U\.S|U\.K|e\.g|i\.e)\.$"
)
# A run of stops is looked at once, from its beginning.
# It begins with a plain set of characters on purpose: `re` then skips to them.
_END = re.compile(r"[.!?。！？\n](?:(?<=\n)\n*+|(?<!\n)(?<![.!?。！？].)[.!?。！？]*+[\"'”’)\]]{0,3}(?=\s|$))")
_START = re.compile(r"\s{0,3}[\"'“‘(\[]{0,2}[A-Z0-9$€£¥₹\u4e00-\u9fff]|\s{0,9}$|\s{0,3}[a-z]{1,12}[A-Z]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` count in the article's text. The first is the headline when there is one."""

    text: str
    start: int
    end: int
    headline: bool


def sentences(text: str, title: str) -> Iterator[Sentence]:
    """The sentences of `text`, in order; longer ones are cut at MAX_SENTENCE characters."""
    start, title_end = 0, len(title) if title and text.startswith(title) else 0
    for match in _END.finditer(text):
        newline = match[0][0] == "\n"
        if match.start() < title_end or (not newline and not _ends(text, start, match)):
            continue
        yield from _cut(text, start, match.start() if newline else match.end(), title_end)
        start = match.end()
    yield from _cut(text, start, len(text), title_end)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] == "." and _ABBREVIATIONS.search(text, max(start, match.start() - 12), match.start() + 1):
        return False
    return bool(_START.match(text, min(match.end() + 1, len(text))))


def _cut(text: str, start: int, end: int, title_end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for begin in range(start, end, MAX_SENTENCE):
        stop = min(begin + MAX_SENTENCE, end)
        yield Sentence(text[begin:stop], begin, stop, headline=stop <= title_end)
