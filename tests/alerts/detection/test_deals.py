"""What is no round and is told as what it is: a company bought, shares that only change hands."""

from datetime import date

import pytest

from alerts.detection import detect


def _told(text: str, title: str = "") -> list[tuple[str, str, str | None, str, list[str]]]:
    found = detect(title, text, published=date(2026, 5, 5), language="en")
    return [
        (
            one.company.name,
            one.kind.value,
            one.amount.as_written if one.amount else None,
            one.status.value,
            [backer.name for backer in one.investors],
        )
        for one in found
        if one.temporality.value == "new"
    ]


@pytest.mark.parametrize(
    ("text", "amount", "status", "buyer"),
    [
        ("Marrow has acquired Tollgate for $40 million.", "$40 million", "announced", "Marrow"),
        ("Marrow acquires Tollgate", None, "announced", "Marrow"),
        ("Marrow is buying Tollgate, a maker of toll booths, for $40 million.", "$40 million", "announced", "Marrow"),
        ("Tollgate was acquired by Marrow.", None, "announced", "Marrow"),
        ("Tollgate has been bought by Quay Partners.", None, "announced", "Quay Partners"),
        ("Marrow's acquisition of Tollgate closed on Monday.", None, "closed", "Marrow"),
        ("Marrow plans to acquire Tollgate.", None, "planned", "Marrow"),
        (
            "Marrow is in talks to buy Tollgate for about $2 billion, people familiar with the matter said.",
            "about $2 billion",
            "in_talks",
            "Marrow",
        ),
    ],
)
def test_a_company_is_bought(text: str, amount: str | None, status: str, buyer: str) -> None:
    assert _told(text) == [("Tollgate", "acquisition", amount, status, [buyer])]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Tollgate has launched a tender offer that lets staff sell $60 million of stock.", "$60 million"),
        ("Quay Ventures has bought $40 million of Tollgate shares from early investors.", "$40 million"),
        (
            "Tollgate employees will sell $60 million of shares to Quay Ventures in a tender offer at a $3 billion valuation.",
            "$60 million",
        ),
    ],
)
def test_shares_change_hands(text: str, amount: str) -> None:
    [told] = _told(text)
    assert told[:3] == ("Tollgate", "secondary", amount)


@pytest.mark.parametrize(
    "text",
    [
        "Marrow has bought 40 buses for $40 million.",
        "Marrow bought Tollgate's warehouse for $4 million.",
        "Marrow bought Leeds-based Tollgate in 2019.",
        "Where to buy Tollgate shares.",
        "Customers can buy Marrow phones from June.",
        "He bought Marrow shoes.",
        "The rival bought Google ads.",
        "Analysts say investors should buy Tollgate.",
        "Buy Tollgate now, pay later.",
        "The government will buy Patriot missiles.",
        "Did Marrow buy Tollgate?",
        "Tollgate failed to acquire Marrow.",
        "Marrow would have acquired Tollgate.",
        "If Marrow acquired Tollgate, prices would rise.",
        "The regulator blocked Marrow from buying Tollgate.",
        "Marrow has not acquired Tollgate.",
        "Lee bought Tollgate a coffee.",
    ],
)
def test_what_is_no_deal(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tollgate raised $5 million to acquire rivals.",
        "Tollgate raised $5 million for the acquisition of Marrow.",
        "Tollgate raised $5 million and acquired Marrow.",
        "Tollgate raised $5 million after buying Marrow.",
        "After acquiring Marrow, Tollgate raised $5 million.",
    ],
)
def test_a_round_beside_a_purchase_is_a_round(text: str) -> None:
    assert [told[:3] for told in _told(text) if told[0] == "Tollgate"] == [("Tollgate", "equity", "$5 million")]


@pytest.mark.parametrize(
    "text",
    [
        "Marrow agreed to acquire Tollgate for $220 million. Tollgate had raised $64 million from Quay Ventures.",
        "Marrow will buy Tollgate for $220 million. Tollgate raised a $64 million Series B in 2019, led by Quay Ventures.",
        "Marrow is buying Tollgate for $220 million. Founded in 2015, Tollgate raised $64 million in 2021.",
        "Tollgate was acquired by Marrow for $220 million. It had raised $64 million from Quay Ventures.",
    ],
)
def test_what_was_raised_before_does_not_hide_the_purchase(text: str) -> None:
    [told] = _told(text)
    assert told[:3] == ("Tollgate", "acquisition", "$220 million")
    assert told[4] == ["Marrow"]


def test_a_new_round_keeps_an_older_purchase_back() -> None:
    text = "Marrow acquired Tollgate last year. Tollgate has now raised $64 million from Quay Ventures."
    assert [told[:2] for told in _told(text)] == [("Tollgate", "equity")]


@pytest.mark.parametrize(
    "text",
    [
        "Quay Ventures agreed to buy up to $1.25 billion of insider shares in Tollgate.",
        "Quay Ventures, SoftBank and others will buy up to $1.25 billion of Tollgate insider shares.",
        "Tollgate said a group of investors agreed to buy up to $1.25 billion of employee shares.",
        "Quay Ventures bought up to $1.25 billion in founders' stock of Tollgate.",
    ],
)
def test_the_shares_of_insiders_only_change_hands(text: str) -> None:
    [told] = _told(text)
    assert told[:3] == ("Tollgate", "secondary", "up to $1.25 billion")


@pytest.mark.parametrize(
    ("text", "raised", "price"),
    [
        ("Marrow acquires Tollgate with fresh $50 million from Quay Capital.", "$50 million", None),
        ("Marrow, a toy maker, has acquired Tollgate with $50 million of new funding.", "$50 million", None),
        ("Marrow acquires Tollgate with $50 million in new funding.", "$50 million", None),
        ("Marrow acquires Tollgate with new $50M from Quay Ventures.", "$50M", None),
        ("Marrow buys Tollgate with fresh €5 million from Quay Ventures.", "€5 million", None),
        ("Marrow acquires Tollgate with $50 million in cash.", None, "$50 million"),
        ("Marrow acquires Tollgate for $50 million with new partners.", None, "$50 million"),
    ],
)
def test_what_a_buyer_raises_is_no_price(text: str, raised: str | None, price: str | None) -> None:
    told = {(name, kind): amount for name, kind, amount, *_ in _told(text)}
    assert told.pop(("Tollgate", "acquisition")) == price
    assert told == ({("Marrow", "equity"): raised} if raised else {})


def test_a_purchase_that_is_denied() -> None:
    assert [told[:4] for told in _told("Tollgate denied that it had acquired Marrow.")] == [
        ("Marrow", "acquisition", None, "denied")
    ]


def test_a_headline_alone() -> None:
    [told] = _told("The two firms said so on Monday.", "Marrow acquires Tollgate")
    assert told[:2] == ("Tollgate", "acquisition")


def test_a_company_with_a_round_has_no_deal_by_its_short_name() -> None:
    text = "Tollgate Labs has raised $5 million from Quay Ventures. Last week Marrow acquired Tollgate."
    assert [told[:2] for told in _told(text, "Tollgate Labs raises $5 million")] == [("Tollgate Labs", "equity")]


def test_evidence_of_a_deal() -> None:
    text = "LYON - Marrow has acquired Tollgate for $40 million, it said."
    [mention] = detect("", text, published=date(2026, 5, 5), language="en")
    written = {name: text[start:end] for name, (start, end) in mention.evidence.items()}
    assert written["company"] == "Tollgate"
    assert written["amount"] == "$40 million"
    assert written["kind"] == "acquired"
    assert written["investors.0"] == "Marrow"


def test_a_deal_far_down_is_not_what_an_article_is_about() -> None:
    text = "Nothing else happened. " * 120 + "Marrow has acquired Tollgate."
    assert _told(text) == []
