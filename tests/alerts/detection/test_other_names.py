"""Names that an article says are one company's: they are other names of it, and no other company."""

import time

import pytest

from alerts.detection import detect

OTHERWISE = [
    "Dornvale, better known as Pelk,", "Dornvale, also known as Pelk,", "Dornvale, known as Pelk,", "Dornvale, popularly known as Pelk,", "Dornvale (aka Pelk)",
    "Dornvale (a.k.a. Pelk)", "Dornvale (a/k/a Pelk)", "Dornvale, doing business as Pelk,", "Dornvale, which does business as Pelk,", "Dornvale (d/b/a Pelk)",
    "Dornvale, trading as Pelk,", "Dornvale, which operates as Pelk,", "Dornvale, now called Pelk,", "Dornvale, renamed as Pelk in May,", "Dornvale, formerly Pelk,",
    "Dornvale (formerly Pelk)", "Dornvale, which was formerly Pelk,", "Dornvale, formerly called Pelk,", "Dornvale, previously Pelk,", "Dornvale, originally called Pelk,",
    "Dornvale, originally Pelk,", "Dornvale (f/k/a Pelk)", "Dornvale, earlier known as Pelk,", "Dornvale, which has been rebranded from Pelk,", "Dornvale, formerly “Pelk”,",
    "Dornvale (Pelk)",
]  # fmt: skip


@pytest.mark.parametrize("named", OTHERWISE)
def test_another_name_is_the_companys(named: str) -> None:
    [mention] = detect("", f"{named} has raised $5 million in seed funding.", language="en")
    assert (mention.company.name, mention.company.also_known_as) == ("Dornvale", ("Pelk",))


@pytest.mark.parametrize("named", OTHERWISE[:-1])
def test_what_is_told_under_either_name_is_one_companys(named: str) -> None:
    text = f"Pelk raises $5 million\n\n{named} has raised $5 million in seed funding. Pelk’s round was led by Quay Ventures."
    [mention] = detect("Pelk raises $5 million", text, language="en")
    assert {mention.company.name, *mention.company.also_known_as} == {"Dornvale", "Pelk"}
    assert [investor.name for investor in mention.investors] == ["Quay Ventures"]


def test_an_investors_other_name_is_no_second_investor() -> None:
    [mention] = detect("", "Dornvale has raised $5 million from Korbel, formerly Quay Ventures.", language="en")
    assert [investor.name for investor in mention.investors] == ["Korbel"]


@pytest.mark.parametrize(
    "told",
    [
        "Jo Doe, formerly of Pelk, founded Dornvale.",
        "Jo Doe, formerly Pelk’s chief, founded Dornvale.",
        "Jo Doe, previously Pelk, runs Dornvale.",
        "Dornvale, previously backed by Pelk, sells peat.",
        "Dornvale uses a method known as Pelk.",
        "Dornvale, formerly Pelk’s peat unit, sells maps.",
    ],
)
def test_who_came_from_another_company_is_not_that_company(told: str) -> None:
    found = detect("", f"{told} Dornvale has raised $5 million in seed funding.", language="en")
    assert [(one.company.name, one.company.also_known_as) for one in found] == [("Dornvale", ())]


def _letters(n: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(n))


@pytest.mark.parametrize(
    "unit", ["Acme{0}, also known as Bolt{0}. ", "Acme, also known as Acme {0}. ", "It is also known as Bolt{0}. "]
)
def test_many_other_names_take_less_than_a_second(unit: str) -> None:
    claims = "".join(f"Acme{_letters(n)} raised $5 million. " for n in range(400))
    text = claims + "".join(unit.format(_letters(n)) for n in range(6_000))
    began = time.process_time()
    detect("", text[:188_000], language="en")
    assert time.process_time() - began < 1


def test_other_names_behind_a_backer_that_is_no_company() -> None:
    text = (
        "The unnamed start-up raised $30 million. Quillen led the round. Quillen is in Leeds. Quillen has a house. Quillen"
        " says so. Tollgate, also known as Boothly, has raised $5 million from Quay Ventures."
    )
    [mention] = detect("", text, language="en")
    assert (mention.company.name, mention.company.also_known_as) == ("Tollgate", ("Boothly",))
