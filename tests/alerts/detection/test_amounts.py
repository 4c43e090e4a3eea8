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


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("a million and a half euros", 1.5e6, "EUR"),
        ("a billion and a half dollars", 1.5e9, "USD"),
        ("a million-and-a-half dollars", 1.5e6, "USD"),
        ("three million and a quarter pounds", 3.25e6, "GBP"),
        ("one and a half million euros", 1.5e6, "EUR"),
        ("two-and-a-half billion pounds", 2.5e9, "GBP"),
        ("three and three-quarter million dollars", 3.75e6, "USD"),
        ("two and three quarters of a million pounds", 2.75e6, "GBP"),
        ("three-quarters of a million pounds", 7.5e5, "GBP"),
        ("3.5 billion in won", 3.5e9, "KRW"),
        ("300 million in Swiss francs", 3e8, "CHF"),
        ("40 million in US dollars", 4e7, "USD"),
        ("30 billion won", 3e10, "KRW"),
        ("30 billion Korean won", 3e10, "KRW"),
        ("2 trillion rupiah", 2e12, "IDR"),
        ("$500 billion", 5e11, "USD"),
        ("400 trillion won", 4e14, "KRW"),
    ],
)
def test_a_sum_in_words_or_behind_its_figure(written: str, value: float, currency: str) -> None:
    amount = first("Peat Labs raises fresh funds", f"Peat Labs has raised {written} from Harbour Ventures.").amount
    assert amount is not None
    assert (amount.value, amount.currency, amount.as_written) == (value, currency, written)


@pytest.mark.parametrize("behind", ["at a valuation of 300 billion won", "over two rounds", "this week", "by May"])
def test_won_are_a_currency_whatever_follows(behind: str) -> None:
    amount = first("Peat Labs raises fresh funds", f"Peat Labs has raised 30 billion won {behind}.").amount
    assert amount is not None
    assert (amount.value, amount.currency) == (3e10, "KRW")


@pytest.mark.parametrize(
    "text",
    [
        "Peat Labs entered the race, and of 3 million won the first prize.",
        "Peat Labs has raised a million dollars and a half share of a mill.",
    ],
)
def test_won_is_a_verb_and_a_half_is_a_share(text: str) -> None:
    assert all(one.amount is None or one.amount.value == 1e6 for one in detect("", text, published=PUBLISHED))


@pytest.mark.parametrize(
    "written",
    ["$5,000,000,000,000,000", "$5000000000000", "$900 billion", "900 trillion won", "600 billion euros", "₹90 lakh crore"],
)  # fmt: skip
def test_more_than_any_round_can_be_is_no_rounds_sum(written: str) -> None:
    text = f"Peat Labs has raised {written} in a round led by Harbour Ventures."
    mention = first("Peat Labs raises fresh funds", text)
    assert mention.amount is None
    assert [one.name for one in mention.investors] == ["Harbour Ventures"]


def test_a_headline_whose_digits_ran_together_gives_way_to_the_text() -> None:
    amount = first(
        "Peat Labs raises $40,000,000,000,000", "Peat Labs has raised $40 million from Quay Ventures."
    ).amount
    assert amount is not None
    assert amount.value == 4e7


def test_a_table_and_another_language_have_no_such_sum_either() -> None:
    table = "Company | Amount | Round\nPeat Labs | $900 billion | Seed\nTidal Moss | $9 million | Seed\nFern Loom | $4 million | Seed"
    assert [one.amount and one.amount.value for one in detect("This week's rounds", table)] == [None, 9e6, 4e6]
    [mention] = detect("", "Das Start-up Tarnvik hat 900 Milliarden Euro eingesammelt.", language="de")
    assert mention.amount is None
