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
