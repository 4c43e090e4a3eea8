"""How far a round is: what is denied, only supposed, still ahead, or a deed beside which something else is told."""

from datetime import date

import pytest

from alerts.detection import detect


def _told(text: str, title: str = "") -> list[tuple[str, str | None, str]]:
    return [
        (one.company.name, one.amount.as_written if one.amount else None, one.status.value)
        for one in detect(title, text, published=date(2026, 5, 5), language="en")
        if one.temporality.value == "new"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Imagine Acme raised $5 million.",
        "Suppose Tollgate raises $12 million.",
        "Let's say Tollgate raised $12 million.",
        "If Tollgate raised $5 million it would hire ten people.",
        "Had Tollgate raised $5 million, it would have hired ten people.",
        "Tollgate wishes it had raised $12 million.",
        "Whether Tollgate raised $12 million is not known.",
        "Tollgate would have raised $12 million.",
        "The chairman said it would be wrong if Tollgate raised $12 million.",
        "Unless Tollgate raises $12 million, it closes in June.",
        "Tollgate has not raised outside funding.",
        "Tollgate has never raised venture capital.",
        "Tollgate hopes never to raise another round.",
        "Tollgate decided not to raise a Series B.",
        "Korbel Ventures has not invested $30 million in Tarnvik.",
        "Korbel Ventures never invested in Tarnvik.",
        "Korbel Ventures did not invest $30 million in Tarnvik.",
    ],
)
def test_what_is_only_supposed_is_claimed_by_nobody(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "company", "amount"),
    [
        ("Korbel Ventures denied that it was investing $50 million in Tarnvik.", "Tarnvik", "$50 million"),
        (
            "“This is baseless,” Boltkart said of a report that it was raising $100 million.",
            "Boltkart",
            "$100 million",
        ),
        ("Tollgate said it was untrue that it was raising $12 million.", "Tollgate", "$12 million"),
        ("It is not true that Tollgate has raised $12 million, its founder said.", "Tollgate", "$12 million"),
        (
            "Reports that Tollgate has raised $12 million are false, its chief executive said.",
            "Tollgate",
            "$12 million",
        ),
        (
            "Tollgate dismissed as speculation a story that it was raising $12 million.",
            "Tollgate",
            "$12 million",
        ),
        ("Tollgate denied it had raised $12 million.", "Tollgate", "$12 million"),
        ("There is no truth in reports that Tollgate is raising $12 million, it said.", "Tollgate", "$12 million"),
        ("Tollgate has not raised $5 million, its founder said.", "Tollgate", None),
        ("Tollgate has not raised a Series B, contrary to reports.", "Tollgate", None),
    ],
)
def test_what_is_called_untrue_is_denied(text: str, company: str, amount: str | None) -> None:
    assert _told(text) == [(company, amount, "denied")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tollgate is targeting a $40 million Series B.", "planned"),
        ("Tollgate is eyeing a $40 million round.", "planned"),
        ("Tollgate will seek to raise $40 million next year.", "planned"),
        ("Tollgate plans to raise $40 million.", "planned"),
        ("Tollgate hopes to close a $40 million Series A by June.", "planned"),
        ("Tollgate is looking for $40 million in Series A funding.", "planned"),
        ("Tollgate is getting ready to raise $40 million.", "planned"),
        ("Tollgate could raise $40 million.", "rumoured"),
        ("Tollgate may have raised $40 million.", "rumoured"),
        ("Tollgate is expected to raise $40 million.", "rumoured"),
        ("Tollgate is likely to raise $40 million.", "rumoured"),
        ("Tollgate is understood to have raised $40 million.", "rumoured"),
        ("Tollgate is believed to be raising $40 million.", "rumoured"),
        ("Tollgate is in talks to raise $40 million.", "in_talks"),
        ("Tollgate has shelved plans to raise $40 million.", "abandoned"),
        ("Tollgate has raised $40 million.", "announced"),
        ("Tollgate raised $40 million and plans to raise $90 million next year.", "announced"),
        ("Tollgate, which plans to hire, has raised $40 million.", "announced"),
        ("Tollgate raised $40 million, and it aims to double its sales.", "announced"),
        ("Tollgate has raised $40 million from Quay Ventures, denying a report that it was worth less.", "announced"),
        ("Tollgate has raised $40 million and denied that it is for sale.", "announced"),
        ("Tollgate has closed a $40 million round.", "closed"),
    ],
)
def test_how_far_the_round_is(text: str, status: str) -> None:
    assert _told(text) == [("Tollgate", "$40 million", status)]


def test_who_was_not_in_a_round_denies_no_round() -> None:
    text = (
        "Tollgate has closed a $60 million investment by Quay Ventures, a person familiar with the deal said. On Monday"
        " Marrow denied it had invested in Tollgate."
    )
    assert _told(text, "Quay Ventures buys stake in Tollgate: source") == [("Tollgate", "$60 million", "rumoured")]


def test_the_company_could_announce_and_has_not() -> None:
    [mention] = detect(
        "",
        "Tollgate is raising $40 million, people familiar with the matter said. Tollgate could announce it in June.",
        published=date(2026, 5, 5),
    )
    assert mention.certainty == "anonymous"


@pytest.mark.parametrize(
    "text",
    [
        "Quarrel, last valued at $2 billion, has raised $40 million from Quay Capital.",
        "Quarrel, valued at $1bn in 2021, has raised $40 million.",
        "Quarrel, founded in 2015, has raised $40 million from Quay Capital.",
        "Quarrel, which was valued at $1 billion last year, has raised $40 million from Quay Capital.",
        "Quarrel, which last raised money in March 2023, has secured $40 million led by Quay Capital.",
        "Quarrel (last valued at $1 billion in 2022) has raised $40 million from Quay Capital.",
        "Quarrel has raised $40 million from Quay Capital, which was founded in 2015.",
        "Quay Capital, founded in 2015, has invested $40 million in Quarrel.",
    ],
)
def test_what_is_said_of_a_name_does_not_date_the_claim(text: str) -> None:
    assert _told(text) == [("Quarrel", "$40 million", "announced")]


@pytest.mark.parametrize(
    "text",
    [
        "Quarrel, valued at $1bn, raised $40 million in 2021.",
        "Quarrel, a garden start-up, had raised $40 million from Quay Capital.",
        "Quarrel, in March 2021, raised $40 million from Quay Capital.",
        "Quarrel, last year, raised $40 million from Quay Capital.",
        "Quarrel, based in Leeds, raised $40 million last year from Quay Capital.",
        "Quarrel, which is valued at $2 billion, last raised $40 million from Quay Capital.",
        "Quarrel, which raised $40 million in 2021, has hired ten people.",
        "Quarrel closed a $40 million round, which was announced in 2021.",
    ],
)
def test_what_dates_the_claim_itself_does(text: str) -> None:
    assert _told(text) == []


def test_a_purchase_is_not_dated_by_what_its_target_raised() -> None:
    text = "Marrow has acquired Quarrel, which raised $64 million in 2019."
    assert ("Quarrel", None, "announced") in _told(text)


def test_a_year_before_a_comma_ends_its_clause() -> None:
    text = "Quarrel, which raised $10 million in 2022, has raised $40 million from Quay Capital."
    assert _told(text) == [("Quarrel", "$40 million", "announced")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Quarrel, a drone maker, tried to raise $5 million but could not find a lead.", "abandoned"),
        ("Quarrel tried to raise $5 million from Quay Capital but failed.", "abandoned"),
        ("Quarrel tried to raise $5 million but found no takers.", "abandoned"),
        ("Quarrel sought $5 million, but was unable to close the round.", "abandoned"),
        ("Quarrel has tried to raise $5 million and failed no one.", "planned"),
        ("Quarrel has raised $5 million from Quay Capital but could not say when it will pay.", "announced"),
        ("Quarrel raised $5 million in seed funding after it tried banks but could not find one.", "announced"),
        ("Quay Capital has not only invested $5 million in Quarrel but leads its board.", "announced"),
        ("Quay Capital, which had not backed drones before, has invested $5 million in Quarrel.", "announced"),
    ],
)
def test_what_was_tried_and_did_not_come(text: str, status: str) -> None:
    assert _told(text) == [("Quarrel", "$5 million", status)]
