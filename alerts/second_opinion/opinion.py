"""What a second opinion is, as values: it can be against a claim or not, and nothing else."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the model says of a claim. There is none that could raise it."""

    AGREE = "agree"
    DOUBT = "doubt"
    VETO = "veto"


class Reason(StrEnum):
    """Why. SUPPORTED goes with AGREE, and only with it."""

    SUPPORTED = "supported"
    NOT_FUNDING = "not_funding"
    OTHER_COMPANY = "other_company"
    GIVES_MONEY = "gives_money"
    OLD_NEWS = "old_news"
    FUND_OR_DEAL = "fund_or_deal"
    HYPOTHETICAL = "hypothetical"
    NOT_SAID = "not_said"


IN_WORDS = {
    Reason.SUPPORTED: "the text supports it",
    Reason.NOT_FUNDING: "the money is no funding round",
    Reason.OTHER_COMPANY: "another company raises the money",
    Reason.GIVES_MONEY: "the company gives the money",
    Reason.OLD_NEWS: "an earlier round is told again",
    Reason.FUND_OR_DEAL: "it is a fund, an acquisition or a listing",
    Reason.HYPOTHETICAL: "it is a wish, an example or a guess",
    Reason.NOT_SAID: "the text does not say it",
}


class Failure(StrEnum):
    """Why there is no second opinion on a claim that was to have one, in words that a log and a person can read."""

    # The endpoint's own; several in a row, and it is left alone for a while.
    TIMED_OUT = "no answer in time"
    UNREACHABLE = "cannot be reached"
    ADDRESS_REFUSED = "not a public address"
    REDIRECTED = "answered with a redirect"
    STATUS = "answered with an error"
    TOO_LARGE = "too large an answer"
    NOT_JSON = "not an answer in JSON"
    BROKEN = "unexpected error"
    # The model's: it answered, and what it said is discarded.
    NOT_AN_OPINION = "not an opinion in the agreed form"
    OTHER_COMPANY = "an opinion on another company"
    RAISED = "an opinion that raises the confidence"
    INVENTED_QUOTE = "a quote that is not in the text"
    # Ours: nothing was asked.
    NO_KEY = "no API key"
    PAUSED = "left alone after failures"
    ENOUGH = "as many as max_per_hour were asked"


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion that passed every check. `confidence`, 0 to 1, is set with a doubt alone and never above the old."""

    verdict: Verdict
    reason: Reason
    quote: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NoOpinion:
    """None was got. `detail` adds to the failure's words; it holds nothing of the article, the answer or the key."""

    failure: Failure
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.failure} ({self.detail})" if self.detail else str(self.failure)
