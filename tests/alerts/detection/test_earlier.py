"""Earlier rounds told beside a new one, and companies that an article merely mentions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.detection.mention import Role, Temporality
from alerts.rounds.company import company_key
from alerts.rounds.lifecycle import resolve
from alerts.rounds.round import Claim, Resolution

PUBLISHED = date(2026, 4, 15)
TITLE = "Peat Labs raises $40 million Series B"
NEWS = "Peat Labs, a Leeds start-up that maps bogs, has raised $40 million in a Series B led by Harbour Ventures."


def read(text: str, title: str = TITLE) -> tuple[Mention, ...]:
    found = detect(title, text, published=PUBLISHED)
    stored = stored_text(title, text)
    for mention in found:
        assert set(mention.fields_set()) == set(mention.evidence)
        assert mention.amount is None or stored[slice(*mention.evidence["amount"])] == mention.amount.as_written
    return found


@pytest.mark.parametrize(
    ("told", "written", "series"),
    [
        ("The company previously raised $12 million in a Series A led by Bolt Capital.", "$12 million", "a"),
        ("It raised $12 million in 2023.", "$12 million", None),
        ("In 2022, Peat Labs raised $12 million in its seed round from Bolt Capital.", "$12 million", "seed"),
        ("Peat Labs had raised €9 million from Bolt Capital.", "€9 million", None),
    ],
)
def test_an_earlier_round_is_told_beside_the_new_one(told: str, written: str, series: str | None) -> None:
    new, old = read(f"{NEWS} {told}")
    assert (new.temporality, old.temporality) == (Temporality.NEW, Temporality.BACKGROUND)
    assert new.amount is not None
    assert new.amount.as_written == "$40 million"
    assert old.amount is not None
    assert (old.amount.as_written, old.series) == (written, series)
    assert old.sentence in told
    assert old.company.name == new.company.name == "Peat Labs"
    assert old.company.role is Role.SUBJECT
    assert old.confidence > 0.5


def test_the_earlier_rounds_lead_is_its_own() -> None:
    new, old = read(f"{NEWS} The company previously raised $12 million in a Series A led by Bolt Capital.")
    assert [one.name for one in new.investors] == ["Harbour Ventures"]
    assert [one.name for one in old.investors] == ["Bolt Capital"]


def test_each_earlier_round_is_one() -> None:
    text = f"{NEWS} It raised $3 million in 2021. Two years later, in 2023, it raised $12 million in a Series A."
    assert [one.amount.as_written for one in read(text) if one.amount] == ["$40 million", "$3 million", "$12 million"]


@pytest.mark.parametrize(
    "told",
    [
        "The round brings its total funding to $55 million.",
        "Peat Labs, which has raised $55 million to date, has 40 employees.",
        "After it raised the $40 million, it hired ten people.",
    ],
)
def test_what_is_no_earlier_round_makes_no_mention(told: str) -> None:
    assert [one.temporality for one in read(f"{NEWS} {told}")] == [Temporality.NEW]


def test_a_rival_told_as_background_is_merely_mentioned() -> None:
    found = {one.company.name: one for one in read(f"{NEWS} Its rival Moss Works raised $9 million in 2022.")}
    assert (found["Moss Works"].company.role, found["Moss Works"].temporality) == (Role.MENTION, Temporality.BACKGROUND)
    assert found["Peat Labs"].company.role is Role.SUBJECT


def test_who_an_article_is_about_is_its_subject_without_news_of_money() -> None:
    text = "Peat Labs has opened an office in Oslo. Peat Labs raised $12 million from Bolt Capital in 2022."
    (mention,) = read(text, "Peat Labs opens Oslo office")
    assert (mention.company.role, mention.temporality) == (Role.SUBJECT, Temporality.BACKGROUND)


def test_an_earlier_round_makes_no_round() -> None:
    _, old = read(f"{NEWS} The company previously raised $12 million in a Series A led by Bolt Capital.")
    at = datetime(2026, 4, 15, tzinfo=UTC)
    claim = Claim(2, old, company_key(old.company.name), 1, "Ledger", "funding", at, at, baseline=False)
    assert resolve(claim, []).resolution is Resolution.BACKGROUND
    passing = replace(claim, mention=replace(old, company=replace(old.company, role=Role.MENTION)))
    assert resolve(passing, []).resolution is Resolution.PASSING
