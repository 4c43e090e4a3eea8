"""Two companies told of side by side: what belongs to one is never told of the other."""

from datetime import date

import pytest

from alerts.detection import detect
from alerts.detection.mention import InvestorRole, Mention

LEADING = (InvestorRole.LEAD, InvestorRole.CO_LEAD)

# A text; of each company its sum, who leads, who else is in, what it is worth. "-" is nothing.
TOLD_APART = [
    (
        "Ferrule raised $5 million from Quay Ventures, while Birch raised $9 million from Harbour Capital.",
        "Ferrule: $5 million; -; Quay Ventures; -",
        "Birch: $9 million; -; Harbour Capital; -",
    ),
    (
        "Tollgate raised $5 million from Quay Ventures and Marrow raised $9 million from Harbour Capital.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Marrow: $9 million; -; Harbour Capital; -",
    ),
    (
        "Tollgate raised $5 million in a seed round led by Quay Ventures; Marrow closed a $9 million Series A led by"
        " Harbour Capital with Pine Partners.",
        "Tollgate: $5 million; Quay Ventures; -; -",
        "Marrow: $9 million; Harbour Capital; Pine Partners; -",
    ),
    (
        "Quay Ventures led a $5 million round in Tollgate, while Harbour Capital led a $9 million round in Marrow.",
        "Tollgate: $5 million; Quay Ventures; -; -",
        "Marrow: $9 million; Harbour Capital; -; -",
    ),
    (
        "Quay Ventures invested $5 million in Tollgate and Harbour Capital invested $9 million in Marrow.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Marrow: $9 million; -; Harbour Capital; -",
    ),
    (
        "Sorrel secured €4 million from Tern Capital, but Osprey Labs secured €30 million from Moss Ventures.",
        "Sorrel: €4 million; -; Tern Capital; -",
        "Osprey Labs: €30 million; -; Moss Ventures; -",
    ),
    (
        "Sorrel has closed a $4 million seed round led by Tern Capital, whereas Osprey has closed a $30 million Series B"
        " led by Moss Ventures.",
        "Sorrel: $4 million; Tern Capital; -; -",
        "Osprey: $30 million; Moss Ventures; -; -",
    ),
    (
        "Tollgate raised $5 million. The round was led by Quay Ventures. Marrow raised $9 million. The round was led by"
        " Harbour Capital and valued Marrow at $90 million.",
        "Tollgate: $5 million; Quay Ventures; -; -",
        "Marrow: $9 million; Harbour Capital; -; $90 million",
    ),
    (
        "Tollgate raised $5 million. Investors included Quay Ventures and Pine Partners. Marrow raised $9 million."
        " Investors included Harbour Capital.",
        "Tollgate: $5 million; -; Quay Ventures, Pine Partners; -",
        "Marrow: $9 million; -; Harbour Capital; -",
    ),
    (
        "Tollgate raised $5 million at a $50 million valuation, while Marrow raised $9 million at a $90 million"
        " valuation.",
        "Tollgate: $5 million; -; -; $50 million",
        "Marrow: $9 million; -; -; $90 million",
    ),
    (
        "Marrow, valued at $1 billion, raised $50 million from Harbour Capital.",
        "Marrow: $50 million; -; Harbour Capital; $1 billion",
    ),
    (
        "Tollgate and Marrow raised $5 million and $9 million, respectively.",
        "Tollgate: $5 million; -; -; -",
        "Marrow: $9 million; -; -; -",
    ),
    (
        "Tollgate and Marrow raised $5 million and $9 million respectively from Quay Ventures and Harbour Capital.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Marrow: $9 million; -; Harbour Capital; -",
    ),
    (
        "Tollgate, Marrow and Sorrel secured $5 million, $9 million and $12 million, respectively.",
        "Tollgate: $5 million; -; -; -",
        "Marrow: $9 million; -; -; -",
        "Sorrel: $12 million; -; -; -",
    ),
    (
        "Marrow said on Monday it had raised $9 million from Harbour Capital. Tollgate, which competes with Marrow, is"
        " in talks to raise $5 million from Quay Ventures, people familiar with the matter said.",
        "Marrow: $9 million; -; Harbour Capital; -",
        "Tollgate: $5 million; -; Quay Ventures; -",
    ),
    (
        "Brack Foods has raised $3 million from Tern Capital. Its neighbour Osprey has raised $30 million from Moss"
        " Ventures, which valued it at $300 million.",
        "Brack Foods: $3 million; -; Tern Capital; -",
        "Osprey: $30 million; -; Moss Ventures; $300 million",
    ),
]  # fmt: skip

# The same behind a headline that names whose story it is: what is told of the rival stays the rival's.
BESIDE_THE_TOPIC = [
    (
        "Tollgate raises $5 million",
        "A day after rival Marrow, which is valued at $1 billion, raised $50 million, Tollgate said it raised $5"
        " million from Quay Ventures.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Marrow: $50 million; -; -; $1 billion",
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate raised $5 million from Quay Ventures, a day after rival Marrow, valued at $1 billion, raised $50"
        " million from Harbour Capital.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Marrow: $50 million; -; Harbour Capital; $1 billion",
    ),
    (
        "Tollgate raises $5 million from Quay Ventures",
        "Tollgate has raised $5 million in a round led by Quay Ventures. Its rival Marrow last month raised $50 million"
        " led by Harbour Capital at a $1 billion valuation. The company will use the round to hire.",
        "Tollgate: $5 million; Quay Ventures; -; -",
        "Marrow: $50 million; Harbour Capital; -; $1 billion",
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate has raised $5 million. Rival Marrow raised $50 million from Harbour Capital in March, which valued it"
        " at $1 billion. The new round was led by Quay Ventures and values Tollgate at $40 million.",
        "Tollgate: $5 million; Quay Ventures; -; $40 million",
        "Marrow: $50 million; -; Harbour Capital; $1 billion",
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate raised $5 million from Quay Ventures, which raised a $500 million fund last year.",
        "Tollgate: $5 million; -; Quay Ventures; -",
        "Quay Ventures: $500 million; -; -; -",
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate, led by Ann Lee, raised $5 million. Quay Ventures led the round. Quay Ventures declined to comment.",
        "Tollgate: $5 million; Quay Ventures; -; -",
    ),
    (
        "Sorrel in talks to raise $40 million",
        "Sorrel is in talks to raise $40 million, people familiar with the matter said. Osprey Labs raised $60 million"
        " in May. The round was led by Moss Ventures.",
        "Sorrel: $40 million; -; -; -",
        "Osprey Labs: $60 million; -; -; -",
    ),
]  # fmt: skip


def _written(mention: Mention) -> str:
    leads = ", ".join(one.name for one in mention.investors if one.role in LEADING)
    others = ", ".join(one.name for one in mention.investors if one.role not in LEADING)
    cells = (
        mention.amount.as_written if mention.amount else "",
        leads,
        others,
        mention.valuation.as_written if mention.valuation else "",
    )
    return f"{mention.company.name}: " + "; ".join(cell or "-" for cell in cells)


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for text, *expected in TOLD_APART])
def test_side_by_side(text: str, expected: list[str]) -> None:
    found = [_written(one) for one in detect("", text, published=date(2026, 5, 5), language="en")]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("title", "text", "expected"), [(title, text, expected) for title, text, *expected in BESIDE_THE_TOPIC]
)
def test_beside_the_topic(title: str, text: str, expected: list[str]) -> None:
    found = [_written(one) for one in detect(title, text, published=date(2026, 5, 5), language="en")]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("said", "response"),
    [
        ("Sorrel declined to comment.", "declined"),
        ("A spokesperson for the company declined to comment.", "declined"),
        ("Ann Lee, who runs Sorrel, declined to comment.", "declined"),
        ("Moss Ventures and Sorrel declined to comment.", "declined"),
        ("Moss Ventures declined to comment, while Sorrel did not respond to a request.", "no_reply"),
        ("Moss Ventures declined to comment.", "none"),
        ("A spokesman for Moss Ventures declined to comment.", "none"),
        ("Osprey, a rival, declined to comment.", "none"),
    ],
)
def test_whose_silence(said: str, response: str) -> None:
    text = f"Sorrel is in talks to raise $40 million from Moss Ventures, people familiar with the matter said. {said}"
    [mention] = detect("Sorrel in talks to raise $40 million", text, published=date(2026, 5, 5), language="en")
    assert mention.company_response == response


def test_kinds_do_not_cross() -> None:
    text = "Quay Ventures acquired a majority stake in Pelk. Elsewhere, Tollgate was said to issue new shares."
    assert [one.kind for one in detect("", text, language="en") if one.company.name == "Pelk"] == ["acquisition"]


# The languages' packs: the text, and of each company its sum and its backers.
IN_OTHER_LANGUAGES = [
    (
        "de",
        "Ferrule hat 5 Millionen Euro von Quay Ventures erhalten, während Marrow 9 Millionen Euro von Harbour Capital"
        " erhalten hat.",
        {"Ferrule": ["Quay Ventures"], "Marrow": ["Harbour Capital"]},
    ),
    (
        "de",
        "Ferrule hat 5 Millionen Euro eingesammelt. Angeführt wurde die Runde von Quay Ventures. Marrow hat 9 Millionen"
        " Euro eingesammelt. Angeführt wurde die Runde von Harbour Capital.",
        {"Ferrule": ["Quay Ventures"], "Marrow": ["Harbour Capital"]},
    ),
    (
        "fr",
        "Ferrule a levé 5 millions d'euros auprès de Quay Ventures, tandis que Marrow a levé 9 millions d'euros auprès"
        " de Harbour Capital.",
        {"Ferrule": ["Quay Ventures"], "Marrow": ["Harbour Capital"]},
    ),
    (
        "fr",
        "Ferrule a levé 5 millions d'euros auprès de Quay Ventures ; Marrow a levé 9 millions d'euros auprès de Harbour"
        " Capital.",
        {"Ferrule": ["Quay Ventures"], "Marrow": ["Harbour Capital"]},
    ),
    (
        "es",
        "Ferrule ha levantado 5 millones de euros de Quay Ventures, mientras que Marrow ha levantado 9 millones de euros"
        " de Harbour Capital.",
        {"Ferrule": ["Quay Ventures"], "Marrow": ["Harbour Capital"]},
    ),
    (
        "zh",
        "星河科技完成5000万元A轮融资，由红山资本领投；蓝海智能完成9000万元B轮融资，由高林资本领投。",
        {"星河科技": ["红山资本"], "蓝海智能": ["高林资本"]},
    ),
    (
        "ja",
        "スターテックは、クエイ・ベンチャーズをリード投資家として5億円を調達した。マローは、ハーバー・キャピタルから"
        "9億円を調達した。",
        {"スターテック": ["クエイ・ベンチャーズ"], "マロー": ["ハーバー・キャピタル"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), IN_OTHER_LANGUAGES)
def test_side_by_side_in_other_languages(language: str, text: str, expected: dict[str, list[str]]) -> None:
    found = detect("", text, published=date(2026, 5, 5), language=language)
    assert {one.company.name: [backer.name for backer in one.investors] for one in found} == expected


# A text, and of each company what it must have: its series, who leads, who else is in, what it is worth.
EACH_ITS_OWN = [
    (
        "",
        "Tollgate raised $5 million from Quay Ventures. The company is valued at $50 million. Marrow raised $8 million"
        " from Pine Partners. Sorrel raised $6 million from Tern Capital.",
        {
            "Tollgate": "-; -; Quay Ventures; $50 million",
            "Marrow": "-; -; Pine Partners; -",
            "Sorrel": "-; -; Tern Capital; -",
        },
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate raised a $5 million Series A led by Quay Ventures. Last month Marrow raised $9 million. The round, led"
        " by Harbour Capital, valued the company at $90 million.",
        {"Tollgate": "a; Quay Ventures; -; -"},
    ),
    (
        "",
        "Tollgate plans to raise $5 million this year, and Marrow closed its $9 million Series B.",
        {"Tollgate": "-; -; -; -", "Marrow": "b; -; -; -"},
    ),
    (
        "Tollgate raises $5 million",
        "Following Marrow's $9 million Series B led by Harbour Capital, Tollgate has raised $5 million.",
        {"Tollgate": "-; -; -; -"},
    ),
    (
        "",
        "Rival Pedalo raised $40 million in 2024, whereas Cranko this week closed a $7 million seed round.",
        {"Pedalo": "-; -; -; -", "Cranko": "seed; -; -; -"},
    ),
    (
        "Tollgate raises $5 million",
        "Tollgate has raised a $5 million Series A led by Quay Ventures. Rival Marrow was last valued at $90 million when"
        " it raised $9 million led by Harbour Capital.",
        {"Tollgate": "a; Quay Ventures; -; -"},
    ),
    (
        "",
        "Sorrel has raised $4 million from Tern Capital. It competes with Osprey, valued at $300 million when it raised $30"
        " million from Moss Ventures.",
        {"Sorrel": "-; -; Tern Capital; -"},
    ),
    (
        "",
        "Brack Foods has raised $3 million from Tern Capital. Pelk, its main rival, was valued at $300 million in a Series B"
        " led by Moss Ventures.",
        {"Brack Foods": "-; -; Tern Capital; -"},
    ),
    (
        "",
        "Ferrule has raised a $5 million round led by Quay Ventures. Its main rival Birch is backed by Harbour Capital.",
        {"Ferrule": "-; Quay Ventures; -; -"},
    ),
    (
        "",
        "Quay, an investor in Birch, which is valued at $90 million, led a $5 million round in Ferrule.",
        {"Ferrule": "-; Quay; -; -"},
    ),
    (
        "",
        "Osprey, valued at $300 million, is a customer of Sorrel, which raised $4 million from Tern Capital.",
        {"Sorrel": "-; -; Tern Capital; -"},
    ),
    (
        "",
        "Quay, whose portfolio includes Birch ($9 million Series B), led Ferrule's $5 million Series A.",
        {"Ferrule": "a; -; -; -"},
    ),
    (
        "",
        "Tollgate ($5 million, Series A, led by Quay) and Marrow ($9 million, Series B, led by Harbour Capital) both"
        " announced rounds.",
        {"Marrow": "b; Harbour Capital; -; -"},
    ),
    (
        "",
        "While Vantry is in talks to raise $90 million, sources said, Quoll announced it had closed a $40 million Series C"
        " led by Harbour Capital.",
        {"Vantry": "-; -; -; -", "Quoll": "c; Harbour Capital; -; -"},
    ),
    (
        "",
        "Sorrel has raised $4 million led by Tern Capital, a week after Pelk closed a $30 million Series B at $300 million."
        " Moss Ventures led that round.",
        {"Sorrel": "-; Tern Capital; -; -"},
    ),
    # What is said of a backer by the way, or of the round itself, takes nothing from the company.
    (
        "",
        "Sorrel has raised $4 million from Tern, a Leeds fund, in a Series A. Osprey, which led the seed round, has joined.",
        {"Sorrel": "a; -; Tern, Osprey; -"},
    ),
    (
        "",
        "Sorrel has raised $4 million. Tern has agreed to lead the Series A round, which values Sorrel at $40 million.",
        {"Sorrel": "a; Tern; -; $40 million"},
    ),
]  # fmt: skip


def _facts(mention: Mention) -> str:
    series = str(mention.series or "-")
    return f"{series}; " + _written(mention).partition("; ")[2]


@pytest.mark.parametrize(("title", "text", "expected"), EACH_ITS_OWN)
def test_each_its_own(title: str, text: str, expected: dict[str, str]) -> None:
    found = detect(title, f"{title}\n\n{text}", published=date(2026, 5, 5), language="en")
    assert {one.company.name: _facts(one) for one in found if one.company.name in expected} == expected


@pytest.mark.parametrize(
    ("text", "investors"),
    [
        ("Sorrel has raised $4 million from Tern Capital, and with Shieldbot it plans to open a plant.", ["Tern Capital"]),
        ("Sorrel, which raised $4 million from Tern Capital, has sued Bellwether.", ["Tern Capital"]),
        ("Sorrel, which raised $4 million from Tern, counts Galloway among its customers.", ["Tern"]),
        ("Sorrel raised $4 million from Tern and hired Bob Day.", ["Tern"]),
        ("Sorrel raised $4 million from Tern, joined by Moss, founder of rival Celtic Doors.", ["Tern", "Moss"]),
        ("Sorrel raised $4 million from angels including Zach Wu (Nettle), Ann Lee (Striker) and Tern.", ["Zach Wu", "Ann Lee", "Tern"]),
        ("Sorrel has raised $4 million from Tern Capital, less than half of what Pelk got from Moss Ventures.", ["Tern Capital"]),
        ("Sorrel has raised $4 million from Tern Capital, with Moss Ventures, Quay Ventures and Pelk.", ["Tern Capital", "Moss Ventures", "Quay Ventures", "Pelk"]),
    ],
)  # fmt: skip
def test_where_a_list_of_backers_ends(text: str, investors: list[str]) -> None:
    [mention] = [
        one for one in detect("", text, published=date(2026, 5, 5), language="en") if one.company.name == "Sorrel"
    ]
    assert [one.name for one in mention.investors] == investors


def test_each_its_own_status_and_series() -> None:
    text = "Tollgate said it is considering a $5 million raise, but Marrow has already completed a $9 million Series B."
    found = {one.company.name: str(one.status) for one in detect("", text, language="en")}
    assert found == {"Tollgate": "planned", "Marrow": "closed"}
    text = "Tollgate and Marrow raised Series A and Series B rounds of $5 million and $9 million, respectively."
    assert {one.company.name: _facts(one) for one in detect("", text, language="en")} == {
        "Tollgate": "a; -; -; -",
        "Marrow": "b; -; -; -",
    }
