"""Which part of a round an article tells of, and whether a valuation counts the new money."""

from datetime import date

import pytest

from alerts.detection import Mention, detect

TITLE = "Peat Labs raises Series B"


def first(text: str) -> Mention:
    return detect(TITLE, text, published=date(2026, 4, 15))[0]


@pytest.mark.parametrize(
    ("text", "index", "of", "status"),
    [
        ("Peat Labs has received the first tranche of $20 million of its Series B. The second tranche is expected in May.",
         1, None, "closed"),
        ("Peat Labs has closed the second of three tranches of its $60 million Series B.", 2, 3, "closed"),
        ("Peat Labs has raised $60 million in a Series B and will then seek a second tranche.", 2, None, "planned"),
        ("Peat Labs has raised a $60 million Series B in two tranches; the final tranche is due in May.", 2, 2, "planned"),
        ("Peat Labs has raised $20 million in a first close of its Series B.", 1, None, "closed"),
    ],
)  # fmt: skip
def test_a_part_of_a_round_has_its_number_and_status(text: str, index: int, of: int | None, status: str) -> None:
    tranche = first(text).tranche
    assert tranche is not None
    assert (tranche.index, tranche.of, tranche.status) == (index, of, status)


@pytest.mark.parametrize("text", [
    "Peat Labs has raised a $60 million Series B. It wants to grow in the second part of the year.",
    "Peat Labs has raised a $60 million Series B, its second round.",
])  # fmt: skip
def test_what_is_no_part_of_a_round(text: str) -> None:
    assert first(text).tranche is None


@pytest.mark.parametrize(
    ("said", "kind", "value", "qualifier"),
    [
        ("at a pre-money valuation of $1 billion", "pre", 1e9, "exact"),
        ("at a valuation of $1 billion before the new money", "pre", 1e9, "exact"),
        ("at a valuation of more than $1 billion after the investment", "post", 1e9, "more_than"),
        ("at a valuation of about $900 million including the new money", "post", 9e8, "about"),
        ("valuing the company at $1 billion post the round", "post", 1e9, "exact"),
        ("valuing the company at $1 billion", "unspecified", 1e9, "exact"),
    ],
)
def test_a_valuation_counts_the_new_money_or_not(said: str, kind: str, value: float, qualifier: str) -> None:
    worth = first(f"Peat Labs has raised $60 million in a Series B led by Harbour Ventures, {said}.").valuation
    assert worth is not None
    assert (worth.kind, worth.value, worth.qualifier) == (kind, value, qualifier)


def test_a_unicorn_is_no_number() -> None:
    assert first("Peat Labs has raised $60 million in a Series B, which makes it a unicorn.").valuation is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Peat Labs has raised the first €5 million of a planned €20 million round led by Harbour Ventures.", 5e6),
        ("Peat Labs has secured the first €5 million of a planned €20 million.", 5e6),
        ("Peat Labs has closed the first $5 million of a $20 million Series A.", 5e6),
        ("Peat Labs has raised an initial $5 million of a targeted $20 million round.", 5e6),
        ("Peat Labs has secured an initial $8 million towards a $25 million Series A.", 8e6),
        ("Peat Labs has raised €5 million, the first part of a planned €20 million round.", 5e6),
        ("Peat Labs has landed $9 million, the first slice of an expected $15 million Series A.", 9e6),
        ("Peat Labs has drawn the first $10 million tranche of a $40 million round from Harbour Ventures.", 1e7),
        ("Peat Labs has received the first $10 million instalment of a $40 million investment.", 1e7),
        ("Peat Labs has received the first tranche of $10 million out of a $40 million investment.", 1e7),
        ("Peat Labs has raised a first tranche of €5 million of a planned €20 million round.", 5e6),
        ("Peat Labs has announced the first close of its Series B at $30 million, with a target of $50 million.", 3e7),
        ("Peat Labs has completed the first close of its Series B at $30 million.", 3e7),
        ("Peat Labs has raised $30 million in the first close of its Series B, which has a target of $50 million.", 3e7),
        ("Peat Labs has reached a first close of $30 million on its $50 million Series B.", 3e7),
    ],
)  # fmt: skip
def test_a_first_part_has_its_own_sum_and_leaves_the_round_partly_closed(text: str, value: float) -> None:
    mention = first(text)
    assert mention.amount is not None
    assert mention.tranche is not None
    assert (mention.amount.value, mention.amount.scope, mention.status) == (value, "tranche", "partly_closed")
    assert mention.tranche.index == 1
    assert mention.tranche.status != "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Peat Labs has raised $30 million of a targeted $50 million.",
        "Peat Labs has raised $30 million out of a planned $50 million Series B.",
        "Peat Labs has raised $30 million so far of a planned $50 million Series B.",
        "Peat Labs has closed $30 million of its targeted $50 million Series B.",
        "Peat Labs has raised $30 million of the $50 million it is seeking.",
        "Peat Labs has raised $30 million out of the $50 million that the company needs.",
    ],
)
def test_what_has_come_in_of_a_round_leaves_it_partly_closed(text: str) -> None:
    mention = first(text)
    assert mention.amount is not None
    assert (mention.amount.value, mention.status, mention.tranche) == (3e7, "partly_closed", None)


def test_a_first_close_of_a_whole_rounds_sum() -> None:
    mention = first("Peat Labs has announced the first close of its $50 million Series B.")
    assert mention.amount is not None
    assert (mention.amount.value, mention.amount.scope, mention.status) == (5e7, "total_round", "partly_closed")


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("Peat Labs, the first of its kind, has raised $20 million of new funding.", 2e7, "announced"),
        ("Peat Labs has raised its first $5 million in a seed round.", 5e6, "announced"),
        ("Peat Labs has raised its first €5 million, two years after it was founded.", 5e6, "announced"),
        ("Peat Labs has raised $5 million, of which the first $1 million goes to a planned $2 million lab.", 5e6, "announced"),
        ("Peat Labs has raised $5 million in the first part of the year.", 5e6, "announced"),
        ("Peat Labs spent the first $5 million of its $20 million Series A on a mill.", 5e6, "announced"),
        ("Peat Labs has closed a $20 million Series B, its first round.", 2e7, "closed"),
        ("Peat Labs hopes to raise the first $5 million of a planned $20 million round by May.", 5e6, "planned"),
        ("Peat Labs has announced the final close of its Series B at $50 million.", 5e7, "closed"),
    ],
)  # fmt: skip
def test_what_leaves_no_round_partly_closed(text: str, value: float, status: str) -> None:
    mention = detect("", text, published=date(2026, 4, 15))[0]
    assert mention.amount is not None
    assert (mention.amount.value, mention.status) == (value, status)
