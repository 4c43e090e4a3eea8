"""HTML's entities that an extractor left in the text: "AT&amp;T" is read as "AT&T", and evidence counts in what is stored."""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from alerts.detection.mention import Mention

# Escaped twice, it is "&amp;amp;".
_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}\d{0,2});")


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
        start, end = evidence["sentence"]
        return replace(mention, evidence=evidence, sentence=self.stored[start:end])

    def _stored(self, offset: int) -> int:
        """Where a sign of the text begins in the stored one; an end is where the sign before it ends."""
        i = bisect_right(self.at, offset - 1) - 1
        return offset if i < 0 else self.behind[i] + offset - self.at[i] - 1


def unescaped(stored: str) -> Unescaped:
    """The text with every entity as the one sign that it stands for; a space for one that is none to be seen."""
    if "&" not in stored or ";" not in stored:
        return Unescaped(stored, stored)
    parts: list[str] = []
    at: list[int] = []
    behind: list[int] = []
    length = last = 0
    for match in _ENTITY.finditer(stored):
        sign = html.unescape(html.unescape(html.unescape(match[0])))
        if len(sign) != 1:
            continue
        parts += [stored[last : match.start()], sign if sign.isprintable() else " "]
        length += match.start() - last
        at.append(length)
        behind.append(match.end())
        length += 1
        last = match.end()
    return Unescaped("".join([*parts, stored[last:]]), stored, tuple(at), tuple(behind))
