"""How far a round is when nobody says "in talks", and how much of it has come in."""

import pytest

from alerts.detection import detect
from alerts.detection.mention import UNCONFIRMED, Mention, Scope, Status, Temporality


def news(title: str, text: str) -> Mention:
    """The one new round of an article."""
    found = detect(title, f"{title}\n\n{text}", language="en")
    [mention] = [one for one in found if one.temporality is Temporality.NEW]
    return mention


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Zellar has set its sights on £20m", "Zellar has set itself a target of £20m for its Series A."),
        (
            "Zellar on its $80m round",
            "Zellar has all but confirmed a report that it is raising $80m from Lowland Equity.",
        ),
        ("Zellar kicks off $40m raise", "Zellar, a maker of robots, has kicked off a process to raise $40 million."),
        (
            "Zellar could raise $40m",
            "Zellar, a maker of robots, could raise up to $40 million in a new round, it said.",
        ),
    ],
)
def test_money_that_is_only_hoped_for_is_unconfirmed(title: str, text: str) -> None:
    assert news(title, text).status in UNCONFIRMED


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The Zellar round is on ice", "French start-up Zellar won't get its €15 million this month."),
        ("Zellar puts round on ice", "Zellar has put its €15 million funding round on ice, its founder said."),
        ("Zellar's raise slips", "Zellar's €15 million raise has slipped to the autumn, its founder said."),
        ("Zellar pauses its raise", "Zellar has paused its €15 million fundraise."),
    ],
)
def test_a_round_that_waits_is_delayed(title: str, text: str) -> None:
    mention = news(title, text)
    assert (mention.status, mention.amount and mention.amount.value) == (Status.DELAYED, 15e6)


@pytest.mark.parametrize(
    "text",
    [
        "Zellar, a ride-hailing company in acquisition talks with Bolto, raised $6 million from Moorside.",
        "Zellar raised a $6 million seed round led by Moorside with participation from unnamed individual investors.",
        "In the $6 million seed round that closed on Tuesday, Moorside wrote the biggest cheque into Zellar.",
        "Moorside has denied being the lead investor in the $6 million seed round for the start-up Zellar.",
    ],
)
def test_words_of_reports_and_denials_that_are_none(text: str) -> None:
    assert news("Zellar raises $6M", text).status in (Status.ANNOUNCED, Status.CLOSED)


@pytest.mark.parametrize(
    "told",
    [
        "The 2021 round of $15 million was led by Harbor Capital.",
        "Its $15 million rights issue of last year is enough for a while, the chief executive said.",
    ],
)
def test_a_denied_round_has_no_other_rounds_sum_or_lead(told: str) -> None:
    title = "Zellar: we are not raising money"
    found = detect(title, f"{title}\n\nZellar is not raising funds at present, it said. {told}", language="en")
    denied = next(one for one in found if one.status is Status.DENIED)
    assert (denied.amount, denied.investors) == (None, ())


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("Zellar has sold $6.2M of a $15M offering", "Zellar has raised $6.2 million. It is seeking $15 million.", 6.2e6),
        ("Zellar is halfway to its $12M goal", "Zellar has $6.5 million in signed checks toward the $12 million Series A.", 6.5e6),
        ("Zellar raises money", "Zellar has raised $5 million out of a targeted $20 million round, it said.", 5e6),
        ("Zellar raises money", "Zellar has held a first closing of its Series B at $11 million, with Sandbank Invest.", 11e6),
        ("Zellar lifts total funding past $200M with new $62M round", "Zellar has raised $62 million, it said.", 62e6),
    ],
)  # fmt: skip
def test_the_amount_is_what_came_in(title: str, text: str, value: float) -> None:
    amount = news(title, text).amount
    assert amount is not None
    assert (amount.value, amount.scope is Scope.TOTAL_ROUND) == (value, False)


def test_one_backers_share_is_not_the_round() -> None:
    mention = news("Zellar raises Series A", "Zellar raised its Series A. Footpath Ventures is in for $2 million.")
    assert mention.amount is None


def test_a_loan_has_no_name_of_an_earlier_round() -> None:
    loan = news(
        "Zellar nets $7M debt from Harbor Capital",
        "Zellar has secured $7 million in debt funding from Harbor Capital. "
        "Earlier this year, Zellar raised $20 million as part of its Series E round.",
    )
    assert loan.series is None


@pytest.mark.parametrize(
    "told",
    [
        "Zellar has not raised $5 million.",
        "Zellar did not raise $5 million from Harbor Capital.",
        "Zellar never raised $5 million, its chief said.",
        "Zellar hasn't raised $5 million.",
    ],
)
def test_what_was_not_raised_is_never_announced(told: str) -> None:
    for mention in detect("Zellar and its money", f"{told} It makes pumps in Lyon."):
        assert mention.status is Status.DENIED


def test_what_was_not_only_raised_is_announced() -> None:
    [mention] = detect("Zellar and its money", "Zellar not only raised $5 million from Harbor Capital, it makes pumps.")
    assert mention.status is Status.ANNOUNCED
