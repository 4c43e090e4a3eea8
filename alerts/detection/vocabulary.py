"""What one article itself shows about its words: which it writes as names, which as ordinary words, who is a person.

A headline in title case, or a sentence's first word, says nothing by its capital; the rest of the article does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, islice, pairwise
from operator import and_

from alerts.detection.lexicon import LEGAL_FORMS, NEVER_NAMES, common_words, given_names

# The capital comes first in these patterns: a search runs from one to the next, and looks back from there.
_INSIDE = re.compile(r"[A-Z](?:(?<=[a-z0-9,;’'\")] [A-Z])|(?<=[a-z0-9,;’'\")] [“\"'(][A-Z]))[\w&’'+.-]{0,60}")
_WORD = re.compile(r"[^\W_][\w’'-]{0,60}")
_TITLE = (
    r"(?i:ceo|cto|cfo|coo|co-?founders?|founders?|chairman|chairwoman|president|director|spokes(?:man|woman|person)|analyst|partner|"
    r"billionaire|entrepreneur|executive|officer|minister|commissioner|lawyer|economist|professor|roboticist|tycoon|mr|ms|mrs|dr)"
)
_PART = r"[A-Z][a-zà-ÿ]{0,25}(?:[’'-][A-Z]?[a-zà-ÿ]{1,25})?(?<!based)"
# What looks like a person's name: two or three capitalised words, "van" and "de" between them.
_FULL_NAME = re.compile(
    rf"[A-Z](?<![\w-][A-Z])[a-zà-ÿ]{{0,25}}(?:[’'-][A-Z]?[a-zà-ÿ]{{1,25}})?(?<!based)(?: [A-Z]\.?)?"
    rf"(?: (?:(?:de|van|von|bin|al|la|le|den) ){{0,2}}(?:{_PART}|[A-Z][a-z]{{1,20}}[A-Z][a-z]{{1,20}})){{1,2}}(?![\w-])"
)
_BEFORE_PERSON = re.compile(
    # Not "Jo Doe, Co-founder, Acme": there the company stands behind the comma.
    rf"(?:\b{_TITLE} (?:and (?:ceo|cto|co-?founder|founder),? )?|\b(?:its|whose|our|their|[’']s) (?:[\w-]{{1,14}} ){{0,2}}{_TITLE}, |[,”\"] (?:said|says|wrote|adds|added) |[Ff]ounded (?:in \d{{4}} )?by )$"
)
_BEHIND_PERSON = re.compile(
    rf", (?:[\w’'-]{{1,20}} ){{0,4}}?{_TITLE}\b|, who (?:is|was|has|had|also|will|joined|runs|leads|founded|co-founded|previously)\b"
)
_DESCRIBED = re.compile(
    r",? which (?:has|is|was|had|raised|makes|plans)\b|,? (?:is )?an? [^.;,]{0,40}?\b(?:start-?up|company|firm|maker|platform|brand|fintech|provider|app)\b"
)
_SPEAKS = re.compile(r" (?:said|says|told|tells|wrote|added|declined|believes|explained|recalled)\b")
_ORGANISATION = re.compile(
    r"\b(?:Ventures?|Capital|Partners|Inc|Corp|Ltd|LLC|Group|Labs?|Technologies|Foundation|Fund|Bank|Holdings|University|Street|Journal|Times|Post)\b"
)
_MAX_NAMES = 3_000


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

    together: frozenset[tuple[str, str]] = frozenset()
    """Capitalised words, the first of which hardly ever stands without the second: British Airways, Ping An."""
    homes: frozenset[str] = frozenset()
    """Places that somebody is based in or born: "the Kota-born founder"."""
    body: str = ""
    """The text without its headline."""

    def runs_too_long(self, words: str) -> bool:
        """Does a headline's name hold a word too many: the text knows its beginning, not the whole?"""
        return words not in self.body and words.rpartition(" ")[0] in self.body

    def is_name(self, word: str) -> bool:
        """Is a capitalised word a name, when its place in the sentence does not tell?"""
        low = word.lower().strip(".")
        if low in NEVER_NAMES or low in LEGAL_FORMS:
            return False
        if self.inside[word] > (2 if low in self.lower else 0):
            return True
        return not is_ordinary(low) and low not in self.lower


def is_ordinary(low: str) -> bool:
    """Is it an English word, or a plain inflection of one: "arranges", "arranged", "arranging"?"""
    words = common_words()
    if low in words or (low.endswith("s") and low[:-1] in words):
        return True
    if low.endswith("ed"):
        return low[:-2] in words or low[:-1] in words
    return low.endswith("ing") and (low[:-3] in words or f"{low[:-3]}e" in words)


def vocabulary(text: str, title: str) -> Vocabulary:
    """What `text` shows of its words; the headline in title case is left out, for it capitalises everything."""
    body = text[len(title) :] if title and text.startswith(title) and is_title_case(title) else text
    prose = "\n".join(line for line in body.split("\n") if len(line) > 160 or not is_title_case(line))
    words = _WORD.findall(body)
    # Each different word is looked at once: of a thousand words, half are repetitions.
    counts = Counter(words)
    inside: Counter[str] = Counter()
    for word, count in Counter(_INSIDE.findall(prose)).items():
        inside[_without_possessive(word)] += count
    # "iCapital" is written like that anywhere.
    for word, count in counts.items():
        if word[0].islower() and not word.islower() and "-" not in word:
            inside[word] += count
    upper = {word for word in counts if word[0].isupper()}
    capital = [word in upper for word in words]
    both = map(and_, capital, capital[1:])
    pairs = Counter(compress(pairwise(words), both))
    together = frozenset(pair for pair, count in pairs.items() if count > 1 and count >= 0.8 * counts[pair[0]])
    return Vocabulary(
        inside,
        frozenset(word for word in counts if word.islower()),
        _people(body, counts, pairs),
        _investors(body),
        together,
        frozenset(_HOMES.findall(text)),
        text[len(title) :],
    )


_HOMES = re.compile(r"\b([A-Z][\w’']{2,20})-(?:based|born|headquartered)\b")


def _without_possessive(word: str) -> str:
    if word[-1] in "'’.":
        return word[:-1]
    return word[:-2] if word.endswith(("'s", "’s")) else word


_SMALL = frozenset("the and for with from its into over after amid via per but nor our out off".split())


def is_title_case(title: str) -> bool:
    """Does a headline capitalise its ordinary words?"""
    words = _WORD.findall(title)[1:]
    ordinary = [word for word in words if len(word) > 2 and word.lower() in common_words() and word not in _SMALL]
    return len(ordinary) > 1 and sum(word[0].isupper() for word in ordinary) > 0.6 * len(ordinary)


# These begin with a plain set of characters: `re` skips to them, which a word's boundary in front would not let it.
_FIRM = re.compile(
    r"[VvPpIiBbGgHhSsAaEeMm](?<!\w.)(?:(?<=V)C|(?<=[Vv])enture(?: capital)?|(?<=[Pp])rivate[- ]equity|(?<=[Ii])nvestment|(?<=[Bb])uyout|(?<=[Gg])rowth equity|(?<=[Ii])nvesting|(?<=[Hh])edge|(?<=[Ss])overeign[- ]wealth|(?<=[Aa])sset management|(?<=[Pp])ension|(?<=[Ee])vergreen|(?<=[Ee])arly[- ]stage|(?<=[Ss])eed[- ]stage|(?<=[Mm])icro)"
    r"[- ](?:firm|fund|house|outfit|company|group|arm|giant|manager|investor|vehicle|heavyweight)s?\b"
)
_NAMED = r"(?<!\w)[A-Z][\w&.’'+-]{0,30}(?: (?:& )?[A-Z][\w&.’'+-]{0,30}){0,4}"
_BEHIND_FIRM = re.compile(rf" (?:like |such as |led by |called |of )?({_NAMED})")
_BEFORE_FIRM = re.compile(
    rf"({_NAMED}),? (?:an?|the|its|one of (?:[\w’'&\";]{{2,20}})) (?:[\w’'.€$£¥₹-]{{1,20}} ){{0,4}}?$"
)
_INVESTORS = (
    re.compile(rf"[Vv](?<!\w.)(?:(?<=V)C|(?<=v)enture capitalists?) ({_NAMED})"),
    re.compile(rf"[pi](?<!\w.)(?:(?<=p)artner|(?<=p)rincipal|(?<=i)nvestor) (?:at|with|of) (?:the )?({_NAMED})"),
)


def _investors(text: str) -> frozenset[str]:
    found = [match[1] for pattern in _INVESTORS for match in islice(pattern.finditer(text), _MAX_NAMES)]
    for firm in islice(_FIRM.finditer(text), _MAX_NAMES):
        behind = _BEHIND_FIRM.match(text, firm.end())
        before = _BEFORE_FIRM.search(text[max(0, firm.start() - 120) : firm.start()])
        found += [match[1] for match in (behind, before) if match]
    return frozenset(re.sub(r"['’]s$", "", name.rstrip(".,'’")) for name in found)


_BEFORE_SPEAKER = re.compile(r"[.,”\"] $")


def _people(text: str, counts: Counter[str], pairs: Counter[tuple[str, str]]) -> frozenset[str]:
    """Persons by title, by "who", by speech; they are named later by their last name, companies by their first."""
    speakers = _last_names_that_speak(text)
    companies = {first for first, second in pairs if second in _COMPANY_WORDS}
    found: set[str] = set()
    for match in islice(_FULL_NAME.finditer(text), _MAX_NAMES):
        name = match[0].strip("’'")
        parts = name.split()
        first, last = parts[0], parts[-1]
        together = pairs[first, last]
        # The last name stands alone somewhere, the first name never does.
        person = counts[last] > together and counts[first] <= max(together, 1)
        # "Theo May", where May stands alone too; but "Oliver Labs".
        given = first.lower() in given_names() and counts[first] <= together
        given = given and not (last.lower() in common_words() and counts[last] <= together)
        if not (
            given
            or (person and (last in speakers or _SPEAKS.match(text, match.end())))
            or _BEHIND_PERSON.match(text, match.end())
            or _stands_behind_title(text, match.start())
        ):
            continue
        # "Rival Acme said": no first name is an ordinary word but for those that are names too.
        ordinary = first.lower() in common_words() and first.lower() not in given_names()
        if not (ordinary or first.lower() in NEVER_NAMES or _ORGANISATION.search(name)):
            # "Jonas Zellar" founded Zellar Automotive: the last name alone is the company's.
            found |= {name} if last in companies else {name, last}
    # "Acme, a start-up that …" is no person, whatever stands beside its name elsewhere.
    return frozenset(name for name in found if not any(_described(text, name)))


def _described(text: str, name: str) -> Iterator[bool]:
    stop = _DESCRIBED_EARLY + len(name) - 1
    at = text.find(name, 0, stop)
    while at >= 0:
        yield bool(_DESCRIBED.match(text, at + len(name)))
        at = text.find(name, at + len(name), stop)


_DESCRIBED_EARLY = 2_000
"""Characters in which an article says what its company is."""
_LAST_WORD_BEFORE = re.compile(r"[A-Za-z]{1,12}+(?=,? $)")
_WORDS_BEFORE_PERSON = frozenset(
    "ceo cto cfo coo cofounder cofounders founder founders chairman chairwoman president director spokesman spokeswoman spokesperson analyst partner"
    " billionaire entrepreneur executive officer minister commissioner lawyer economist professor roboticist tycoon mr ms mrs dr said says wrote adds added"
    " by".split()
)  # fmt: skip


def _stands_behind_title(text: str, start: int) -> bool:
    """ "Chief executive Ann Lee", "founded by Ann Lee": a cheap look at the last word spares the expression."""
    if text[start - 1 : start] != " ":
        return False
    word = _LAST_WORD_BEFORE.search(text, max(0, start - 15), start)
    if word is None or word[0].lower() not in _WORDS_BEFORE_PERSON:
        return False
    return _BEFORE_PERSON.search(text, max(0, start - 40), start) is not None


_COMPANY_WORDS = frozenset("Automotive Motor Motors Inc Corp Group Holdings Ltd LLC Technologies Labs Systems".split())


def _last_names_that_speak(text: str) -> frozenset[str]:
    found = (
        match[1]
        for match in islice(_LAST_NAME.finditer(text), _MAX_NAMES)
        if _BEFORE_SPEAKER.search(text[max(0, match.start() - 2) : match.start()])
    )
    return frozenset(found)


_LAST_NAME = re.compile(r"([A-Z](?<!\w.)[a-zà-ÿ]{1,25}) (?:said|says|told|tells|added)\b")
