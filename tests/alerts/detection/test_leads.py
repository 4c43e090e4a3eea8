"""Who leads this round; who led an earlier one, leads a company or leads nothing is no lead of it."""

import pytest

from alerts.detection import detect
from alerts.detection.mention import InvestorRole, Temporality

_LEADING = (InvestorRole.LEAD, InvestorRole.CO_LEAD)


def leads(*sentences: str) -> set[str]:
    title = "Zellar raises $30M"
    told = "Zellar, which sells data tools, has raised $30 million in a Series B round."
    found = detect(title, f"{title}\n\n{told} {' '.join(sentences)}", language="en")
    [mention] = [one for one in found if one.temporality is Temporality.NEW]
    return {one.name for one in mention.investors if one.role in _LEADING}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Footpath and Harbor Capital are leading the group that will invest.", {"Footpath", "Harbor Capital"}),
        ("The money came from lead investor Harbor Capital, with Footpath Ventures.", {"Harbor Capital"}),
        ("The round was headed by Harbor Capital.", {"Harbor Capital"}),
        ("The round was anchored by Harbor Capital.", {"Harbor Capital"}),
        ("The round was led by singer Jonas Reed's Kettledrum Ventures.", {"Kettledrum Ventures"}),
        ("Harbor Capital led.", {"Harbor Capital"}),
        ("Harbor Capital led it.", {"Harbor Capital"}),
        ("Harbor Capital took the lead in the round.", {"Harbor Capital"}),
        ("Leading the round is Harbor Capital.", {"Harbor Capital"}),
        ("Investors in the round included Harbor Capital (lead) and Footpath Ventures.", {"Harbor Capital"}),
        ("The financing was led by funds managed by Harbor Capital.", {"Harbor Capital"}),
        ("The tranche comes from Harbor Capital, the lead, and from Footpath, which is new.", {"Harbor Capital"}),
        ("The round was led by peat-focused venture investor Fenmoor, with Footpath Ventures.", {"Fenmoor"}),
        ("The round was led by Peatland co-founder Jonas Reed.", {"Jonas Reed"}),
        ("Footpath Ventures led the Series A and Harbor Capital led the new round.", {"Harbor Capital"}),
        (
            "The deal, led by Harbor Capital, makes Zellar a leader two years after it secured its first funding.",
            {"Harbor Capital"},
        ),
        ("The Series B, which Harbor Capital led, was oversubscribed.", {"Harbor Capital"}),
        ("Harbor Capital, which led the Series B, said so.", {"Harbor Capital"}),
    ],
)
def test_a_lead_is_found(told: str, names: set[str]) -> None:
    assert leads(told) == names


@pytest.mark.parametrize(
    "told",
    [
        "Footpath Ventures, which led the seed round, is in for $2 million.",
        "Footpath Ventures, which led the Series A, also took part.",
        "Zellar raised $10 million in September. Footpath Ventures, which led that round, took part.",
        "The round follows an $8 million seed led by Footpath Ventures.",
        "The company doesn't have a lead for the new round yet, though Footpath Ventures joined.",
        "Footpath Ventures denied being the lead investor.",
        "Footpath's growth fund lead, Jo Doe, led other rounds for Zellar.",
        "The round was led by the Bolto founder.",
        "Its sales doubled. It has staff. Zellar also secured $90 million in debt funding led by Harbor Bank.",
        "Zellar, led by its founder and chief executive Ann Lee, will hire with the new funding.",
    ],
)
def test_who_led_something_else_or_nothing_is_no_lead(told: str) -> None:
    assert leads(told) == set()


def roles(text: str) -> dict[str, str]:
    [mention] = [one for one in detect("", text, language="en") if one.temporality is Temporality.NEW]
    return {one.name: one.role.value for one in mention.investors}


@pytest.mark.parametrize(
    "told",
    [
        "Tollo, a maker of toll booths backed by Pine Partners, raised $5 million led by Quay Ventures.",
        "Tollo, a start-up backed by Pine Partners, has raised $5 million in a round led by Quay Ventures.",
        "Tollo, the toll booth start-up backed by Pine Partners, raised $5 million in a round led by Quay Ventures.",
        "Tollo, backed by Pine Partners, has raised $5 million in a seed round led by Quay Ventures.",
        "Tollo (backed by Pine Partners) has raised $5 million in a seed round led by Quay Ventures.",
        "Tollo, which is backed by Pine Partners, has raised $5 million in a seed round led by Quay Ventures.",
        "Backed by Pine Partners, Tollo has raised $5 million in a seed round led by Quay Ventures.",
        "Quay Ventures has led a $5 million round in Tollo, a start-up backed by Pine Partners.",
        "Tollo has raised $5 million led by Quay Ventures. It is also backed by Pine Partners.",
    ],
)
def test_who_backs_the_company_told_beside_its_name_was_in_already(told: str) -> None:
    assert roles(told) == {"Pine Partners": "existing", "Quay Ventures": "lead"}


@pytest.mark.parametrize(
    "told",
    [
        "Tollo raised $5 million in a round backed by Pine Partners and led by Quay Ventures.",
        "Tollo, a maker of toll booths, raised $5 million in a round led by Quay Ventures and backed by Pine Partners.",
        "Tollo, a maker of toll booths, has raised $5 million led by Quay Ventures. The round was backed by Pine Partners.",
        "Tollo, a start-up backed by Pine Partners, raised $5 million. Quay Ventures led the round, joined by Pine Partners.",
    ],
)
def test_who_backs_the_round_is_in_it(told: str) -> None:
    assert roles(told) == {"Pine Partners": "participant", "Quay Ventures": "lead"}


@pytest.mark.parametrize(
    "who",
    [
        "Tollo, which is backed by Pine Partners, has",
        "Tollo, whose backers include Pine Partners, has",
        "Tollo, a toll booth maker whose investors include Pine Partners, has",
    ],
)
def test_whom_the_money_comes_from_is_in_the_round_beside_earlier_backers(who: str) -> None:
    assert roles(f"{who} raised $5 million from Quay Ventures.") == {
        "Pine Partners": "existing",
        "Quay Ventures": "participant",
    }


def test_a_backers_own_backer_is_none_of_the_companys() -> None:
    assert roles("Tollo has raised $5 million led by Quay Ventures, a fund backed by Pine Partners.") == {
        "Quay Ventures": "lead"
    }
    assert roles("Tollo has raised $5 million, backed by Pine Partners.") == {"Pine Partners": "participant"}
