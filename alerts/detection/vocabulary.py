"""What one article itself shows about its words: which it writes as names, which as ordinary words, who is a person.

A headline in title case, or a sentence's first word, says nothing by its capital; the rest of the article does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from alerts.detection.lexicon import LEGAL_FORMS, NEVER_NAMES, common_words

_INSIDE = re.compile(r"(?<=[a-z0-9,;’'\")] )[“\"'(]?([A-Z][\w&’'+.-]*|[a-z]{1,10}[A-Z]\w*)")
_POSSESSIVE = re.compile(r"(?:['’]s?|[.])$")
_LOWER = re.compile(r"\b[a-z][a-z-]+\b")
_TITLE = (
    r"(?i:ceo|cto|cfo|coo|co-?founders?|founders?|chairman|chairwoman|president|director|spokes(?:man|woman|person)|analyst|partner|"
    r"billionaire|entrepreneur|executive|officer|minister|commissioner|lawyer|economist|professor|roboticist|tycoon|mr|ms|mrs|dr)"
)
_PART = r"[A-Z][a-zà-ÿ]*(?:[’'-][A-Z]?[a-zà-ÿ]+)?(?<!based)"
_PERSON_NAME = rf"(?<![\w-]){_PART}(?: [A-Z]\.?)?(?: (?:(?:de|van|von|bin|al|la|le|den) ){{0,2}}(?:{_PART}|[A-Z][a-z]+[A-Z][a-z]+)){{1,2}}(?![\w-])"
_PEOPLE = (
    re.compile(rf"\b{_TITLE},? (?:and (?:ceo|cto|co-?founder|founder),? )?({_PERSON_NAME})"),
    re.compile(rf"({_PERSON_NAME}), (?:[\w’'-]+ ){{0,4}}?{_TITLE}\b"),
    re.compile(rf"[,”\"] (?:said|says|wrote|adds|added) ({_PERSON_NAME})(?=[,.]| (?:in|of|on))"),
    re.compile(rf"({_PERSON_NAME}), who (?:is|was|has|had|also|will|joined|runs|leads|founded|co-founded|previously)\b"),
    re.compile(rf"[Ff]ounded (?:in \d{{4}} )?by ({_PERSON_NAME})"),
)
_ORGANISATION = re.compile(r"\b(?:Ventures?|Capital|Partners|Inc|Corp|Ltd|LLC|Group|Labs?|Technologies|Foundation|Fund|Bank|Holdings|University|Street|Journal|Times|Post)\b")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One article's own words."""

    inside: Counter[str] = field(default_factory=Counter)
    """How often a word is capitalised inside a sentence."""
    lower: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    """Full names and family names of persons."""
    investors: frozenset[str] = frozenset()
    """Names that the article calls a venture firm, a private-equity house, an investment bank."""

    def is_name(self, word: str) -> bool:
        """Is a capitalised word a name, when its place in the sentence does not tell?"""
        low = word.lower().strip(".")
        if low in NEVER_NAMES or low in LEGAL_FORMS:
            return False
        if self.inside[word] > (2 if low in self.lower else 0):
            return True
        return low not in common_words() and low not in self.lower


def vocabulary(text: str, title: str) -> Vocabulary:
    """What `text` shows of its words; the headline in title case is left out, for it capitalises everything."""
    body = text[len(title) :] if title and text.startswith(title) and is_title_case(title) else text
    inside = Counter(_POSSESSIVE.sub("", word) for word in _INSIDE.findall(body))
    return Vocabulary(inside, frozenset(_LOWER.findall(body)), _people(body), _investors(body))


def is_title_case(title: str) -> bool:
    """Does a headline capitalise its ordinary words?"""
    words = re.findall(r"[A-Za-z][\w’'-]*", title)[1:]
    ordinary = [word for word in words if word.lower() in common_words() and len(word) > 2]
    return len(ordinary) > 1 and sum(word[0].isupper() for word in ordinary) > 0.6 * len(ordinary)


_FIRM = r"(?:VC|venture(?: capital)?|private[- ]equity|investment|buyout|growth equity|investing|hedge|sovereign wealth|sovereign-wealth|asset management|pension)[- ](?:firm|fund|house|outfit|company|group|arm|giant|bank|manager|investor|vehicle|heavyweight)s?"
_NAMED = r"[A-Z][\w&.’'+-]*(?: (?:& )?[A-Z][\w&.’'+-]*){0,4}"
_INVESTORS = (
    re.compile(rf"\b{_FIRM} (?:like |such as |led by |called |of )?({_NAMED})"),
    re.compile(rf"({_NAMED}),? (?:an?|the|its|one of the) (?:[\w’'.-]+ ){{0,4}}?{_FIRM}\b"),
    re.compile(rf"\b(?:VC|venture capitalists?) ({_NAMED})"),
    re.compile(rf"\b(?:partner|principal|investor) (?:at|with|of) (?:the )?({_NAMED})"),
)


def _investors(text: str) -> frozenset[str]:
    found = {match[1].rstrip(".,'’") for pattern in _INVESTORS for match in pattern.finditer(text)}
    return frozenset(re.sub(r"['’]s$", "", name) for name in found)


_LAST_NAME = re.compile(r"(?<=[.,”\"] )([A-Z][a-zà-ÿ]+) (?:said|says|told|tells|added)\b")
_SPEAKER = re.compile(rf"({_PERSON_NAME}) (?:said|says|told|tells|wrote|added|declined|believes|explained|recalled)\b")


def _speakers(text: str) -> Iterator[str]:
    """Persons are named later by their last name, companies by their first: "Priti Rao said … Rao added"."""
    for match in _SPEAKER.finditer(text):
        first, last = match[1].split()[0], match[1].split()[-1]
        alone = len(re.findall(rf"(?<![A-Z]\. )(?<!{re.escape(first)} )\b{re.escape(last)}\b", text))
        if (alone and not re.search(rf"\b{re.escape(first)}\b(?! [A-Z])", text)):
            yield match[1]
    for match in _LAST_NAME.finditer(text):
        full = re.search(rf"(?<![\w-])([A-Z][a-zà-ÿ]+ {re.escape(match[1])})\b", text)
        if full and not re.search(rf"\b{re.escape(full[1].split()[0])}\b(?! {re.escape(match[1])})", text):
            yield full[1]


def _people(text: str) -> frozenset[str]:
    found = {part for name in _speakers(text) if not _ORGANISATION.search(name) for part in (name, name.split()[-1])}
    for pattern in _PEOPLE:
        for match in pattern.finditer(text):
            name = match[1].strip("’'")
            if not _ORGANISATION.search(name):
                found |= {name, name.split()[-1]}
    return frozenset(found)
