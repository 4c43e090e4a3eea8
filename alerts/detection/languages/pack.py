"""A language's rules as data: what its TOML file must hold, and how it is read.

Every rule stands beside an example that it must match and one that it must not; `tests/alerts/detection/test_languages.py`
holds all packs to that.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("de", "es", "fr", "ja", "zh")
TABLES = (
    "claim",
    "kind",
    "status",
    "certainty",
    "response",
    "background",
    "sum",
    "investor",
    "series",
    "closing",
    "announced",
    "tranche",
    "undisclosed",
)
SPACED, UNSPACED = "spaced", "unspaced"


@dataclass(frozen=True, slots=True)
class PackRule:
    """One rule: what it says, in the terms of its table, and the words that say it. Earlier rules win."""

    name: str
    says: str
    pattern: re.Pattern[str]
    matches: str
    not_this: str
    needs: str = ""
    """For a claim: "sum" or "round" must stand in the sentence too."""
    words: tuple[str, ...] = ()
    """Plain strings, in lower case, of which one stands in whatever the expression matches: they cost a tenth of it."""

    def may_match(self, low: str) -> bool:
        """Can the expression match in a text, given in lower case?"""
        for word in self.words:
            if word in low:
                return True
        return not self.words


@dataclass(frozen=True, slots=True)
class NameRules:
    """How names of companies are written and cut."""

    name: re.Pattern[str]
    """A name, at its longest; in unspaced scripts, the characters that a name may hold."""
    descriptor: re.Pattern[str]
    """What stands before a name and is no part of it: "Das Berliner Start-up "."""
    legal: re.Pattern[str]
    """Legal forms that are cut from the name but kept as written."""
    not_names: frozenset[str]
    """Words, in lower case, that are written like names and are none."""
    not_after: re.Pattern[str]
    """A preposition directly before a name: it is not the subject then."""
    stands_for: re.Pattern[str]
    """"The company", "it": the company spoken of before."""
    separator: re.Pattern[str]
    """What stands between the names of a list of investors."""
    never: re.Pattern[str] | None = None
    """What no name holds."""
    introduces: re.Pattern[str] | None = None
    """Where the subject of a sentence ends that tells of a company and no claim: "…成立于2019年"."""
    nobody: re.Pattern[str] | None = None
    """What is said before the name of a body that raises no round: "Gemeinde Au", "l'ONG"."""
    common_nouns_are_capitalised: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """One language."""

    language: str
    script: str
    """`spaced` (words are) or `unspaced` (Chinese, Japanese)."""
    gate: tuple[str, ...]
    """One of these, in lower case, stands in every sentence with a funding claim (plain strings: they cost least)."""
    round: re.Pattern[str]
    """Words for a round, wherever they stand."""
    abbreviation: re.Pattern[str]
    """A full stop after one of these ends no sentence."""
    function_words: frozenset[str]
    """The commonest words: what an article without a stated language is recognised by."""
    months: Mapping[str, int]
    """Names of months, in lower case."""
    weekdays: Mapping[str, int]
    """Names of weekdays, in lower case; Monday is 0."""
    names: NameRules
    rules: Mapping[str, tuple[PackRule, ...]]
    """By table: claim, kind, status, certainty, response, background, sum, investor, series, closing, announced, tranche, undisclosed."""

    def may_claim(self, text: str) -> bool:
        """Can there be a funding claim in a text?"""
        low = text.lower()
        for word in self.gate:  # noqa: SIM110 - asked of every sentence, and a generator takes three times as long
            if word in low:
                return True
        return False


@cache
def pack_of(language: str) -> Pack | None:
    """The pack of a language (ISO 639-1, with or without a region: "zh", "zh-TW"); None when there is none."""
    code = language.lower().replace("_", "-").partition("-")[0]
    if code not in LANGUAGES:
        return None
    return read_pack(files("alerts.detection.languages").joinpath(f"{code}.toml").read_text("utf-8"))


def packs() -> list[Pack]:
    """Every pack."""
    return [pack for language in LANGUAGES if (pack := pack_of(language)) is not None]


def read_pack(text: str) -> Pack:
    """The pack in a TOML text. Raises KeyError for a missing entry, re.error for an expression that is none."""
    told: dict[str, Any] = tomllib.loads(text)
    names = told["names"]
    # A pack's expressions may hold {company}, {words} … : pieces that its [pieces] table names.
    pieces: dict[str, str] = told.get("pieces", {})
    case = re.IGNORECASE if told["script"] == SPACED else re.RegexFlag(0)
    return Pack(
        language=told["language"],
        script=told["script"],
        gate=tuple(told["gate"]),
        round=_compiled(told["round"], pieces, case),
        abbreviation=_compiled(told["abbreviation"], pieces),
        function_words=frozenset(told["function_words"].split()),
        months=told.get("months", {}),
        weekdays=told.get("weekdays", {}),
        names=NameRules(
            name=_compiled(names["name"], pieces),
            descriptor=_compiled(names["descriptor"], pieces),
            legal=_compiled(names["legal"], pieces),
            not_names=frozenset(names["not_names"].split()),
            not_after=_compiled(names["not_after"], pieces, case),
            stands_for=_compiled(names["stands_for"], pieces, case),
            separator=_compiled(names["separator"], pieces, case),
            never=_compiled(names["never"], pieces) if "never" in names else None,
            introduces=_compiled(names["introduces"], pieces) if "introduces" in names else None,
            nobody=_compiled(names["nobody"], pieces) if "nobody" in names else None,
            common_nouns_are_capitalised=names.get("common_nouns_are_capitalised", False),
        ),
        rules={table: tuple(_rule(rule, pieces, case) for rule in told.get(table, ())) for table in TABLES},
    )


def _rule(told: Mapping[str, Any], pieces: Mapping[str, str], case: re.RegexFlag) -> PackRule:
    return PackRule(
        told["name"],
        told["says"],
        _compiled(told["pattern"], pieces, case),
        told["matches"],
        told["not_this"],
        told.get("needs", ""),
        tuple(told.get("words", ())),
    )


def _compiled(pattern: str, pieces: Mapping[str, str], flags: re.RegexFlag = re.RegexFlag(0)) -> re.Pattern[str]:
    for name, piece in pieces.items():
        pattern = pattern.replace(f"<{name}>", piece)
    return re.compile(pattern, flags)
