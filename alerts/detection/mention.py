"""The value that detection returns: one funding claim of one article, each field with its evidence.

Names and enums are a contract: `detect --json`, the API, exports and label files use them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter


class Role(StrEnum):
    """Does the article report this company's round, or merely mention it?"""

    SUBJECT = "subject"
    MENTION = "mention"


class Kind(StrEnum):
    """What the money is. Those outside COMPANY_ROUNDS are recognised so that they are NOT alerted as a company's round."""

    EQUITY = "equity"
    DEBT = "debt"
    GRANT = "grant"
    CONVERTIBLE = "convertible"
    SECONDARY = "secondary"
    FUND = "fund"
    IPO = "ipo"
    ACQUISITION = "acquisition"
    CROWDFUNDING = "crowdfunding"
    TOKEN_SALE = "token_sale"  # noqa: S105 - a kind of round, not a secret
    OTHER = "other"


COMPANY_ROUNDS = (Kind.EQUITY, Kind.DEBT, Kind.GRANT, Kind.CONVERTIBLE)
"""What counts as a company's round unless a watch asks for more."""


class Qualifier(StrEnum):
    """How firmly a sum is stated."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    RANGE = "range"
    UNDISCLOSED = "undisclosed"


class Scope(StrEnum):
    """What a sum counts."""

    THIS_ROUND = "this_round"
    TRANCHE = "tranche"
    TOTAL_ROUND = "total_round"
    TOTAL_TO_DATE = "total_to_date"
    COMMITMENT = "commitment"


class ValuationKind(StrEnum):
    """Before the money, after it, or not said."""

    PRE = "pre"
    POST = "post"
    UNSPECIFIED = "unspecified"


class Series(StrEnum):
    """The round's name, folded to a common list; the written label is kept beside it."""

    PRE_SEED = "pre_seed"
    SEED = "seed"
    ANGEL = "angel"
    PRE_A = "pre_a"
    A = "a"
    PRE_B = "pre_b"
    B = "b"
    PRE_C = "pre_c"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"
    I = "i"  # noqa: E741
    J = "j"
    K = "k"
    BRIDGE = "bridge"
    EXTENSION = "extension"
    GROWTH = "growth"
    LATE = "late"
    PRE_IPO = "pre_ipo"
    STRATEGIC = "strategic"


class InvestorRole(StrEnum):
    """What an investor does in this round; EXISTING is background, not this round's money."""

    LEAD = "lead"
    CO_LEAD = "co_lead"
    PARTICIPANT = "participant"
    EXISTING = "existing"
    RUMOURED = "rumoured"
    EXITED = "exited"


class Status(StrEnum):
    """How far the round is, as this article says."""

    RUMOURED = "rumoured"
    IN_TALKS = "in_talks"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    PARTLY_CLOSED = "partly_closed"
    CLOSED = "closed"
    DELAYED = "delayed"
    ABANDONED = "abandoned"
    DENIED = "denied"


UNCONFIRMED = (Status.RUMOURED, Status.IN_TALKS, Status.PLANNED)
"""No money has come yet."""


class Certainty(StrEnum):
    """Who stands behind the claim, from least to most."""

    SPECULATIVE = "speculative"
    ANONYMOUS = "anonymous"
    NAMED_SOURCE = "named_source"
    COMPANY = "company"
    INVESTOR = "investor"
    FILING = "filing"


class CompanyResponse(StrEnum):
    """What the company said. Declining to comment is neither a denial nor a confirmation."""

    NONE = "none"
    DECLINED = "declined"
    NO_REPLY = "no_reply"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Temporality(StrEnum):
    """News, or an earlier round retold."""

    NEW = "new"
    BACKGROUND = "background"


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Company:
    """Who receives the money. `also_known_as`: other names the article gives it ("also known as Face++")."""

    name: str
    name_as_written: str
    role: Role = Role.SUBJECT
    also_known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as reported, never converted. Values are in units of `currency` (ISO 4217), not minor units.

    "at least US$600 million" has value 600e6, min 600e6, max None; a range has min and max and no value.
    """

    value: float | None
    currency: str | None
    as_written: str
    qualifier: Qualifier = Qualifier.EXACT
    scope: Scope = Scope.THIS_ROUND
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Valuation:
    """What the company is held to be worth; never mistaken for the amount."""

    value: float
    currency: str
    as_written: str
    kind: ValuationKind = ValuationKind.UNSPECIFIED
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Investor:
    """One backer and what it does in this round."""

    name: str
    role: InvestorRole = InvestorRole.PARTICIPANT


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of a larger round."""

    index: int | None
    of: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision; ISO 8601 dates. For a window, `start` and `end`."""

    start: str | None
    end: str | None
    precision: Precision
    as_written: str


@dataclass(frozen=True, slots=True)
class Dates:
    """When it was announced, closed, or is expected to close."""

    announced_on: When | None = None
    closed_on: When | None = None
    expected_close: When | None = None


Span = tuple[int, int]
"""Start and end offsets, in characters of the article's text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One claim in one article.

    `evidence` maps the name of every field that is set to the characters of the article's text it was read from; the
    key "sentence" is the sentence that proves the claim. "investors" and "dates" are their first one's, and each has
    its own: "investors.0", "investors.1" … in their order, "dates.expected_close". What the article does not say but
    implies has the words that imply it: a plain round's "kind" is "raised $5 million". `reasons` are the names of the rules that fired; and, once
    there was a second opinion, what it was.
    """

    company: Company
    kind: Kind
    status: Status
    certainty: Certainty
    sentence: str
    evidence: dict[str, Span]
    amount: Amount | None = None
    valuation: Valuation | None = None
    series: Series | None = None
    label_as_written: str | None = None
    investors: tuple[Investor, ...] = ()
    company_response: CompanyResponse = CompanyResponse.NONE
    tranche: Tranche | None = None
    temporality: Temporality = Temporality.NEW
    dates: Dates = field(default_factory=Dates)
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()

    def fields_set(self) -> Iterator[str]:
        """The fields that say something of the claim: each has its evidence under this name."""
        yield from ("sentence", "company", "kind", "status", "certainty", "temporality")
        for name in ("amount", "valuation", "series", "tranche"):
            if getattr(self, name) is not None:
                yield name
        if self.company_response is not CompanyResponse.NONE:
            yield "company_response"
        if self.investors:
            yield "investors"
            yield from (f"investors.{i}" for i in range(len(self.investors)))
        dates = [name for name in ("announced_on", "closed_on", "expected_close") if getattr(self.dates, name)]
        if dates:
            yield "dates"
            yield from (f"dates.{name}" for name in dates)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, in the form of the contract."""
        claim: dict[str, Any] = _MENTION.dump_python(self, mode="json")
        return claim

    @classmethod
    def from_json(cls, claim: dict[str, Any]) -> "Mention":
        """The mention that `to_json` wrote down. Raises pydantic's ValidationError for anything else."""
        return _MENTION.validate_python(claim)


def written_in(text: str, mention: Mention, reading: Callable[[str], str] = str) -> Mention:
    """The mention with its sentence and what is `as_written` just as its evidence has them in `text`, line's ends and all.

    Sentences are read with a space for each line's end; who shows these words on one line joins them again. `reading`
    is what is done to the words themselves, but not to the sentence.
    """

    def cut(name: str) -> str:
        return reading(text[slice(*mention.evidence[name])])

    amount, valuation, dates = mention.amount, mention.valuation, mention.dates
    return replace(
        mention,
        sentence=text[slice(*mention.evidence["sentence"])],
        company=replace(mention.company, name_as_written=cut("company")),
        amount=replace(amount, as_written=cut("amount")) if amount else None,
        valuation=replace(valuation, as_written=cut("valuation")) if valuation else None,
        label_as_written=cut("series") if mention.label_as_written else None,
        dates=replace(
            dates,
            **{
                name: replace(when, as_written=cut(f"dates.{name}"))
                for name in ("announced_on", "closed_on", "expected_close")
                if (when := getattr(dates, name))
            },
        ),
    )


def evidence_of_each(name: str, spans: Sequence[Span]) -> dict[str, Span]:
    """The evidence of a field that holds several: `name` is the first one's, "name.0", "name.1" … each one's own."""
    return {name: spans[0], **{f"{name}.{i}": span for i, span in enumerate(spans)}} if spans else {}


_MENTION = TypeAdapter(Mention)
