"""HTML's entities that an extractor left in the text: "AT&amp;T" is read as "AT&T", and evidence counts in what is stored.

So is a line's end of two characters, CR and LF, which is read as the LF alone.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from alerts.detection.mention import Mention, written_in

# Escaped twice, it is "&amp;amp;".
_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_SIGN = re.compile(rf"\r\n|{_ENTITY.pattern}")


@dataclass(frozen=True, slots=True)
class Unescaped:
    """A text without its entities. At `at[i]` of it stands a sign that ends at `behind[i]` of the stored text."""

    text: str
    stored: str
    at: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()

    def back(self, mention: Mention) -> Mention:
        """The mention with its evidence in the stored text."""
        if not self.at:
            return mention
        evidence = {name: (self._stored(start), self._stored(end)) for name, (start, end) in mention.evidence.items()}
        return written_in(self.stored, replace(mention, evidence=evidence), _without_entities)

    def _stored(self, offset: int) -> int:
        """Where a sign of the text begins in the stored one; an end is where the sign before it ends."""
        i = bisect_right(self.at, offset - 1) - 1
        return offset if i < 0 else self.behind[i] + offset - self.at[i] - 1


def unescaped(stored: str) -> Unescaped:
    """The text with every entity as the one sign that it stands for; a space for one that is none to be seen."""
    if "\r\n" not in stored and ("&" not in stored or ";" not in stored):
        return Unescaped(stored, stored)
    parts: list[str] = []
    at: list[int] = []
    behind: list[int] = []
    length = last = 0
    for match in _SIGN.finditer(stored):
        sign = _sign(match)
        if sign is None:
            continue
        parts += [stored[last : match.start()], sign]
        length += match.start() - last
        at.append(length)
        behind.append(match.end())
        length += 1
        last = match.end()
    return Unescaped("".join([*parts, stored[last:]]), stored, tuple(at), tuple(behind))


def _sign(match: re.Match[str]) -> str | None:
    """The one sign that is read; None for what only looks like an entity."""
    if match[0] == "\r\n":
        return "\n"
    sign = html.unescape(html.unescape(html.unescape(match[0])))
    return None if len(sign) != 1 else sign if sign.isprintable() else " "


def _without_entities(words: str) -> str:
    return _ENTITY.sub(lambda match: _sign(match) or match[0], words)
