"""A table's rows fill the fields that the table has."""

from datetime import date

from alerts.detection import detect
from alerts.detection.mention import Qualifier

PUBLISHED = date(2026, 4, 15)
TABLE = """The week in funding

Date | Company | Amount | Round | Valuation | Lead investor
12 Apr | Peat Labs | $5 million | Seed | $40 million | Harbour Ventures
13 Apr | Moss Works | Undisclosed | Series A | - | Bolt Capital
2026-04-14 | Fen Maps | - | Seed | - | Quay Partners
"""
LIST = """The week in funding

Peat Labs: $5 million seed, Harbour Ventures
Moss Works: undisclosed Series A, Bolt Capital
Fen Maps: $2 million seed, Quay Partners
"""


def test_a_row_has_its_date_valuation_and_sum() -> None:
    peat, moss, fen = detect("The week in funding", TABLE, published=PUBLISHED)
    assert [one.dates.announced_on.start for one in (peat, moss, fen) if one.dates.announced_on] == [
        "2026-04-12", "2026-04-13", "2026-04-14",
    ]  # fmt: skip
    assert peat.valuation is not None
    assert (peat.valuation.value, moss.valuation) == (40e6, None)
    assert moss.amount is not None
    assert (moss.amount.value, moss.amount.qualifier, moss.amount.as_written) == (
        None,
        Qualifier.UNDISCLOSED,
        "Undisclosed",
    )
    assert fen.amount is None
    for one in (peat, moss, fen):
        assert set(one.fields_set()) == set(one.evidence)
        if one.amount:
            assert TABLE[slice(*one.evidence["amount"])] == one.amount.as_written
        assert one.dates.announced_on is not None
        assert TABLE[slice(*one.evidence["dates.announced_on"])] == one.dates.announced_on.as_written


def test_a_day_without_a_year_needs_a_day_of_publication() -> None:
    found = detect("The week in funding", TABLE)
    assert [one.dates.announced_on is not None for one in found] == [False, False, True]


def test_a_list_entry_may_keep_its_sum_back() -> None:
    _, moss, _ = detect("The week in funding", LIST, published=PUBLISHED)
    assert moss.amount is not None
    assert moss.amount.qualifier is Qualifier.UNDISCLOSED
    assert LIST[slice(*moss.evidence["amount"])] == moss.amount.as_written


def test_an_investor_of_one_letter_has_its_name() -> None:
    mentions = detect(
        "Rounds of the week",
        "Company | Amount | Stage | Investors\nAcme | $5m | Seed | X\nBirch | $9m | Seed | Quay, X",
    )
    named = {mention.company.name: [investor.name for investor in mention.investors] for mention in mentions}
    assert named == {"Acme": ["X"], "Birch": ["Quay", "X"]}
