"""Who gives the money is never who gets it, whatever leads the headline; and what who gives it denies."""

from datetime import date

import pytest

from alerts.detection import detect


def _told(title: str, text: str) -> list[tuple[str, str | None, str]]:
    return [
        (one.company.name, one.amount.as_written if one.amount else None, one.status.value)
        for one in detect(title, text, published=date(2026, 5, 5), language="en")
        if one.temporality.value == "new"
    ]


@pytest.mark.parametrize(
    ("title", "text", "company"),
    [
        ("Samsung leads $70m round in Orvane", "Samsung led a $70 million round in Orvane.", "Orvane"),
        (
            "Google invests $300 million in Vantry",
            "Google has invested $300 million in Vantry, the maker of cargo bikes.",
            "Vantry",
        ),
        (
            "Honda invests $80 million in Trellick",
            "Honda said on Monday it would invest $80 million in Trellick for a stake of 8%.",
            "Trellick",
        ),
        ("Intel and Honda invest $60m in Orvane", "Intel and Honda have invested $60 million in Orvane.", "Orvane"),
        ("Northern Fund invests €9m in Ferrule", "Northern Fund has invested €9 million in Ferrule.", "Ferrule"),
    ],
)
def test_the_investor_leads_the_headline(title: str, text: str, company: str) -> None:
    assert [told[0] for told in _told(title, text)] == [company]


@pytest.mark.parametrize(
    "text",
    [
        "The stealth company has closed a $40 million Series A led by Mast Partners.",
        "An as yet unnamed fintech closed a €12 million Series A with Lutrell Partners in the lead.",
        "The unnamed start-up raised $30 million. Andreessen led the round. Nvidia is a customer.",
        "The start-up is in talks with Halcyon Capital and Gulf fund Mirqab to raise $500 million.",
        "Honda said it would invest $80 million in Ohio.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert _told("", text) == []


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Mirelle Capital has denied that it is putting €30 million into Quennix.", "Quennix"),
        ("Mirelle Capital denied putting €30 million into Quennix.", "Quennix"),
        ("Nobody has invested $40 million in Vantry, its chief executive said.", "Vantry"),
        ("Nobody invested $30 million in Tindra.", "Tindra"),
    ],
)
def test_what_was_not_given_is_denied(text: str, company: str) -> None:
    assert [(told[0], told[2]) for told in _told("", text)] == [(company, "denied")]


def test_not_only_invested() -> None:
    text = "Mirelle Capital has not only invested €30 million in Quennix, it lends it an office."
    assert [told[2] for told in _told("", text)] == ["announced"]


@pytest.mark.parametrize(
    "denied",
    [
        "The company denied reports that the round valued it at $3 billion.",
        "It denied a report that it would be valued at $3 billion.",
        "It dismissed talk of a $3 billion valuation.",
    ],
)
def test_a_price_that_is_denied_denies_no_round(denied: str) -> None:
    [mention] = detect("", f"Vantry has raised $60 million. {denied}", published=date(2026, 5, 5), language="en")
    assert (mention.status, mention.valuation) == ("announced", None)


def test_who_was_not_in_it_beside_who_was() -> None:
    text = (
        "Orbex Group said on Monday it had not invested in Tindra after a report. The blog said on Friday that Lee had"
        " invested $60 million in the social network Tindra."
    )
    assert _told("Orbex shares jump, says no investment in Tindra", text)[0][1:] == ("$60 million", "rumoured")


@pytest.mark.parametrize(
    "text",
    [
        "Bond has raised $25 million in a Series B led by Korbel Ventures.",
        "Bond raises $12 million from Mast Partners",
        "Bond, a lender, closed a $12 million round led by Korbel Ventures.",
        "Bond is in talks to raise $12 million.",
        "Bond's $12 million Series A was led by Mast Partners.",
    ],
)
def test_bond_is_a_company(text: str) -> None:
    assert [told[0] for told in _told("", text)] == ["Bond"]


@pytest.mark.parametrize("text", ["Bond sales raised $5 million.", "Bonds raised $5 million for the city."])
def test_bonds_are_none(text: str) -> None:
    assert _told("", text) == []
