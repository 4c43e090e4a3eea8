"""The answer: read as what a stranger wrote, and either an opinion of the agreed form or none at all. Pure.

The model has read an article that may have told it what to answer. So nothing but five fields is looked at, nothing of
them reaches the claim but a lower number or a veto, and the quote must stand in what was shown.
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from alerts.second_opinion.opinion import Failure, NoOpinion, Opinion, Reason, Verdict
from alerts.second_opinion.question import Question

MAX_BYTES = 64_000
# Fewer characters would be found in any text, more need not be copied.
SHORTEST_QUOTE, LONGEST_QUOTE = 8, 1_000


class _Envelope(BaseModel):
    """The endpoint's own wrapping; servers add fields of their own to it."""

    class Choice(BaseModel):
        class Message(BaseModel):
            content: str

        message: Message

    choices: Annotated[list[Choice], Field(min_length=1, max_length=1)]


class _Answer(BaseModel):
    """The agreed form, closed: a field too many, too few or of another type, and it is no answer."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    company: str
    verdict: Verdict
    reason: Reason
    quote: Annotated[str, Field(min_length=SHORTEST_QUOTE, max_length=LONGEST_QUOTE)]
    confidence: Annotated[float, Field(ge=0, le=1)] | None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.verdict is Verdict.AGREE) is not (self.reason is Reason.SUPPORTED):
            raise ValueError("the reason does not go with the verdict")
        if self.verdict is Verdict.DOUBT and self.confidence is None:
            raise ValueError("a doubt without its confidence")
        if len(self.quote.strip()) < SHORTEST_QUOTE:
            raise ValueError("a quote of nothing but space")
        return self


def opinion_in(body: bytes, asked: Question) -> Opinion | NoOpinion:
    """The opinion that a response's body holds on what was asked; never raises."""
    try:
        content = _Envelope.model_validate_json(body).choices[0].message.content
    except ValidationError:
        return NoOpinion(Failure.NOT_JSON)
    try:
        answer = _Answer.model_validate_json(content)
    except ValidationError as error:
        return NoOpinion(Failure.NOT_AN_OPINION, _fields_of(error))
    if answer.company != asked.company:
        return NoOpinion(Failure.OTHER_COMPANY)
    if answer.confidence is not None and answer.confidence > asked.confidence:
        return NoOpinion(Failure.RAISED)
    if not any(answer.quote in piece for piece in asked.pieces):
        return NoOpinion(Failure.INVENTED_QUOTE)
    doubted = answer.confidence if answer.verdict is Verdict.DOUBT else None
    return Opinion(answer.verdict, answer.reason, answer.quote, doubted)


def _fields_of(error: ValidationError) -> str:
    """Which fields are wrong, by our names alone: the name of one too many is the model's text."""
    wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
    named = sorted(wrong & set(_Answer.model_fields))
    return ", ".join([*named, "a field too many"] if wrong - set(named) else named)
