"""What a company is held to be worth: in the headline, the next sentence or far below, and never an earlier round's."""

import pytest

from alerts.detection import detect
from alerts.detection.mention import Mention, Temporality

_ROUND = "Zellar, which sells data tools, has raised $300 million led by Harbor Capital"


def news(title: str, *sentences: str) -> Mention:
    """The one new round of an article."""
    found = detect(title, "\n\n".join([title, *sentences]), language="en")
    [mention] = [one for one in found if one.temporality is Temporality.NEW]
    return mention


@pytest.mark.parametrize(
    ("told", "worth"),
    [
        ("The deal more than doubles Zellar's valuation from $2 billion to $4.5 billion.", 4.5e9),
        ("The round values Zellar at triple its previous valuation to about $900 million.", 9e8),
        ("The investment - its third in the last 18 months - valued the company at $1.2 billion.", 1.2e9),
        ("Zellar hit a $1.7 billion valuation with the deal.", 1.7e9),
        ("The financing doubles its valuation, to $3 billion.", 3e9),
        ("Zellar's value jumped from $1.4 billion to $3 billion.", 3e9),
        ("The investment gives Harbor a 10% stake, implying a valuation of $3 billion.", 3e9),
        ("The deal valued it at $3 billion, compared with $1 billion in 2023.", 3e9),
        ("The new money came in at $1.2 billion, she said.", 1.2e9),
        ("The round, of which Bolto and Moss Works hold $9 million, gives the company a value of $5 billion.", 5e9),
        ("It was last valued at $2 billion. The new round values it at more than $4.5 billion.", 4.5e9),
        (f"{'It has offices in Lyon. ' * 12}The Series A valued the start-up at $80 million.", 8e7),
        (f"{'It has offices in Lyon. ' * 12}That would value Zellar at $6.4 billion, analysts said.", 6.4e9),
    ],
)  # fmt: skip
def test_what_a_round_values_its_company_at(told: str, worth: float) -> None:
    valuation = news("Zellar raises $300M", f"{_ROUND}.", told).valuation
    assert valuation is not None
    assert valuation.value == worth


def test_a_headline_says_at_what_the_sum_came() -> None:
    mention = news("Zellar raises $300M at $4B", f"{_ROUND}.")
    assert (mention.amount and mention.amount.value, mention.valuation and mention.valuation.value) == (3e8, 4e9)


def test_a_price_tag_is_no_sum_raised() -> None:
    mention = news("Zellar is raising new funds at a $5 billion price tag", "Zellar sells data tools.")
    assert (mention.amount, mention.valuation and mention.valuation.value) == (None, 5e9)


@pytest.mark.parametrize(
    "told",
    [
        "The funding comes less than a year after a $100 million Series B that valued the company at $1 billion.",
        "The company calls its $900 million valuation stale.",
        "Don't ask whether it is worth $900 million.",
        "The start-up had been valued at $1.4 billion after its Series B.",
        "It hit a valuation of $2 billion last year.",
        "Zellar's market is worth $90 billion.",
        "The data tools market is valued at $90 billion.",
        "Zellar was valued at $2 billion in its previous round.",
    ],
)
def test_an_earlier_or_doubted_valuation_is_not_this_rounds(told: str) -> None:
    assert news("Zellar raises $300M", f"{_ROUND}.", told).valuation is None


@pytest.mark.parametrize(
    "told",
    [
        "It raised 50 million crowns at a valuation of 1 billion crowns.",
        "It raised 50 million pesos at a valuation of 1 billion pesos.",
    ],
)
def test_a_valuation_has_no_currency_that_nobody_reported(told: str) -> None:
    mentions = detect("Zellar raises a new round", f"Zellar, a maker of pumps, has raised a new round. {told}")
    assert [mention.company.name for mention in mentions] == ["Zellar"]
    assert mentions[0].valuation is None


@pytest.mark.parametrize(
    ("said", "worth", "kind", "qualifier"),
    [
        ("at a $90 million pre-money, $100 million post-money valuation", 9e7, "pre", "exact"),
        ("at a pre-money valuation of $90 million and a post-money valuation of $100 million", 9e7, "pre", "exact"),
        ("at a valuation of $90 million pre-money ($100 million post-money)", 9e7, "pre", "exact"),
        ("at a post-money valuation of $100 million (pre-money $90 million)", 1e8, "post", "exact"),
        ("at a pre-money valuation of $90 million, or $100 million post-money", 9e7, "pre", "exact"),
        ("at $90 million before the investment and $100 million after it", 9e7, "pre", "exact"),
        ("at $200 million post", 2e8, "post", "exact"),
        ("at a valuation of $100 million, including the new money, up from $40 million", 1e8, "post", "exact"),
        ("valuing it at about £300 million including the new money", 3e8, "post", "about"),
        ("more than doubling its valuation to $2 billion", 2e9, "unspecified", "exact"),
        ("more than quadrupling its valuation from $450 million to $2 billion", 2e9, "unspecified", "exact"),
        ("at a valuation of between $1 billion and $1.2 billion", 1e9, "unspecified", "range"),
        ("at a flat valuation of $2 billion", 2e9, "unspecified", "exact"),
        ("at a $1bn-plus valuation", 1e9, "unspecified", "at_least"),
        ("in a round that takes its valuation down from $4 billion to $2 billion", 2e9, "unspecified", "exact"),
        ("at a valuation that slipped from $4 billion to $2 billion", 2e9, "unspecified", "exact"),
        ("and its valuation went down from $4bn to $2bn", 2e9, "unspecified", "exact"),
        ("at a valuation of $2 billion, down from $4 billion", 2e9, "unspecified", "exact"),
        ("as its valuation was cut to $2bn from $4bn", 2e9, "unspecified", "exact"),
        ("while its valuation of $1 billion stayed flat", 1e9, "unspecified", "exact"),
    ],
)
def test_each_sum_beside_another_keeps_its_own_words(said: str, worth: float, kind: str, qualifier: str) -> None:
    mention = news("Zellar raises $10 million", f"Zellar, which sells data tools, has raised $10 million {said}.")
    valuation = mention.valuation
    assert valuation is not None
    assert (valuation.value, valuation.kind, valuation.qualifier) == (worth, kind, qualifier)
    assert mention.amount is not None
    assert mention.amount.value == 1e7


@pytest.mark.parametrize(
    "told",
    [
        "Zellar, which sells data tools, has raised a funding round worth $10 million from Harbor Capital.",
        "Zellar, which sells data tools, has issued debentures worth $10 million to Harbor Capital.",
        "Zellar, which sells data tools, has raised $10 million on a SAFE with a $90 million valuation cap.",
        "Zellar, which sells data tools, has raised $10 million using a post-money SAFE.",
    ],
)
def test_what_is_raised_and_what_is_capped_is_no_worth(told: str) -> None:
    [mention] = detect("", told, language="en")
    assert mention.valuation is None
    assert mention.amount is not None
    assert mention.amount.value == 1e7
