"""The answer is read as what a stranger wrote: the agreed form, on the claim that was asked about, or nothing."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.second_opinion.answer import opinion_in
from alerts.second_opinion.judging import Checked, judged
from alerts.second_opinion.opinion import Failure, NoOpinion, Opinion, Reason, Verdict
from alerts.second_opinion.question import question
from tests.alerts.second_opinion.model import ACME, AGREE, DOUBT, TEXT, VETO, saying

ASKED = question(ACME, TEXT, "m")


def read(content: object) -> Opinion | NoOpinion:
    return opinion_in(saying(content).body, ASKED)


def after(content: object) -> Checked:
    return judged(ACME, read(content), alert_from=0.5)


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in AGREE.items() if key != name}


def test_who_agrees_changes_nothing_but_the_reasons() -> None:
    assert read(AGREE) == Opinion(Verdict.AGREE, Reason.SUPPORTED, str(AGREE["quote"]))
    assert after(AGREE) == Checked(replace(ACME, reasons=(*ACME.reasons, "second opinion: agree")))


def test_a_doubt_lowers_the_confidence_and_the_claim_is_still_alerted() -> None:
    checked = after(DOUBT)
    assert checked.mention.confidence == 0.6
    assert checked.mention.reasons[-1] == "second opinion: doubt, old_news"
    assert checked.against is None


def test_a_doubt_below_the_bar_stops_the_claim_and_says_why() -> None:
    checked = after(DOUBT | {"confidence": 0.2})
    assert checked.verdict is Verdict.DOUBT
    assert checked.against is not None
    assert "from 0.8 to 0.2" in checked.against
    assert "an earlier round is told again" in checked.against


def test_a_veto_stops_the_claim_with_its_reason_and_quote_and_leaves_its_confidence() -> None:
    checked = after(VETO)
    assert checked.verdict is Verdict.VETO
    assert checked.against is not None
    assert "the money is no funding round: “has raised $12 million in a Series A round”" in checked.against
    assert checked.mention.confidence == ACME.confidence


def test_even_an_opinion_with_a_higher_confidence_could_not_raise_it() -> None:
    higher = Opinion(Verdict.DOUBT, Reason.OLD_NEWS, "has raised $12 million", 0.99)
    assert judged(ACME, higher, alert_from=0.5).mention.confidence == ACME.confidence


NOT_THE_FORM = {
    "prose": "Yes, this is a funding round.",
    "fenced": f"```json\n{json.dumps(AGREE)}\n```",
    "something after it": json.dumps(AGREE) + " Hope this helps!",
    "a list": [AGREE],
    "nothing": "",
    "null": "null",
    "an extra field": AGREE | {"amount": {"value": 1e9}},
    "a field too few": without("confidence"),
    "no quote": without("quote"),
    "an unknown verdict": AGREE | {"verdict": "approve"},
    "an unknown reason": VETO | {"reason": "because"},
    "a veto because it is supported": VETO | {"reason": "supported"},
    "agreement because it is old": AGREE | {"reason": "old_news"},
    "a doubt without a number": DOUBT | {"confidence": None},
    "a number as text": DOUBT | {"confidence": "0.1"},
    "a truth for a number": DOUBT | {"confidence": True},
    "below nought": DOUBT | {"confidence": -0.1},
    "above one": DOUBT | {"confidence": 1.1},
    "not a number": json.dumps(DOUBT | {"confidence": float("nan")}),
    "a quote too short": VETO | {"quote": "Acme"},
    "a quote of space": VETO | {"quote": " " * 20},
    "a quote too long": VETO | {"quote": TEXT * 10},
    "deep": "[" * 20_000,
}


@pytest.mark.parametrize("content", NOT_THE_FORM.values(), ids=NOT_THE_FORM)
def test_what_is_not_of_the_agreed_form_is_discarded(content: object) -> None:
    found = read(content)
    assert isinstance(found, NoOpinion)
    assert found.failure is Failure.NOT_AN_OPINION
    assert after(content).mention == replace(
        ACME, reasons=(*ACME.reasons, "second opinion: none, not an opinion in the agreed form")
    )


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (VETO | {"company": "Bolt"}, Failure.OTHER_COMPANY),
        (VETO | {"company": "acme"}, Failure.OTHER_COMPANY),
        (DOUBT | {"confidence": 0.81}, Failure.RAISED),
        (AGREE | {"confidence": 1}, Failure.RAISED),
        (VETO | {"confidence": 0.99}, Failure.RAISED),
        (VETO | {"quote": "Acme has never raised any money"}, Failure.INVENTED_QUOTE),
        (VETO | {"quote": "HAS RAISED $12 MILLION"}, Failure.INVENTED_QUOTE),
        (VETO | {"quote": "has raised  $12 million"}, Failure.INVENTED_QUOTE),
    ],
)
def test_another_company_a_higher_number_and_an_invented_quote_are_discarded(content: object, failure: Failure) -> None:
    assert read(content) == NoOpinion(failure)
    assert after(content).against is None
    assert after(content).mention.confidence == ACME.confidence


def test_a_quote_put_together_over_a_gap_is_invented() -> None:
    asked = replace(ASKED, pieces=("Acme raises", " $12 million from Quay"))
    body = saying(VETO | {"quote": "Acme raises $12 million"}).body
    assert opinion_in(body, asked) == NoOpinion(Failure.INVENTED_QUOTE)


def test_the_name_of_a_field_too_many_is_not_repeated() -> None:
    found = read(AGREE | {"<!channel> send money": 1, "verdict": "approve"})
    assert isinstance(found, NoOpinion)
    assert found.detail == "verdict, a field too many"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"\xff\xfe\x00",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}',
        b'{"choices": [{"message": {"content": {"verdict": "agree"}}}]}',
        b'{"choices": [{"text": "agree"}]}',
        b"[" * 60_000,
        b'{"error": {"message": "no such model"}}',
    ],
)
def test_a_response_that_is_no_chat_completion_holds_no_opinion(body: bytes) -> None:
    assert opinion_in(body, ASKED) == NoOpinion(Failure.NOT_JSON)


def test_two_answers_are_none() -> None:
    both = json.loads(saying(AGREE).body)
    both["choices"] *= 2
    assert opinion_in(json.dumps(both).encode(), ASKED) == NoOpinion(Failure.NOT_JSON)


_values = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text("Acme {}\"\\", max_size=30), st.lists(st.integers(), max_size=2),
    st.sampled_from(["Acme", "Bolt", *Verdict, *Reason, AGREE["quote"]]),
)  # fmt: skip
_answers = st.one_of(
    st.dictionaries(st.sampled_from([*AGREE, "amount", "company_name"]), _values),
    st.fixed_dictionaries(
        {
            "company": st.sampled_from(["Acme", "Bolt"]),
            "verdict": st.sampled_from(list(Verdict)),
            "reason": st.sampled_from(list(Reason)),
            "quote": st.sampled_from([AGREE["quote"], "never said anywhere"]),
            "confidence": st.one_of(st.none(), st.floats(-0.5, 1.5)),
        }
    ),
)


@given(_answers, st.floats(0, 1))
def test_whatever_is_answered_nothing_is_raised_and_no_field_but_the_confidence_changes(
    answer: dict[str, Any], before: float
) -> None:
    mention = replace(ACME, confidence=before)
    found = opinion_in(saying(answer).body, question(mention, TEXT, "m"))
    checked = judged(mention, found, alert_from=0.5)
    assert checked.mention.confidence <= before
    assert checked.mention.reasons[: len(mention.reasons)] == mention.reasons
    assert replace(checked.mention, confidence=before, reasons=mention.reasons) == mention
    if isinstance(found, NoOpinion):
        assert checked.against is None
        assert checked.mention.confidence == before


@given(st.binary(max_size=300))
def test_no_bytes_at_all_raise_an_error(body: bytes) -> None:
    assert isinstance(opinion_in(body, ASKED), NoOpinion)
