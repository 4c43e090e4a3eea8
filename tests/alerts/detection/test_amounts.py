"""The amount of a mention: what it counts, how firmly it is stated, and the words that keep it back."""

from datetime import date

import pytest

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.detection.evaluation import as_event
from alerts.detection.mention import Qualifier, Scope

PUBLISHED = date(2026, 4, 15)


def first(title: str, text: str) -> Mention:
    """The first mention; its amount's evidence is held against the text."""
    mention = detect(title, text, published=PUBLISHED)[0]
    if mention.amount:
        assert stored_text(title, text)[slice(*mention.evidence["amount"])] == mention.amount.as_written
    return mention


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Peat Labs, a Leeds start-up, has raised an undisclosed amount from Harbour Ventures.", "an undisclosed amount"),
        ("Peat Labs has closed a seed round led by Harbour Ventures. The start-up did not disclose the size of the round.",
         "did not disclose the size"),
        ("Peat Labs has closed a seed round led by Harbour Ventures. The terms of the deal were not disclosed.",
         "The terms of the deal were not disclosed"),
        ("Peat Labs has closed a seed round. It refused to share the size of the cheque.", "refused to share the size"),
        ("Peat Labs has closed a seed round led by Harbour Ventures, without disclosing the amount.", "without disclosing the amount"),
        ("Harbour Ventures has invested an undisclosed sum in Peat Labs.", "an undisclosed sum"),
        ("Peat Labs has closed a seed round. Financial terms of the round remain undisclosed.", "Financial terms of the round remain undisclosed"),
        ("Peat Labs has raised a seed round. The company declined to say how much it had raised.", "declined to say how much"),
    ],
)  # fmt: skip
def test_a_sum_that_is_kept_back_is_undisclosed(text: str, written: str) -> None:
    mention = first("Peat Labs raises seed round", text)
    amount = mention.amount
    assert amount is not None
    assert amount.qualifier is Qualifier.UNDISCLOSED
    assert amount.as_written.lower() == written.lower()
    assert (amount.value, amount.min, amount.max, amount.currency) == (None, None, None, None)
    assert as_event(mention)["amount"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Peat Labs has raised $5 million from Harbour Ventures. The terms of the deal were not disclosed.",
        "Peat Labs has closed a $5 million seed round at an undisclosed valuation.",
    ],
)
def test_a_known_sum_is_not_undisclosed(text: str) -> None:
    amount = first("Peat Labs raises seed round", text).amount
    assert amount is not None
    assert (amount.value, amount.qualifier) == (5e6, Qualifier.EXACT)


@pytest.mark.parametrize(
    "text",
    [
        "Peat Labs has closed a seed round led by Harbour Ventures at an undisclosed valuation.",
        "Peat Labs has closed a seed round led by Harbour Ventures. It did not disclose its valuation.",
        "Peat Labs has closed a seed round led by Harbour Ventures. The names of its customers were not disclosed.",
    ],
)
def test_what_else_is_kept_back_is_no_sum(text: str) -> None:
    assert first("Peat Labs raises seed round", text).amount is None


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("a nine-figure sum", 1e8, 1e9),
        ("a round in the low eight figures", 1e7, 4e7),
        ("a seven-figure seed round", 1e6, 1e7),
    ],
)
def test_the_order_of_a_sum_is_a_range(said: str, least: float, most: float) -> None:
    amount = first("Peat Labs raises money", f"Peat Labs has raised {said} led by Harbour Ventures.").amount
    assert amount is not None
    assert (amount.value, amount.min, amount.max, amount.qualifier) == (None, least, most, Qualifier.RANGE)


@pytest.mark.parametrize(
    ("text", "written", "scope"),
    [
        ("Peat Labs has extended its Series B to $80m in total, Harbour Ventures said.", "$80m", Scope.TOTAL_ROUND),
        ("Peat Labs has raised a further $20 million from Harbour Ventures, bringing the round to $80 million.",
         "$20 million", Scope.THIS_ROUND),
        ("Peat Labs has raised $5 million, bringing its total funding to $30 million.", "$5 million", Scope.THIS_ROUND),
        ("Peat Labs has raised commitments of up to $50 million from Harbour Ventures.", "up to $50 million",
         Scope.COMMITMENT),
        ("Peat Labs has received the first tranche of $20 million of its Series B.", "$20 million", Scope.TRANCHE),
        ("Peat Labs has raised $20 million in a first close of its Series B.", "$20 million", Scope.TRANCHE),
        ("Peat Labs has announced the final close of its $40 million Series B round.", "$40 million", Scope.THIS_ROUND),
        ("Peat Labs has raised $40 million in a Series B; a second tranche will follow.", "$40 million", Scope.THIS_ROUND),
    ],
)  # fmt: skip
def test_a_sum_says_what_it_counts(text: str, written: str, scope: Scope) -> None:
    amount = first("Peat Labs lands money", text).amount
    assert amount is not None
    assert (amount.as_written, amount.scope) == (written, scope)


def test_the_rounds_own_sum_comes_before_its_total_in_the_headline() -> None:
    text = "Peat Labs has raised a further $20 million from Harbour Ventures, bringing the round to $80 million."
    amount = first("Peat Labs extends Series B to $80m", text).amount
    assert amount is not None
    assert (amount.value, amount.scope) == (20e6, Scope.THIS_ROUND)
