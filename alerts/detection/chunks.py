"""A sentence as a row of chunks: names, sums, series, verbs of raising and investing, little words.

A row's `tags` hold one letter for each chunk, so that a rule is a regular expression over those letters and a match's
position is a chunk's index. All later stages read rows, never raw text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from itertools import pairwise, takewhile
from typing import Any, NamedTuple, TypeVar

from alerts.detection.lexicon import (
    INSTITUTIONS,
    INVESTOR_WORDS,
    LEGAL_FORMS,
    LEXICON,
    NATIONS,
    NEVER_NAMES,
    PUNCTUATION,
    STATES,
    Tag,
    common_words,
    is_investors,
    is_nations_body,
    places,
)
from alerts.detection.money import Money, sums
from alerts.detection.sentences import Sentence
from alerts.detection.series import SERIES
from alerts.detection.vocabulary import Vocabulary, is_ordinary

# Most words are letters and nothing else: the first alternative is a short way to what the second finds too. Each begins
# with a plain set of characters on purpose: `re` then passes over those that can't match.
_TOKEN = re.compile(
    r"[A-Za-z](?:[A-Za-z]*+(?=[ ,])|(?<=[A-Z])\.(?:(?:[A-Z]\.){1,3}(?!\w)|(?=\s[A-Z][a-z])))"
    r"|[^\W\d_](?:[.](?=[^\W\d_]\.))?[^\W_]*(?:[&+.-][^\W_]+|(?<![^\W_]{2})\*(?=[A-Z])[^\W_]+|['’](?!s\b)[^\W\d_]+)*(?:\+{1,2}|!(?= [a-z]))?"
    r"|\d(?:\d*\.(?:ai|io|com|co|app)\b|\d*[A-Za-z]\w*(?:\.(?:com|net|org|io|ai|in|co|app)\b)?|(?:[\d.,]*\d)?%?)"
    r"|['’]s?\b|[^\w\s]"
)
# Extractors drop the space beside a link: "ofAcme", "callingAcme", "Acmeraised", "millionto".
_GLUED_BEFORE = re.compile(
    r"(of|by|to|from|in|and|at|with|for|the|like|called|calling|as|on|is|was|has|acquired|acquire|backed|rival|startup|company|firm|including|"
    r"into|led|purchase|purchased|bought|that|which|or|its|via|against|over|than|join|joined|between)(?=[A-Z][a-z])"
)
_GLUED_AFTER = re.compile(
    r"[A-Z][\w.]*?[A-Za-z0-9](raised|raises|secured|secures|announced|announces|acquired|acquires|closed|landed|received|extended|bagged|nabbed|snagged|bought|has)$"
)
_GLUED_TAIL = re.compile(
    r"(?:round|funding|fundraise|financing|investment|startup|company|raised|led|invested|acquired|purchased)(?=(?:to|for|from|in|at|of|led|with|and|that|which|by|a|an)$)",
    re.I,
)
_GLUED_VERB = re.compile(
    r"(?:has|have|had|just|already|and|to|will)(?=(?:rais|secur|clos|collect|land|announc|receiv|nabb|bagg)(?:ed|e|ing|s)$)"
)
_TICKER = re.compile(r"\s?\(\s?[A-Z0-9]{1,8}\.[A-Z]{1,3}\s?\)|\s[A-Z0-9]{1,6}\.[A-Z]{1,2}\b(?=[ ,])")
# "HONG KONG, March 4 (Harbour Wire) — ": where a report was written is nobody's name.
_PLACE = r"(?:[A-Z][A-Z][A-Z .,'’/-]{0,40}|(?:[A-Z][a-z]{1,14} ){0,2}[A-Z][a-z]{1,14})"
_DAY = r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    rf"\W?(?:[A-Z][^.:;!?–—]{{2,80}}?[–—-]{{0,2}} ?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH}),? (?:19|20)\d\d\s?[-–—]{{0,2}}\s?(?:[(/][A-Z][\w .]{{1,25}}[)/])?\s?[–—-]{{1,2}}|[A-Z][^.:;!?()]{{2,60}}--\([A-Z][\w .]{{1,25}}\)--|{_PLACE}{_DAY}\s?(?:\([^)]{{1,30}}\))?\s?[—–:-]+|{_PLACE}(?:, [A-Z][A-Za-z. ]{{2,20}}?)?\s{{0,3}}\((?:Reuters|AP|AFP|[A-Z][\w ]{{1,28}})\)\s?[—–-]+|\([A-Z][\w ]{{1,28}}\)\s?[—–-]+|"
    r"[A-Z][A-Z][A-Z .'’/-]{0,40}(?:, [A-Z][a-z]+\.?)?\s?[—–-]{1,2})\s?"
)
_LEGAL_BEHIND = re.compile(r",? (?:Inc|Ltd|LLC|Corp|Co|Pvt|Limited|GmbH|AG|SE|SA|plc|PLC)\b\.?(?:,? Ltd\b\.?)?")
_CONTRACTED = re.compile(r"['’](?:re|ve|ll|d|m|t)$")
_TICKER_WORD = re.compile(r"[A-Z0-9]{1,6}\.[A-Z]{1,3}")
# "Acme's has raised", "from Bolt & Quay's.": the sign is the name's own where nothing stands behind it that is Acme's.
_OWN_S = re.compile(
    r"['’]s(?: (?P<verb>has|had|will|said|raises|secures|lands|bags|nabs|closes)\b|(?=[,.;)]| and\b|$))"
)
# "Bank of America" is one name.
_BEFORE_OF = frozenset("bank university ministry department institute house school board council college duke".split())
# "Berlin-based", "pre-IPO", "Women-Focused": descriptions, though they hold a capital.
_ENDINGS = "based|headquartered|backed|owned|led|founded|focused|born|listed|style|traded|run|controlled|funded|centric|driven|powered|first|friendly"
_COMPOUND = re.compile(
    r"(?:[A-Z][\w.’']*|[A-Z]{2,})-[a-z]{3,}(?<!-up)$|\w+-(?:" + _ENDINGS + r")$"
    r"|[Ee]x-\w+$|(?:pre|non|post|mid|anti|ex|pro|sub|multi|inter|cross|late|early|all)-\w+$"
)
_COMPOUND_TITLE = re.compile(rf"-(?:{_ENDINGS})$", re.I)
_LEADING_ADJECTIVES = frozenset(
    "former ailing embattled fellow influential troubled early ex beleaguered struggling popular famed famous leading major tiny little young veteran big small top key once most many few".split()
)
MAX_NAME = 6
MAX_TITLE_CASE = 160
"""Characters that a line in title case may have, if it is not the headline."""


class Chunk(NamedTuple):
    """A piece of a sentence. Offsets count in the sentence; `low` is the text in lower case."""

    tag: Tag
    text: str
    low: str
    start: int
    end: int
    money: Money | None = None
    listed: bool = False
    """A name with a stock exchange's ticker behind it."""


# Compared by identity: an article makes each row once, and claims by the thousand are kept by their row.
@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A sentence's chunks, and their letters."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    tags: str
    answers: dict[object, Any] = field(default_factory=dict, repr=False)
    """What a stage has read out of the row, by its question: several stages ask the same."""

    def words(self, start: int, end: int) -> str:
        """The text of chunks `start` to `end`, exclusive."""
        if start >= end:
            return ""
        return self.sentence.text[self.chunks[start].start : self.chunks[end - 1].end]

    def in_text(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where characters of the sentence stand in the article's text."""
        return self.sentence.start + span[0], self.sentence.start + span[1]

    def find(self, words: frozenset[str] | set[str], start: int = 0, end: int | None = None) -> int:
        """Index of the first chunk in the range whose text is one of `words`, else -1."""
        stop = len(self.chunks) if end is None else min(end, len(self.chunks))
        return next((i for i in range(max(0, start), stop) if self.chunks[i].low in words), -1)


Read = TypeVar("Read")


def once_a_row(read: Callable[[Row], Read]) -> Callable[[Row], Read]:
    """Have a row remember what `read` says of it."""

    @wraps(read)
    def remembered(row: Row) -> Read:
        if read not in row.answers:
            row.answers[read] = read(row)
        answer: Read = row.answers[read]
        return answer

    return remembered


def row_of(sentence: Sentence, vocabulary: Vocabulary, *, title_case: bool, country: str | None) -> Row:
    """Read a sentence. `title_case`: its capitals say nothing. `country`: whose a bare dollar is."""
    text = sentence.text
    fixed = fixed_chunks(text, country)
    chunks: list[Chunk] = []
    at = dateline_end(text) if not title_case and not sentence.headline else 0
    for chunk in fixed:
        if chunk.start < at:
            continue
        chunks.extend(_words(text, at, chunk.start, vocabulary, title_case=title_case, first=not chunks))
        chunks.append(chunk)
        at = chunk.end
    chunks.extend(_words(text, at, len(text), vocabulary, title_case=title_case, first=not chunks))
    named = list(_titled(_without_publisher(list(_told_apart(_small_investors(_plain_names(chunks)))))))
    named = list(_called_otherwise(named, text))
    merged = tuple(_merge(list(_places(named)) if "-based" in text or "-headquartered" in text else named))
    return Row(sentence, merged, "".join(chunk.tag for chunk in merged))


_DASH = re.compile(r"[–—:-]")


def dateline_end(text: str) -> int:
    """Where the text behind "HONG KONG, March 4 (Harbour Wire) — " begins; 0 without such words."""
    dateline = _DATELINE.match(text) if _DASH.search(text, 0, 200) else None
    return dateline.end() if dateline else 0


# A sentence that may claim is looked at twice in a row: by its words, then for its row.
@lru_cache(maxsize=16)
def fixed_chunks(text: str, country: str | None) -> tuple[Chunk, ...]:
    """The sums and rounds' names of a sentence, by their start; they may overlap, and then the earlier one holds."""
    found = [*_money(text, country), *_series(text), *_undisclosed(text)]
    return tuple(sorted(found, key=lambda chunk: (chunk.start, -chunk.end)))


def _money(text: str, country: str | None) -> Iterator[Chunk]:
    for money in sums(text, country):
        yield Chunk(Tag.MONEY, text[money.start : money.end], "", money.start, money.end, money)


_UNDISCLOSED = re.compile(r"\b[Uu]ndisclosed (?:amount|sum)s?\b")


def _undisclosed(text: str) -> Iterator[Chunk]:
    """ "An undisclosed sum" stands where a round's name would."""
    for match in _UNDISCLOSED.finditer(text) if "ndisclosed" in text else ():
        yield Chunk(Tag.ROUND, match[0], match[0].lower(), match.start(), match.end())


_ROUND_WORDS = ("series", "seed", "pre-", "round", "bridge", "angel", "growth", "strategic")


def _series(text: str) -> Iterator[Chunk]:
    # One of these stands in every name of a round; a look for them costs a tenth of the expression.
    low = text.lower()
    if not any(word in low for word in _ROUND_WORDS):
        return
    for match in SERIES.finditer(text):
        # "Savannah Seed" is somebody's name.
        if (
            match[0] == "Seed"
            and re.search(r"(?<!\w)[^\W\d_a-zß-ÿ]\w+ $", text[max(0, match.start() - 20) : match.start()])
            and not re.match(r" (?:[Rr]ound|[Ff]und|[Ff]inanc|[Ii]nvest)", text[match.end() :])
        ) or _in_a_body(text, match):
            continue
        yield Chunk(Tag.SERIES, match[0], match[0].lower(), match.start(), match.end())


_CAPITALS_BEFORE = re.compile(r"(?:[A-Z][\w.]{0,20} ){1,4}$")
_CAPITALS_BEHIND = re.compile(r"(?: [A-Z]\w{0,20}){1,4}")


def _in_a_body(text: str, series: re.Match[str]) -> bool:
    """ "UK Innovation Seed Fund", "Danish Growth Capital": the round's word is a name's."""
    if not series[0][0].isupper():
        return False
    before = _CAPITALS_BEFORE.search(text, max(0, series.start() - 60), series.start())
    behind = _CAPITALS_BEHIND.match(text, series.end())
    if before is None or behind is None:
        return False
    words = f"{before[0]}{series[0]}{behind[0]}".split()
    return any(is_nations_body(words[i:]) for i in range(len(before[0].split())))


@lru_cache(maxsize=128)
def tokens(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the words and signs of a text stand; what an extractor ran together is parted."""
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, end):
        span = match.span()
        begin, stop = span
        if _is_whole(match[0]):
            found.append(span)
            continue
        cuts = _glue(match[0]) or _glued_verb(text, begin, stop)
        if not cuts:
            found.append(span)
            continue
        for cut in cuts:
            found.append((begin, match.start() + cut))
            begin = match.start() + cut
        found.append((begin, stop))
    return tuple(found)


def words(text: str, start: int, end: int) -> list[str]:
    """The words and signs themselves, faster: nearly nothing is run together."""
    found: list[str] = _TOKEN.findall(text, start, end)
    return found if all(map(_is_whole, found)) else [text[begin:stop] for begin, stop in tokens(text, start, end)]


# "AcmeSecures $5m", "Acmehas raised": some companies are called like that, but no sum or verb of money follows these.
_GLUED_TITLE = re.compile(
    r"[A-Z][\w.]*?[a-z0-9](?:(Raises|Raised|Secures|Secured|Bags|Closes|Lands|Gets|Nabs|Snags|Receives|Announces|Picks|Scores|Wins)|((?<![cgpst])has|have))$"
)
_SUM_NEXT = re.compile(
    r" (?:an? |over |up )?(?:(?:US|A|C|S|NZ|HK)?[$€£¥₹]|(?:Rs|INR|USD|EUR|GBP)\b|\d|[Ss]eries [A-K]\b)"
)
_RAISED_NEXT = re.compile(r" (?:just |now |already )?(?:raised|secured|closed|received|bagged|landed|announced)\b")


def _glued_verb(text: str, begin: int, stop: int) -> tuple[int, ...]:
    """Where a verb is run onto a name, by what follows both."""
    match = _GLUED_TITLE.match(text, begin, stop) if stop - begin > 5 else None
    if match is None or not (_SUM_NEXT if match[1] else _RAISED_NEXT).match(text, stop):
        return ()
    return (match.start(match.lastindex or 0) - begin,)


@lru_cache(maxsize=50_000)
def _is_whole(word: str) -> bool:
    """Is it one word, whatever stands behind it?"""
    return len(word) <= 3 or not (_glue(word) or (len(word) > 5 and _GLUED_TITLE.match(word)))


def _glue(word: str) -> tuple[int, ...]:
    """Where words run together in one: "ofAcme" at 2, "Acmeraised" at 4."""
    cuts = []
    if word[0].islower():
        glued = _GLUED_BEFORE.match(word) or _GLUED_VERB.match(word) or _GLUED_TAIL.match(word)
        if glued:
            cuts.append(glued.end())
    rest = word[cuts[0] :] if cuts else word
    after = _GLUED_AFTER.match(rest) if len(rest) > 8 and rest[0].isupper() else None
    if after:
        cuts.append(len(word) - len(rest) + after.start(1))
    return tuple(cuts)


def _words(text: str, start: int, end: int, vocabulary: Vocabulary, *, title_case: bool, first: bool) -> list[Chunk]:
    spans = tokens(text, start, end)
    found: list[Chunk] = []
    position = 0
    while position < len(spans):
        begin, stop = spans[position]
        written = text[begin:stop]
        # What has no capital begins no name; "acmely raises" is looked for afterwards.
        if written.islower() or not written[0].isalnum():
            found.append(_word(written, begin, stop))
            position += 1
            continue
        length = _name_length(text, spans, position, vocabulary, title_case=title_case, first=first and not found)
        if length:
            begin, stop = spans[position][0], spans[position + length - 1][1]
            own = _OWN_S.match(text, stop, end) if text.startswith(("'s", "’s"), stop) else None
            chunk = _name(text, begin, stop, vocabulary)
            if own and (own["verb"] or "&" in chunk.text) and chunk.end == stop:
                stop += 2
                chunk = chunk._replace(text=text[begin:stop], low=text[begin:stop].lower(), end=stop)
                position += 1
            found.append(chunk)
            position += length
            legal = _LEGAL_BEHIND.match(text, stop, end)
            if legal:
                stop = legal.end()
                while position < len(spans) and spans[position][0] < stop:
                    position += 1
            ticker = _TICKER.match(text, stop, end)
            if ticker:
                found[-1] = Chunk(chunk.tag, chunk.text, chunk.low, chunk.start, chunk.end, listed=True)
                while position < len(spans) and spans[position][0] < ticker.end():
                    position += 1
            continue
        word = _word(written, begin, stop)
        # "San Diego-based", "New York-listed": the place's first word is no name.
        if (
            word.tag is Tag.ADJECTIVE
            and word.text[0].isupper()
            and found
            and found[-1].text[0].isupper()
            and found[-1].end + 1 == begin
            and _COMPOUND_TITLE.search(word.text)
        ):
            found[-1] = Chunk(
                Tag.ADJECTIVE, text[found[-1].start : stop], text[found[-1].start : stop].lower(), found[-1].start, stop
            )
        else:
            found.append(word)
        position += 1
    return found


def _name_length(
    text: str,
    spans: tuple[tuple[int, int], ...],
    position: int,
    vocabulary: Vocabulary,
    *,
    title_case: bool,
    first: bool,
) -> int:
    """How many tokens from `position` on make up a name; 0 for none."""
    length = 0
    while length < MAX_NAME and position + length < len(spans):
        begin, stop = spans[position + length]
        word = text[begin:stop]
        if length and text[spans[position + length - 1][1] : begin] not in (" ", "  ", ""):
            break
        # "Led by 12 Flags", "from 500 Startups": a number begins a name where an investor is due.
        if length == 0 and word.isdigit() and len(word) < 4 and position and _numbered(text, spans, position):
            length += 1
            continue
        # A capital says nothing at a sentence's start, after a colon or a quotation mark, or in title case.
        opening = length == 0 and (first or _after_stop(text, begin))
        if length == 0 and word == "New" and _new(text, spans, position, opening):
            length += 1
            continue
        free = title_case or opening
        if (
            length == 0
            and not title_case
            and word.lower() in _BEFORE_OF
            and _joins(text, spans, position + 1, vocabulary)
        ):
            length += 1
            continue
        title = _TITLES_OWN.match(text, begin) if length == 0 and word.lower() in _BEARS else None
        if title and _is_a_thing(title["thing"].lower()):
            more = len(list(takewhile(lambda one: one.lower() not in LEXICON, title["more"].split())))
            return more + sum(stop <= title.end("thing") for _, stop in spans[position : position + MAX_NAME])
        if opening and not title_case and _begins_name(text, spans, position, vocabulary):
            length += 1
            continue
        # In a headline's capitals, a name goes on only with words that the text shows as names too.
        known = word.lower() in INVESTOR_WORDS or word.lower().rstrip(".") in LEGAL_FORMS
        alone = (
            title_case
            and length
            and not known
            and vocabulary.inside[text[slice(*spans[position])]]
            and not vocabulary.inside[word]
        )
        bound = (
            length > 0
            and (text[slice(*spans[position + length - 1])], word) in vocabulary.together
            and word[0].isupper()
        )
        if bound or (length == 0 and _binds(text, spans, position, vocabulary)):
            length += 1
            continue
        if length == 0 and word.lower() in NATIONS:
            length = _of_a_nation(text, spans, position, least=2 if title_case else 1)
            if length:
                break
        if alone or not _is_name_word(word, vocabulary, free=free, inside=length > 0):
            joined = _joins(text, spans, position + length, vocabulary) if length and not alone else 0
            if not joined:
                break
            length += joined
            continue
        length += 1
    following = spans[position + length] if length and position + length < len(spans) else None
    if following is None or LEXICON.get(text[slice(*following)].lower()) not in _VERBS:
        while length > 1 and vocabulary.runs_too_long(text[spans[position][0] : spans[position + length - 1][1]]):
            length -= 1
    while length and text[spans[position + length - 1][0] : spans[position + length - 1][1]].lower() in (
        "&",
        "of",
        "and",
    ):
        length -= 1
    return length


_VERBS = (
    Tag.RAISES,
    Tag.GAINS,
    Tag.INVESTS,
    Tag.LEADS,
    Tag.JOINS,
    Tag.ACQUIRES,
    Tag.AUXILIARY,
    Tag.SAYS,
    Tag.PLANS,
    Tag.DENIES,
)
_NOUNS = (Tag.WORD, Tag.DEBT, Tag.STAKE, Tag.ROUND, Tag.GRANT, Tag.VALUATION)


def _begins_name(text: str, spans: tuple[tuple[int, int], ...], position: int, vocabulary: Vocabulary) -> bool:
    """ "Quiet Otter raises": an ordinary word in capitals opens the sentence, and a capitalised one follows it."""
    if position + 1 >= len(spans) or text[spans[position][1] : spans[position + 1][0]] != " ":
        return False
    word, after = text[slice(*spans[position])], text[slice(*spans[position + 1])]
    low = word.lower()
    if (
        not word[0].isupper()
        or LEXICON.get(low, Tag.WORD) not in _NOUNS
        or low in NEVER_NAMES
        or low in _LEADING_ADJECTIVES
        or low.endswith("ing")
        or _is_compound(word)
    ):
        return False
    return (
        after[0].isupper()
        and after.lower() not in LEXICON
        and _is_name_word(after, vocabulary, free=False, inside=True)
    )


def _binds(text: str, spans: tuple[tuple[int, int], ...], position: int, vocabulary: Vocabulary) -> bool:
    """ "British Airways": a nation's adjective that the article never leaves apart from the name behind it."""
    word = text[slice(*spans[position])]
    if LEXICON.get(word.lower()) is not Tag.ADJECTIVE or position + 1 >= len(spans):
        return False
    return (word, text[slice(*spans[position + 1])]) in vocabulary.together


_BEARS = frozenset("dr mr mrs ms".split())
# "Dr. Pell's Oats" is called so; "Mr. Pell's Tarnvik" is his.
_TITLES_OWN = re.compile(r"\w{2,3}\.? [A-Z]\w{1,20}['’]s (?P<thing>[A-Z]\w{1,20})(?P<more>(?: [A-Z]\w{1,20}){0,2})")


def _is_a_thing(low: str) -> bool:
    """Oats and Kitchen: no name of its own, and no word of the news."""
    return low not in LEXICON and (is_ordinary(low) or (low.endswith("s") and not low.endswith("ss")))


def _of_a_nation(text: str, spans: tuple[tuple[int, int], ...], position: int, *, least: int) -> int:
    """How many tokens "European Investment Fund" has; `least`: how many must stand behind the nation."""
    words = [text[slice(*spans[position])]]
    for (_, before), (begin, stop) in pairwise(spans[position : position + MAX_NAME + 1]):
        if text[before:begin] != " " or not text[begin].isupper():
            break
        words.append(text[begin:stop])
    return len(words) if len(words) > least and is_nations_body(words) else 0


def _new(text: str, spans: tuple[tuple[int, int], ...], position: int, opening: bool) -> bool:
    """ "New York Times", "New Enterprise Associates": no adjective."""
    after = text[slice(*spans[position + 1])] if position + 1 < len(spans) else ""
    if _is_compound(after):
        return False  # "New York-based"
    return f"new {after.lower()}" in places() or (not opening and after[:1].isupper() and after.lower() not in LEXICON)


def _numbered(text: str, spans: tuple[tuple[int, int], ...], position: int) -> bool:
    before = text[slice(*spans[position - 1])].lower()
    after = text[slice(*spans[position + 1])] if position + 1 < len(spans) else ""
    return (
        before in ("by", "from", "and", ",")
        and after[:1].isupper()
        and after.lower() not in LEXICON
        and after.lower() not in NEVER_NAMES
    )


def _after_stop(text: str, begin: int) -> bool:
    before = text[max(0, begin - 3) : begin].rstrip()
    return not before or before[-1] in ".!?:“\"'‘(|—–•"


def _joins(text: str, spans: tuple[tuple[int, int], ...], position: int, vocabulary: Vocabulary) -> int:
    """1 when the token joins two parts of one name: "Johnson & Johnson", "Bank of America"."""
    if position + 1 >= len(spans):
        return 0
    word = text[slice(*spans[position])]
    if word.isdigit() and len(word) < 4 and text[spans[position - 1][1] : spans[position][0]] == " ":
        following = text[slice(*spans[position + 1])]
        return int(following[0].isupper() or following.lower() in LEXICON)
    before, after = text[slice(*spans[position - 1])], text[slice(*spans[position + 1])]
    of = word == "of" and before.lower() in _BEFORE_OF
    if of and before[0].isupper() and after[0].isupper():
        return 1
    if not after[:1].isupper() or not _is_name_word(after, vocabulary, free=False, inside=True):
        return 0
    return int(word == "&" or of)


def _is_compound(word: str) -> bool:
    return "-" in word and bool(_COMPOUND.match(word) or _COMPOUND_TITLE.search(word))


def _is_name_word(word: str, vocabulary: Vocabulary, *, free: bool, inside: bool) -> bool:
    first = word[0]
    if not (first.isalpha() or first.isdigit()):
        return False
    if first.islower() or first.isdigit():
        inner = any(letter.isupper() for letter in word[1:])
        return inner and len(word) > 2 and not _is_unit(word) and not _is_compound(word)
    low = word.lower().rstrip(".")
    if ("'" in word or "’" in word) and _CONTRACTED.search(word):
        return False
    if "." in word and _TICKER_WORD.fullmatch(word) and low not in ("u.s", "u.k"):
        return False
    if _is_compound(word):
        return False
    if low in NEVER_NAMES:
        return inside and low in (
            "ai",
            "ml",
            "us",
            "one",
            "india",
            "asia",
            "africa",
            "china",
            "america",
            "labs",
            "group",
            "new",
            "next",
            "seed",
            "uk",
            "vc",
            "europe",
        )
    known = LEXICON.get(low)
    if known is Tag.TIME:
        return False
    # "Acme Solutions Secures": a verb of money with a capital is still the verb.
    if known in (Tag.RAISES, Tag.LEADS, Tag.INVESTS, Tag.GAINS) and low.endswith(
        ("es", "ts", "ds", "ns", "ks", "gs", "bs", "ed", "ads")
    ):
        return False
    # "Start-up" is in no list of ordinary words.
    if known is Tag.DESCRIPTOR and not inside and "-" in word:
        return False
    if free:
        if known is not None and known not in (Tag.DESCRIPTOR, Tag.TITLE) and vocabulary.inside[word] == 0:
            return False
        return vocabulary.is_name(word) if not (inside and known is None and low in vocabulary.inside) else True
    if known in (Tag.TITLE, Tag.TIME, Tag.ADJECTIVE) and not inside:
        return False
    if known is Tag.DESCRIPTOR and not inside and (word.isupper() or low in ("saas", "nbfc")):
        return False
    return known is not Tag.TITLE or not inside or low in ("partner", "partners", "investor", "investors")


_COMPASS = frozenset(
    "southeast northeast southwest northwest south north east west central latin middle eastern western southern northern sub-saharan".split()
)
_UNIT = re.compile(r"\d+(?:[kKmMbB]n?|[A-Z]{1,3}|st|nd|rd|th|D)$")


def _is_unit(word: str) -> bool:
    return bool(_UNIT.fullmatch(word)) and not word.endswith("VC")


_NEVER_ALONE = (
    LEGAL_FORMS | INVESTOR_WORDS | {"bank", "group", "holdings", "board", "series", "round", "startup", "startups"}
)


def _name(text: str, begin: int, stop: int, vocabulary: Vocabulary) -> Chunk:
    written = (
        text[begin:stop].rstrip(".")
        if not text[begin:stop].endswith(("Inc.", "Ltd.", "Co.", "Corp."))
        else text[begin:stop]
    )
    words = written.split()
    # "Kettle & Co" is called so; "Kettle Inc" is Kettle.
    while len(words) > 1 and words[-2] != "&" and (words[-1].lower().strip(".,") in LEGAL_FORMS or words[-1] == "&"):
        words.pop()
    name = text[begin : begin + written.rfind(words[-1]) + len(words[-1])].rstrip(".,") if words else written
    low = name.lower()
    if (
        low.rstrip(".") in places()
        or low in INSTITUTIONS
        or name in vocabulary.homes
        or (len(words) == 1 and low in _NEVER_ALONE)
    ):
        tag = Tag.WORD
    elif len(words) == 1 and LEXICON.get(low) is Tag.DESCRIPTOR:
        tag = Tag.DESCRIPTOR  # "the Company" of a press release
    elif all(word in _COMPASS or LEXICON.get(word) is Tag.ADJECTIVE for word in low.split()):
        tag = Tag.ADJECTIVE
    elif name in vocabulary.people:
        tag = Tag.PERSON
    elif is_investors(name) or name in vocabulary.investors:
        tag = Tag.INVESTOR
    else:
        tag = Tag.NAME
    return Chunk(tag, name, low, begin, begin + len(name))


def _word(word: str, begin: int, stop: int) -> Chunk:
    tag, low = tagged(word)
    return Chunk(tag, word, low, begin, stop)


@lru_cache(maxsize=50_000)
def tagged(word: str) -> tuple[Tag, str]:
    """What a word is that is no name, wherever it stands; and the word in lower case."""
    low = word.lower()
    tag = LEXICON.get(low)
    if tag is not None:
        return tag, low
    if word[0] in "'’":
        return Tag.POSSESSIVE, low
    if word in PUNCTUATION:
        return PUNCTUATION[word], low
    if _is_compound(word):
        return Tag.ADJECTIVE, low
    if low.endswith("ly") and len(low) > 4:
        return Tag.AUXILIARY, low
    if len(low) == 4 and low.isdigit() and low[:2] in ("19", "20"):
        return Tag.TIME, low
    return Tag.WORD, low


_DOMAIN = re.compile(
    r"[a-z0-9-]{2,20}\.(?:ai|io|com|fm|co|app|dev|tv|me|net|org|xyz|so|de|fr|uk|eu|tech|health|energy|bio)"
)
_NAMED = frozenset({"called", "named", "dubbed", "startup", "start-up"})


# "Butter has raised $5 million", "Butter, a maker of spreads, raised $5 million".
_RAISED_A_SUM = re.compile(r"(?:,[dr][^,NI]{1,14},)?a?V[dAx]{0,3}M")
_NOT_ALONE = frozenset(
    "once just never still even again many few most nobody everyone everybody someone somebody anyone anybody half police people staff men women children crew".split()
)

# A headline writes these without an article.
_GIVEN_TO = frozenset(
    "charity church teen parish museum hospice orphanage teenager boy girl man woman student pupil teacher grandmother grandfather widow mother father couple".split()
)


def _is_gerund(low: str) -> bool:
    """ "Funding", but "anything"."""
    stem = low.removesuffix("ing")
    return stem != low and (stem in common_words() or f"{stem}e" in common_words())


_RAISES_NEXT = re.compile(r"a?[VW]|,[dA]|\(|[GxN]{0,3}M")


# Words of the trade that are companies' names too: "Bond has raised", and no "Debt has risen".
_MONEY_WORDS = frozenset("bond grant stake note pipe".split())
_SUBJECT_NEXT = re.compile(r",[dA]|a{0,3}n?[VWTPq]|'[dAxSM]{0,4}[RS]")


def _plain_names(chunks: list[Chunk]) -> list[Chunk]:
    """Names without a capital of their own: "acmely raises", "called acmely.fm"; and ordinary words that are subjects.

    English wants an article before a singular noun: "Simple raises" can only be a name.
    """
    tags = "".join(chunk.tag for chunk in chunks)
    opening = re.match(r"[,\".:-]*", tags)
    first = opening.end() if opening else 0
    found = list(chunks)
    for i, chunk in enumerate(chunks):
        if chunk.tag is not Tag.WORD:
            if (
                i == first
                and chunk.low in _MONEY_WORDS
                and chunk.text[0].isupper()
                and _SUBJECT_NEXT.match(tags, i + 1)
            ):
                found[i] = Chunk(Tag.NAME, chunk.text, chunk.low, chunk.start, chunk.end)
            continue
        opens = i == first or (0 < i < 6 and chunks[i - 1].tag in (Tag.TIME, Tag.COLON))
        named = i and chunks[i - 1].low in _NAMED and chunk.low not in common_words()
        if "'" in chunk.text or "’" in chunk.text:
            continue  # "she'd"
        if not (opens or named or "." in chunk.text) or not chunk.text[0].isalnum() or chunk.low in places():
            continue
        named = named or bool(_DOMAIN.fullmatch(chunk.text))
        if opens:
            after = tags[i + 1 :]
            unknown = chunk.text[0].islower() and chunk.low not in common_words()
            named = named or (unknown and bool(_RAISES_NEXT.match(after)))
            ordinary = chunk.low in NEVER_NAMES or chunk.low in _GIVEN_TO or _is_gerund(chunk.low)
            singular = i + 1 < len(chunks) and chunks[i + 1].low.endswith("s") and after[0] in "VW"
            named = named or (chunk.text[0].isupper() and not ordinary and singular)
            # "Investors raised": of what is no plural, the past needs an article just so.
            alone = not ordinary and chunk.text[0].isupper() and not chunk.low.endswith(("s", "ed", "ly"))
            named = named or (alone and chunk.low not in _NOT_ALONE and bool(_RAISED_A_SUM.match(after)))
        if named:
            found[i] = Chunk(Tag.NAME, chunk.text, chunk.low, chunk.start, chunk.end)
    return found


def _small_investors(chunks: list[Chunk]) -> list[Chunk]:
    """ "qx Ventures", "acmely Ventures": the investor's word makes the small one before it a name."""
    if not any(chunk.tag is Tag.WORD and chunk.low in INVESTOR_WORDS for chunk in chunks):
        return chunks
    found: list[Chunk] = []
    for chunk in chunks:
        front = found[-1] if found else None
        suffix = chunk.tag is Tag.WORD and chunk.low in INVESTOR_WORDS and chunk.text[0].isupper()
        small = front is not None and front.tag is Tag.WORD and front.text.isalnum() and front.end + 1 == chunk.start
        if suffix and front and small and front.low not in common_words() and front.low not in NEVER_NAMES:
            text = f"{front.text} {chunk.text}"
            found[-1] = Chunk(Tag.INVESTOR, text, text.lower(), front.start, chunk.end)
        else:
            found.append(chunk)
    return found


class _Place(NamedTuple):
    """Where a word stands: its tag, its neighbours' tags, and the word in front."""

    tag: Tag
    before: Tag
    after: Tag
    word_before: str


def _raise(at: _Place) -> Tag:
    """ "To raise" and "others raise" are verbs, "the raise" and "a $5m raise" nouns."""
    many = at.before is Tag.WORD and at.word_before.endswith("s")
    return Tag.ROUND if at.before in _NOUN_BEFORE and not many and at.after is not Tag.MONEY else Tag.RAISES


def _back(at: _Place) -> Tag:
    """ "To back Acme", but "back in 2019"."""
    backs = at.before in (Tag.TO, Tag.NAME, Tag.INVESTOR) and at.after in (Tag.NAME, Tag.DETERMINER)
    return Tag.INVESTS if backs else at.tag


def _close(at: _Place) -> Tag:
    """ "Close a round", but "close to a deal"."""
    closes = at.after in (Tag.DETERMINER, Tag.MONEY, Tag.ROUND, Tag.SERIES) and at.before is not Tag.DETERMINER
    return Tag.GAINS if closes else at.tag


def _lead(at: _Place) -> Tag:
    """ "A lead in chips", but "the lead investor"."""
    noun = at.before in (Tag.DETERMINER, Tag.ADJECTIVE) and at.after not in (Tag.TITLE, Tag.DETERMINER)
    return Tag.WORD if noun else at.tag


def _that(at: _Place) -> Tag:
    """ "That round", but "a firm that raises"."""
    points = at.after in (Tag.WORD, Tag.DESCRIPTOR, Tag.ROUND)
    relative = at.before in (Tag.NAME, Tag.DESCRIPTOR, Tag.ROUND, Tag.WORD)
    return Tag.DETERMINER if points and not relative else at.tag


def _plan(at: _Place) -> Tag:
    """ "Its plans", but "plans to raise"."""
    noun = at.before in (Tag.DETERMINER, Tag.POSSESSIVE) and at.after is not Tag.TO
    return Tag.WORD if noun else at.tag


def _state(at: _Place) -> Tag:
    """ "Wins state backing", but "Acme states"."""
    return Tag.WORD if at.before in (Tag.RAISES, Tag.GAINS, Tag.DETERMINER, Tag.ADJECTIVE) else at.tag


def _deal(at: _Place) -> Tag:
    """ "A rescue deal" is a round, "a deal" anything."""
    return Tag.ROUND if at.word_before in _ROUND_DEALS else at.tag


def _secured(at: _Place) -> Tag:
    """ "Offers secured loans", but "has secured loans"."""
    described = at.after is Tag.DEBT and at.before not in (
        Tag.AUXILIARY,
        Tag.NAME,
        Tag.IT,
        Tag.COMPANY,
        Tag.CLOSE,
        Tag.COMMA,
    )
    return Tag.ADJECTIVE if described else at.tag


def _share(at: _Place) -> Tag:
    """ "They share the stage", but "a share in Acme"."""
    verb = at.after is Tag.DETERMINER and at.before in (Tag.NAME, Tag.INVESTOR, Tag.IT, Tag.TO, Tag.AUXILIARY)
    return Tag.WORD if verb else at.tag


def _participle(at: _Place) -> Tag:
    """ "Privately held Acme": no verb of getting."""
    described = at.before is Tag.AUXILIARY and at.word_before.endswith("ly")
    return Tag.ADJECTIVE if described and at.after in (Tag.DESCRIPTOR, Tag.NAME, Tag.ROUND) else at.tag


_NOUN_BEFORE = frozenset("dAxMSGRo'K")
_ROUND_DEALS = frozenset("rescue investment late-stage early-stage seed-stage growth-stage funding financing".split())
_TWOFOLD: dict[str, Callable[[_Place], Tag]] = {
    "raise": _raise,
    "back": _back,
    "that": _that,
    "fund": lambda at: Tag.WORD if at.before is Tag.TO else at.tag,
    "secured": _secured,
    "share": _share,
    **dict.fromkeys(("close", "near"), _close),
    **dict.fromkeys(("lead", "leads"), _lead),
    **dict.fromkeys(("plans", "plan", "goal", "option", "right", "process", "bid", "bids"), _plan),
    **dict.fromkeys(("state", "report", "note", "claim", "show", "estimate"), _state),
    **dict.fromkeys(("deal", "deals"), _deal),
}
PLACED_WORDS = frozenset(_TWOFOLD)
"""Words that are told apart by their place."""
_VERBAL = (Tag.GAINS, Tag.RAISES, Tag.INVESTS)
_TURNS_INTO: dict[Callable[[_Place], Tag], str] = {
    _raise: "RV", _back: "v", _close: "W", _that: "d", _secured: "A", _deal: "R", _participle: "A"
}  # fmt: skip


def may_turn_into(tag: Tag, low: str) -> str:
    """The letters that a word may have by its place, beside its own."""
    decide = _TWOFOLD.get(low) or (_participle if tag in _VERBAL and low.endswith(("ed", "held")) else None)
    return _TURNS_INTO.get(decide, "x") if decide else ""


def _told_apart(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Words that are one thing or another by their place."""
    for i, chunk in enumerate(chunks):
        decide = _TWOFOLD.get(chunk.low)
        if decide is None and chunk.tag in _VERBAL and chunk.low.endswith(("ed", "held")):
            decide = _participle
        if decide is None:
            yield chunk
            continue
        front = chunks[i - 1] if i else None
        after = chunks[i + 1].tag if i + 1 < len(chunks) else Tag.END
        tag = decide(_Place(chunk.tag, front.tag if front else Tag.END, after, front.low if front else ""))
        yield chunk if tag is chunk.tag else chunk._replace(tag=tag)


_OFFICES = frozenset("chief boss head ceo founder co-founder cofounder chairman chairwoman president".split())
_WHOSE = frozenset("its their whose".split())
_TITLES_BEFORE = frozenset(
    "ceo cto cfo coo cofounder co-founder founder chairman chairwoman president billionaire entrepreneur tycoon mr ms mrs dr".split()
)


def _without_publisher(chunks: list[Chunk]) -> list[Chunk]:
    """ "TNS Exclusive: Acme in talks": the paper's own name."""
    if len(chunks) > 2 and chunks[0].tag is Tag.NAME and chunks[1].low in ("exclusive", "scoop"):
        return [chunks[0]._replace(tag=Tag.WORD), *chunks[1:]]
    return chunks


def _titled(chunks: list[Chunk]) -> Iterator[Chunk]:
    """ "Ex-Acme CEO Doe raises": who bears a title is a person."""
    for i, chunk in enumerate(chunks):
        front = chunks[i - 1] if i else None
        person = front and front.low in _TITLES_BEFORE and front.end + 1 == chunk.start and " " not in chunk.text
        # "Acme's chief Jo Doe": who holds an office in somebody's company.
        held = i > 1 and (chunks[i - 2].tag in (Tag.POSSESSIVE, Tag.NAME, Tag.INVESTOR) or chunks[i - 2].low in _WHOSE)
        person = person or (held and front and front.low in _OFFICES and front.end + 1 == chunk.start)
        yield chunk._replace(tag=Tag.PERSON) if person and chunk.tag is Tag.NAME else chunk


# Words between a company's name and another name of its own.
OTHERWISE = (
    r"(?:(?:also|better|formerly|previously|popularly|earlier|originally|now) (?:known as|called(?: as)?)|known as|do(?:es|ing) business as|(?:operat|trad)(?:es|ing) as"
    r"|d/b/a|f/k/a|a/k/a|a\.k\.a\.|aka|formerly|previously|originally|(?:re-?named|re-?branded) (?:from|as))"
)
_BETWEEN_NAMES = re.compile(rf"(?:,? | ?\()(?:which )?(?:is |was |has been )?{OTHERWISE} [\"“‘']?")


def _called_otherwise(chunks: list[Chunk], text: str) -> Iterator[Chunk]:
    """ "Acme, formerly Bolt, raises": the other name is no other company."""
    front: Chunk | None = None
    for chunk in chunks:
        if chunk.tag not in (Tag.NAME, Tag.INVESTOR):
            yield chunk
            continue
        again = front is not None and chunk.start - front.end < _MAX_BETWEEN
        again = again and front is not None and bool(_BETWEEN_NAMES.fullmatch(text, front.end, chunk.start))
        yield chunk._replace(tag=Tag.WORD) if again and not text.startswith(("'s", "’s"), chunk.end) else chunk
        front = chunk


_MAX_BETWEEN = 48
DEFINITE = {"the", "this", "that"}


def _places(chunks: list[Chunk]) -> Iterator[Chunk]:
    """ "Virginia Beach, Va.-based": the town before its state is no name."""
    for i, chunk in enumerate(chunks):
        following = chunks[i + 1 : i + 3]
        if chunk.tag is Tag.NAME and len(following) == 2 and following[0].text == ",":
            head, _, tail = following[1].low.partition("-")
            if tail in ("based", "headquartered") and (head.strip(".") in STATES or head in places()):
                yield Chunk(Tag.ADJECTIVE, chunk.text, chunk.low, chunk.start, chunk.end)
                continue
        yield chunk


def _merge(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Definite descriptions become one chunk: "the Beijing-based company"; not when a name follows them."""
    i = 0
    while i < len(chunks):
        end = _description(chunks, i) if chunks[i].low in DEFINITE else 0
        if end:
            first, last = chunks[i], chunks[end - 1]
            text = " ".join(chunk.text for chunk in chunks[i:end])
            yield Chunk(Tag.COMPANY, text, text.lower(), first.start, last.end)
            i = end
            continue
        yield chunks[i]
        i += 1


def _description(chunks: list[Chunk], i: int) -> int:
    for j in range(i + 1, min(i + 6, len(chunks))):
        tag = chunks[j].tag
        if tag is Tag.DESCRIPTOR:
            following = chunks[j + 1].tag if j + 1 < len(chunks) else Tag.END
            if following is Tag.DESCRIPTOR:
                continue
            plural = chunks[j].low.endswith("s") and chunks[j].low not in (
                "business",
                "robotics",
                "logistics",
                "saas",
                "series",
            )
            return 0 if plural or following in (Tag.NAME, Tag.INVESTOR, Tag.PERSON, Tag.ROUND) else j + 1
        if tag not in (Tag.ADJECTIVE, Tag.WORD, Tag.TIME, Tag.DASH, Tag.AUXILIARY):
            return 0
    return 0
