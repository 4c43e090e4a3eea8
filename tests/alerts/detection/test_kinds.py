"""What the money is: a loan, a convertible, shares of earlier holders; and equity where these are only a part of it."""

import pytest

from alerts.detection import detect
from alerts.detection.mention import Temporality


def kind(text: str) -> str:
    return next(one.kind.value for one in detect("", text, language="en") if one.temporality is Temporality.NEW)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("through non-convertible debentures from Harbour Bank", "debt"),
        ("through non convertible debentures", "debt"),
        ("through nonconvertible debentures", "debt"),
        ("through non‑convertible bonds", "debt"),
        ("via unlisted, secured non-convertible notes", "debt"),
        ("in non-convertible loan notes", "debt"),
        ("via NCDs from Harbour Bank", "debt"),
        ("by issuing compulsorily convertible debentures", "convertible"),
        ("in a convertible note", "convertible"),
        ("in convertible loans", "convertible"),
        ("in convertible debt from Quay Ventures", "convertible"),
        ("in convertible bonds", "convertible"),
        ("in compulsorily convertible preference shares", "equity"),
        ("through a SAFE from Quay Ventures", "convertible"),
        ("on a SAFE note", "convertible"),
        ("in SAFEs", "convertible"),
        ("using an uncapped SAFE", "convertible"),
        ("in a SAFE round", "convertible"),
        ("via a simple agreement for future equity", "convertible"),
        ("for its SAFE water project", "equity"),
        ("for a safe", "equity"),
        ("from SAFE Ventures", "equity"),
        ("with a SAFE Bank account", "equity"),
    ],
)
def test_what_may_become_shares_is_convertible(by: str, expected: str) -> None:
    assert kind(f"Tollo has raised $20 million {by}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tollo has raised $50 million, of which $20 million was secondary.",
        "Tollo has raised $50 million, of which $20 million was a secondary sale.",
        "Tollo has raised $50 million in a primary and secondary round led by Quay Ventures.",
        "Tollo has raised $50 million through a combination of primary capital and secondary share sales.",
        "Tollo has raised $50 million, comprising $30 million of new capital and a $20 million secondary sale.",
        "Tollo has raised $50 million, including a $20 million secondary share sale, led by Quay Ventures.",
        "Quay Ventures invested $50 million in Tollo, part of it through a secondary sale.",
        "Quay Ventures invested $50 million in Tollo. Half of the money was a secondary sale.",
    ],
)
def test_a_round_that_is_partly_secondary_is_equity(text: str) -> None:
    assert kind(text) == "equity"


@pytest.mark.parametrize(
    "text",
    [
        "Tollo has raised $50 million in a secondary round led by Quay Ventures.",
        "Tollo has raised $50 million in a secondary sale and no primary capital.",
        "Tollo has raised $50 million in a secondary transaction in which no new shares were issued.",
        "Tollo has raised $50 million in a secondary sale from investors including Quay Ventures.",
        "Quay Ventures invested $50 million in Tollo in a secondary transaction.",
        "Quay Ventures invested $50 million in Tollo. It was a secondary sale.",
    ],
)
def test_a_round_of_earlier_holders_shares_is_secondary(text: str) -> None:
    assert kind(text) == "secondary"


@pytest.mark.parametrize(
    "of",
    [
        "in equity and debt from Quay Ventures",
        "in debt and equity funding led by Quay Ventures",
        "in Series B equity and debt financing",
        ", a mix of equity and venture debt",
        ", made up of $30 million in equity and a $20 million loan",
        ", of which $20 million is debt",
        ", half of it debt",
        ", including $10 million of venture debt, from Quay Ventures",
        "plus a $10 million loan from Harbour Bank",
        ", including a $5 million grant, from Quay Ventures",
        "in a round combining equity, debt and grants",
    ],
)
def test_equity_with_debt_or_a_grant_is_equity(of: str) -> None:
    assert kind(f"Tollo has raised $50 million {of}.".replace(" ,", ",")) == "equity"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("in venture debt from Harbour Bank", "debt"),
        ("in debt, and plans an equity round", "debt"),
        ("in debt without giving up equity", "debt"),
        ("in a debt round rather than equity", "debt"),
        ("in venture debt from private equity firm Harbour Partners", "debt"),
        ("as part of a debt financing with Harbour Bank", "debt"),
        ("in debt from lenders including Harbour Bank in a term loan", "debt"),
        ("in a loan plus a $10 million credit line from Harbour Bank", "debt"),
        ("in grants from Harbour Foundation, including $1 million for schools", "grant"),
    ],
)
def test_a_loan_or_a_grant_alone_is_one(of: str, expected: str) -> None:
    assert kind(f"Tollo has raised $50 million {of}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tollo is looking to raise funds after being denied more than half of a $29 million government loan.",
        "Tollo has secured a package that includes a term loan of $29 million from Harbour Bank.",
    ],
)
def test_a_part_of_no_sum_is_no_part(text: str) -> None:
    assert kind(text) == "debt"


def test_a_tables_stage_says_the_same() -> None:
    rows = [
        ("Tollo", "Non-convertible notes"),
        ("Quenby", "Convertible debentures"),
        ("Farro", "SAFE"),
        ("Dunlin", "NCD"),
    ]
    table = "\n".join(["Company | Amount | Round", *(f"{name} | $9 million | {stage}" for name, stage in rows)])
    assert [one.kind.value for one in detect("This week's rounds", table)] == [
        "debt",
        "convertible",
        "convertible",
        "debt",
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Credit Suisse led a $50 million round in Vantry.", "equity"),
        ("Korbel Ventures led a $12 million round in Bond.", "equity"),
        ("Tarnvik has raised $12 million from Credit Harbor and Loan Star.", "equity"),
        ("Quay Ventures backs Loan Star with $4 million.", "equity"),
        ("Tarnvik has raised $12 million from Grant Street Capital.", "equity"),
        ("Tarnvik has raised a $12 million loan from Bond.", "debt"),
        ("Tarnvik has raised $12 million in debt from Credit Suisse.", "debt"),
        ("Tarnvik Raises $50M Bond", "debt"),
        ("Tarnvik Raises $50M Bond Issue", "debt"),
        ("Tarnvik Raises $50M Term Loan From Bond Street Capital", "debt"),
        ("Tarnvik raises Rs 40 crore from Alder Venture Debt Fund", "debt"),
        ("Tarnvik Wins $2M NIH Grant", "grant"),
    ],
)
def test_a_names_first_word_tells_no_kind(told: str, expected: str) -> None:
    assert kind(told) == expected
