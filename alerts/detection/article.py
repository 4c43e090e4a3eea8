"""One article as detection reads it: its sentences, its own vocabulary, and rows made when they are asked for."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter

from alerts.detection.chunks import MAX_TITLE_CASE, Row, row_of
from alerts.detection.cues import Cues, cues_in
from alerts.detection.currencies import home_of
from alerts.detection.mention import Span
from alerts.detection.rules import FURNITURE, TEASERS_BELOW
from alerts.detection.sentences import MAX_HEADING, Sentence, sentences, sentences_at
from alerts.detection.tables import TableRow, lines_of_no_rounds, table_rows
from alerts.detection.vocabulary import Vocabulary, is_title_case, vocabulary

# The faintest signs of money in one sentence; whether an article is read at all is for `cues` to say.
_SIGNS_OF_MONEY = (
    "fund", "invest", "round", "rais", "financ", "million", "billion", "back", "capital", "secur", "stake", "valu", "debt", "loan", "grant", "particip", "took part", "crore",
    "tranche", "cash", "money", "credit", "facility", "$", "€", "£", "¥", "₹", "₩",
)  # fmt: skip
# Others are part of too many words. It begins with a plain set of characters on purpose: `re` then skips to them.
_WORD_OF_MONEY = re.compile(
    r"[slmbcj](?<!\w.)(?:(?<=s)(?:eries|eed)\b|(?<=l)ed\b|(?<=l)ead|(?<=j)oin|(?<=[mb])n\b|(?<=c)r\b)"
)


def holds_cue(text: str) -> bool:
    """Does a sentence hold the faintest sign of money?"""
    low = text.lower()
    return any(sign in low for sign in _SIGNS_OF_MONEY) or _WORD_OF_MONEY.search(low) is not None


@dataclass
class Reading:
    """The article being read. Rows are made once each.

    From `claimed` to `headline_unnamed` nothing is known until `companies.companies_of` has written it down.
    """

    title: str
    text: str
    cues: Cues
    tabled: list[TableRow]
    """Rows of tables; their lines are no sentences."""
    table_lines: list[Span]
    """Where these rows stand, and those of tables that tell of no rounds."""
    country: str | None
    published: date | None
    claimed: set[int] = field(default_factory=set)
    """Indexes of the sentences that hold a claim."""
    clauses: dict[Row, dict[str, set[int]]] = field(default_factory=dict)
    """Which chunks of a claiming sentence tell of which company, by its name."""
    told_in: dict[int, dict[str, bool]] = field(default_factory=dict)
    """Which companies a sentence claims something of by name, and whether as news, by the sentence's index."""
    on_rounds: list[int] | None = None
    """The sentences that speak of "the round" and the like, once somebody has looked."""
    topic: str | None = None
    """The company that the article is about."""
    companies_claimed: int = 0
    """How many companies have a claim of their own."""
    headline_claims: bool = False
    """Does the headline tell of somebody's money?"""
    headline_names: bool = False
    """Does it name a company that has a claim?"""
    headline_unnamed: bool = False
    """Does it tell of money and of a company that it only describes: "Bolt founder backs robot firm"?"""
    _rows: dict[int, Row] = field(default_factory=dict)
    _vocabulary: Vocabulary | None = None
    _counts: dict[str, int] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences, without what is left out."""
        return [one for one, why in self._looked_through if why is None]

    @cached_property
    def left_out(self) -> list[tuple[Sentence, str]]:
        """What is read as no sentence, and why: the site's furniture, its menu, a table's line."""
        return [(one, why) for one, why in self._looked_through if why is not None]

    @cached_property
    def headline_sentences(self) -> int:
        """How many of the sentences are the headline's."""
        return sum(1 for sentence in self.sentences if sentence.headline)

    @cached_property
    def _looked_through(self) -> list[tuple[Sentence, str | None]]:
        return list(self._look_through())

    def _look_through(self) -> Iterator[tuple[Sentence, str | None]]:
        for one, why in _teasers(self.text, self.title):
            yield one, why or _left_out(one, self.table_lines)

    def in_question(self, early: int) -> Iterator[Sentence]:
        """Every sentence that may hold a claim by its cues, and a few that will be left out, without a look at the others.

        The headline and the first `early` sentences behind it want the faintest cue only. Most articles are done after
        these.
        """
        behind = 0
        for one in (one for one, why in self._look_through() if why is None):
            behind += not one.headline
            if behind > early:
                break
            if holds_cue(one.text):
                yield one
        for one in sentences_at(self.cues.claims_at, self.text, self.title):
            if self.cues.may_claim(one.start, one.end):
                yield one

    @property
    def vocabulary(self) -> Vocabulary:
        """The article's own words; most articles are done before anybody asks."""
        if self._vocabulary is None:
            self._vocabulary = vocabulary(self.text, self.title)
        return self._vocabulary

    def row(self, index: int) -> Row:
        """The row of a sentence."""
        row = self._rows.get(index)
        if row is None:
            sentence = self.sentences[index]
            # Lines in title case stand in the text as well: sub-headings, teasers, the headline once more.
            title_case = (
                self.title_case
                if sentence.headline
                else len(sentence.text) <= MAX_TITLE_CASE
                and bool(_SENTENCE_WORD.search(sentence.text))
                and is_title_case(sentence.text)
            )
            row = row_of(sentence, self.vocabulary, title_case=title_case, country=self.country)
            if self.country is None and any(chunk.money and chunk.money.currency is None for chunk in row.chunks):
                row = row_of(sentence, self.vocabulary, title_case=title_case, country=self.home)
            self._rows[index] = row
        return row

    def told_before(self, index: int) -> Collection[str] | None:
        """The companies that the claims nearest before a sentence name; None where only the topic can be meant.

        History told of another ("rival Bolt raised $9m in May") is at an end with its next sentence.
        """
        nearest = next((i for i in range(index - 1, max(-1, index - 1 - _NEAR), -1) if i in self.told_in), None)
        if nearest is None:
            return None
        told = self.told_in[nearest]
        return told.keys() if any(told.values()) or nearest == index - 1 else None

    def occurrences(self, name: str) -> int:
        """How often a name stands in the text, as a whole word."""
        if name not in self._counts:
            self._counts[name] = sum(1 for _ in whole_words(self.text, name))
        return self._counts[name]

    @cached_property
    def title_case(self) -> bool:
        """Does the headline capitalise its ordinary words?"""
        return is_title_case(self.title)

    @cached_property
    def is_list(self) -> bool:
        """Is it mostly short lines, and says of itself that it lists deals? Then these are no other stories' headlines."""
        lines = [len(line) for line in self.text.splitlines() if line.strip()]
        short, long = sum(length <= 110 for length in lines), sum(length > 160 for length in lines)
        return short >= 12 and short > 2 * long and bool(_LISTS_DEALS.search(self.text[:_BEGINNING]))

    @cached_property
    def home(self) -> str | None:
        """Whose crowns, pesos and dinars are meant where nothing says whose."""
        return home_of(self.text[:_ABOUT])


def whole_words(text: str, name: str) -> Iterator[int]:
    """Where `name` stands in `text` as a whole word."""
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if not (text[at - 1 : at].isalnum() and at) and not text[end : end + 1].isalnum():
            yield at
        at = text.find(name, end)


def read_article(
    title: str, text: str, *, country: str | None = None, published: date | datetime | None = None,
    cues: Cues | None = None,
) -> Reading:  # fmt: skip
    """Look for an article's tables; it is split when its sentences are asked for."""
    tabled = table_rows(text, country)
    rows = sorted([(row.start, row.end) for row in tabled] + lines_of_no_rounds(text))
    day = published.date() if isinstance(published, datetime) else published
    return Reading(title, text, cues or cues_in(text), tabled, rows, country, day)


_LISTS_DEALS = re.compile(
    r"\b(?:this|past|last) (?:week|month)\b[^.\n]{0,90}\b(?:deals|rounds|raises|investments)\b", re.IGNORECASE
)
_NEAR = 4
"""Sentences in which what is told of a round goes on."""
_BEGINNING = 800
"""Characters in which a list says that it is one."""
_ABOUT = 3_000
"""Characters in which an article says of which country it tells."""


# A headline that says of itself that it heads a list.
ROUND_UP = re.compile(
    r"round-?up|weekly|newsletter|digest|tracker|\b(?:letter|mail|deals|brief|wrap)\b|this week", re.IGNORECASE
)
_FURNITURE = "furniture of the site"
_MAX_TEASER = 160
_MAX_POINTER = 300
_POINTER = re.compile(r"\W{0,3}(?:read (?:more|next|also)|(?:also|see also|related|trending)\b)", re.IGNORECASE)
_PROSE_END = re.compile(r"(?<!\.)[.][\"'”’)]{0,2}$")


def _teasers(text: str, title: str) -> Iterator[tuple[Sentence, str | None]]:
    """The sentences, and why one is not the article's: it is furniture, or another story's headline.

    Those are below the site's heading, until prose goes on.
    """
    below, pointed = False, -1
    for one in sentences(text, title):
        furniture = FURNITURE.match(one.text)
        if one.headline:
            yield one, _FURNITURE if furniture else None
            continue
        heading = TEASERS_BELOW.fullmatch(one.text) if len(one.text) <= MAX_HEADING else None
        # An editor's letter may head its own parts "In other news".
        if heading and not (heading["editors"] and ROUND_UP.search(title)) and _begins_line(text, one):
            below = True
        elif below:
            below = _is_headline(text, one)
        # What stands on the line behind "Read more: Acme raises $5m." belongs to that pointer.
        if furniture and _POINTER.match(one.text) and _begins_line(text, one):
            pointed = text.find("\n", one.end, one.start + _MAX_POINTER)
            pointed = pointed if pointed >= 0 else len(text) if len(text) - one.start < _MAX_POINTER else one.end
        teased = below or (one.end <= pointed and not furniture)
        yield one, "another story's headline" if teased else _FURNITURE if furniture else None


def _begins_line(text: str, sentence: Sentence) -> bool:
    before = text[max(0, sentence.start - 4) : sentence.start].rstrip(" \t•*-")
    return not before or before[-1] == "\n"


def _is_headline(text: str, sentence: Sentence) -> bool:
    """Is the line that a sentence stands in short, and without the full stop that prose has?"""
    start = text.rfind("\n", max(0, sentence.start - _MAX_TEASER), sentence.start)
    end = text.find("\n", sentence.end, sentence.end + _MAX_TEASER)
    begin, stop = max(0, start + 1), end if end >= 0 else min(len(text), sentence.end + _MAX_TEASER)
    if start < 0 and sentence.start > _MAX_TEASER:
        return False
    return stop - begin <= _MAX_TEASER and not _PROSE_END.search(text[begin:stop].rstrip())


def _left_out(sentence: Sentence, rows: list[Span]) -> str | None:
    if _is_menu(sentence.text):
        return "a menu"
    return "a line of a table" if _is_tabled(sentence.start, rows) else None


# A cell of a table has neither small words nor verbs.
_SENTENCE_WORD = re.compile(
    r"\b(?:to|for|in|of|by|with|from|at|on|as|Raises|Secures|Closes|Bags|Lands|Gets|Nabs|Announces|Snags|Receives|Invests|Backs|Acquires|Launches)\b"
)


def _is_tabled(start: int, rows: list[Span]) -> bool:
    at = bisect_right(rows, start, key=itemgetter(0)) - 1
    return at >= 0 and start < rows[at][1]


_LEAST_MENU = 14
"""Words in capitals that make a menu."""
# Possessive: what is no run of words from here is none either when fewer letters are taken.
_CAPITALISED = re.compile(rf"(?:[A-Z][\w&-]*+\s++(?:&\s++)?){{{_LEAST_MENU},}}")


def _is_menu(text: str) -> bool:
    """A site's navigation, flattened: words in capitals, one after another."""
    # They are most of it, and so its middle: a small word there, which prose has, settles it.
    if re.search(r"\s[a-z]", text[2 * len(text) // 5 + 1 : 3 * len(text) // 5]):
        return False
    words = text.split()
    # Only the first may begin inside a word ("iPhone"); a look at the words costs a tenth of the expression.
    if len(words) < _LEAST_MENU or sum("A" <= word[0] <= "Z" for word in words) < _LEAST_MENU - 1:
        return False
    match = _CAPITALISED.search(text)
    return bool(match and match.end() - match.start() > 0.6 * len(text))
