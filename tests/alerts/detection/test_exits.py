"""Who sells out of a company is no backer of its round."""

from datetime import date

import pytest

from alerts.detection import detect
from alerts.detection.mention import InvestorRole

NEWS = "Peat Labs has raised $40 million in a Series B led by Harbour Ventures."


def roles(text: str) -> dict[str, InvestorRole]:
    mention = detect("Peat Labs raises $40 million", text, published=date(2026, 4, 15))[0]
    return {one.name: one.role for one in mention.investors}


@pytest.mark.parametrize(
    "said",
    [
        "Bolt Ventures sold its stake in the round.",
        "Bolt Ventures has exited in the round.",
        "The round gave an exit to Bolt Ventures.",
        "Bolt Ventures has sold its entire stake in Peat Labs.",
    ],
)
def test_who_sells_out_has_exited(said: str) -> None:
    assert roles(f"{NEWS} {said}") == {
        "Harbour Ventures": InvestorRole.LEAD,
        "Bolt Ventures": InvestorRole.EXITED,
    }


@pytest.mark.parametrize("said", ["Bolt Ventures sold its stake in Moss Works.", "Peat Labs has exited stealth."])
def test_who_sells_something_else_has_not(said: str) -> None:
    assert InvestorRole.EXITED not in roles(f"{NEWS} {said}").values()


def test_earlier_backers_told_as_background_are_existing() -> None:
    found = roles(f"{NEWS} Its existing investors include Bolt Ventures and Crane Capital.")
    assert (found["Bolt Ventures"], found["Crane Capital"]) == (InvestorRole.EXISTING, InvestorRole.EXISTING)
