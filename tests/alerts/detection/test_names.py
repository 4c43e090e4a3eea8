"""Where a name begins and ends, and which words are none."""

import pytest

from alerts.detection import detect


def names(text: str) -> list[str]:
    return [mention.company.name for mention in detect("", text, language="en")]


def investors(text: str) -> list[str]:
    [mention] = detect("", text, language="en")
    return [investor.name for investor in mention.investors]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Credit Harbor", "Credit Harbor has raised $5 million in seed funding."),
        ("Credit Harbor", "Peat lender Credit Harbor raised $5 million."),
        ("Value Farm", "Value Farm raises $5M"),
        ("Grant Street", "Grant Street raised $5 million in seed funding."),
        ("Stock Yard", "Stock Yard has raised $5 million."),
        ("P*Dorn", "P*Dorn has raised $5 million in seed funding."),
        ("P*Dorn", "P*Dorn raises $5M"),
        ("Fern & Moss", "Fern & Moss has raised $5 million."),
        ("Fern & Moss's", "Fern & Moss's has raised $5 million."),
        ("Dorn’s", "Dorn’s has raised $5 million."),
        ("Dorn's", "Dorn's raises $5M Series A"),
        ("Dorn", "Dorn's $5 million seed round was led by Quay Ventures."),
        ("Dorn", "Dorn's founders said Dorn has raised $5 million."),
        ("Pélk", "Pélk has raised $5 million."),
        ("Éclair Vélo", "Éclair Vélo has raised $5 million."),
        ("Dorn-Vale", "Dorn-Vale has raised $5 million."),
        ("DORN VALE", "DORN VALE has raised $5 million."),
        ("Pelk.ai", "Pelk.ai has raised $5 million."),
        ("pelk.io", "pelk.io has raised $5 million."),
        ("iPelk", "iPelk has raised $5 million."),
        ("Butter", "Butter has raised $5 million."),
        ("Butter", "Butter raised $5 million in seed funding."),
        ("Ladder", "Ladder, a maker of oat spreads, has raised $5 million."),
        ("Anything", "Anything, which makes apps, has raised $5 million."),
        ("Anything", "Start-up Anything has raised $5 million."),
        ("Anything", "Start-up Anything raises $5M"),
        ("Dorvalynx", "Legal AI startup Dorvalynx has raised $5 million."),
        ("Dorvalynx", "Legal AI Startup Dorvalynx Raises $5M Series A"),
        ("Pelk", "Pelkraised $5 million in a Series D round."),
        ("Pelk", "Pelkhas raised $5 million."),
        ("Pelk", "Pelkhas just secured $5 million."),
        ("Pelk", "PelkSecures $5 million in seed funding."),
        ("Pelk", "PelkBags €5 million in seed funding."),
        ("Pelk", "PelkRaises Rs 50 crore in funding"),
        ("Pelk", "PelkCloses Series A of $5M"),
        ("Pelk", "PelkLands a $5M seed round"),
        ("Pelk", "Pelk Nabs $5 million for oat milk."),
        ("GoodBags", "GoodBags has raised $5 million."),
        ("GoodBags", "GoodBags raises $5M"),
        ("DornVale", "DornVale has raised $5 million."),
        ("Alphas", "Alphas raised $5 million."),
        ("Chas", "Chas has raised $5 million."),
        ("Kettle & Co", "Kettle & Co has raised $5 million."),
        ("Kettle & Co", "Kettle & Co. has raised $5 million."),
        ("Kettle", "Kettle Co. has raised $5 million."),
        ("Dr. Pell's Oats", "Dr. Pell's Oats has raised $5 million."),
        ("Dr. Pell's Oats", "Dr. Pell's Oats Raises $5M Series A"),
        ("Dr. Pell's Paper Kitchen", "Dr. Pell's Paper Kitchen has raised $5 million."),
        ("Mrs Pell's Kitchen", "Mrs Pell's Kitchen raises $5M"),
        ("Tarnvik", "Mr. Pell's Tarnvik has raised $5 million."),
        ("Tarnvik", "Unlike Nimbora, Tarnvik has raised $5 million."),
    ],
)
def test_a_name_is_cut_where_it_ends(name: str, told: str) -> None:
    assert names(told) == [name]


@pytest.mark.parametrize(
    "verb",
    ["Raises", "Raised", "Secures", "Secured", "Bags", "Closes", "Lands", "Gets", "Nabs", "Snags", "Receives", "Announces", "Picks", "Scores", "Wins"],
)  # fmt: skip
def test_a_verb_that_was_run_onto_a_name_is_none_of_it(verb: str) -> None:
    assert "Pelk" + verb not in names(f"Pelk{verb} $5 million in seed funding led by Quay Ventures.")


@pytest.mark.parametrize(
    ("told", "backers"),
    [
        ("Tarnvik has raised $12 million in a round led by Credit Harbor.", ["Credit Harbor"]),
        ("Tarnvik has raised $12 million from Standard & Vale's.", ["Standard & Vale's"]),
        ("Tarnvik has raised $12 million from Fern & Moss's and Quay Ventures.", ["Fern & Moss's", "Quay Ventures"]),
        ("Tarnvik has raised $12 million from P*Dorn.", ["P*Dorn"]),
        ("Tarnvik has raised $12 million in credit from Dornvale.", ["Dornvale"]),
    ],
)
def test_an_investors_name_is_whole(told: str, backers: list[str]) -> None:
    assert investors(told) == backers


@pytest.mark.parametrize(
    "body",
    ["European Investment Fund", "British Patient Capital", "European Innovation Council", "European Investment Bank", "British Growth Fund",
     "Norwegian Research Council", "Dutch National Growth Fund", "UK Innovation Seed Fund", "German Media Pool", "Danish Growth Capital",
     "African Infrastructure Investment Managers", "Irish Strategic Investment Fund", "Global Infrastructure Partners", "Polish Development Fund"],
)  # fmt: skip
def test_a_nation_before_generic_words_alone_is_the_names_own(body: str) -> None:
    for told in ("has raised $12 million from the {}.", "has raised $12 million in a round led by {}."):
        [mention] = detect("", f"Tarnvik {told.format(body)}", language="en")
        assert [investor.name for investor in mention.investors] == [body]
        assert mention.series is None


@pytest.mark.parametrize(
    ("told", "backers"),
    [
        ("from Nordic Capital.", ["Nordic Capital"]),
        ("from German Quay Ventures.", ["Quay Ventures"]),
        ("from Polish Development Fund, German Oakmoor and Swiss Fern Capital.", ["Polish Development Fund", "Oakmoor", "Fern Capital"]),
        ("from British investors.", []),
        ("from foreign funds and Chinese private equity firm Hollin.", ["Hollin"]),
    ],
)  # fmt: skip
def test_else_it_only_describes_the_name(told: str, backers: list[str]) -> None:
    assert investors(f"Tarnvik has raised $12 million {told}") == backers


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("Energy Group Tarnvik", "Swedish Energy Group Tarnvik Raises $5M"),
        ("Bank Tarnvik", "Indian Bank Tarnvik Raises $5M"),
    ],
)
def test_in_a_headlines_capitals_a_nation_still_describes(name: str, headline: str) -> None:
    assert names(headline) == [name]


@pytest.mark.parametrize("verb", ["has", "had", "will", "said", "secures", "lands", "bags", "nabs", "closes"])
def test_a_names_own_sign_stands_before_a_verb(verb: str) -> None:
    what = {"has": "raised", "had": "raised", "will": "raise", "said": "it has raised"}.get(verb, "")
    assert names(f"Dorn's {verb} {what} $5 million in seed funding.".replace("  ", " ")) == ["Dorn's"]


@pytest.mark.parametrize(
    "word",
    ["once", "just", "never", "still", "even", "again", "many", "few", "most", "nobody", "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "half", "police", "people", "staff", "men", "women", "children", "crew", "investors", "students", "funding"],
)  # fmt: skip
def test_an_ordinary_word_is_no_company(word: str) -> None:
    assert names(f"{word.title()} raised $5 million.") == []


@pytest.mark.parametrize(
    "told",
    ["Nobody has raised $5 million.", "Backed, raised $5 million.", "Recently raised $5 million.", "Together, they raised $5 million.",
     "Credit raised $5 million.", "Charity raises £3m", "Teenager raises £3m", "CCPS raised Rs 40 crore.", "CCDs raised Rs 40 crore.",
     "XPrize awarded $2 million to a maker of pumps.", "Demand has raised prices by $5 million.", "Butter cost $5 million."],
)  # fmt: skip
def test_nor_are_these(told: str) -> None:
    assert names(told) == []


@pytest.mark.parametrize("title", ["President", "Chairman", "Roboticist", "Dr"])
def test_who_is_named_with_a_title_is_no_company(title: str) -> None:
    assert names(f"“We map peat,” said {title} Moss. {title} Moss has raised $5 million from Quay Ventures.") == []


def test_who_is_compared_is_called_by_its_name_alone() -> None:
    told = "Unlike Nimbora, which raised $4 million in 2021, Tarnvik has raised $12 million from Quay Ventures."
    assert names(told) == ["Nimbora", "Tarnvik"]


@pytest.mark.parametrize(
    ("told", "backers"),
    [
        ("through CCPS from Quay Ventures", ["Quay Ventures"]),
        ("from CCDs and NCDs", []),
        ("from Reg A+ investors", []),
        ("from Dr. Pell's Family Office", ["Dr. Pell's Family Office"]),
        ("from the XPrize and Quay Ventures", ["Quay Ventures"]),
    ],
)
def test_a_paper_or_a_prize_is_no_backer(told: str, backers: list[str]) -> None:
    assert investors(f"Tarnvik has raised $12 million {told}.") == backers


@pytest.mark.parametrize(
    "told",
    [
        "“Our Series B of $40 million closed on Friday,” Quoll's chief Bo Lind told The Ledger.",
        "“Our Series B of $40 million closed on Friday,” Quoll boss Bo Lind told Harbour Wire.",
        "“Our Series B of $40 million closed on Friday,” Quoll's founder and CEO Bo Lind told The Ledger.",
        "Quoll maps peat. “Our Series B of $40 million closed on Friday,” its chief Bo Lind told The Ledger.",
        "“We closed a $40 million Series B,” said Bo Lind, founder of Quoll, in an interview with The Ledger.",
    ],
)
def test_neither_who_speaks_nor_who_is_told_raises(told: str) -> None:
    assert names(told) == ["Quoll"]


@pytest.mark.parametrize(
    ("headline", "text", "backers"),
    [
        ("Tarnvik raises $12m from Stride", "Tarnvik has raised $12 million in a round led by Stride Capital.", ["Stride Capital: lead"]),
        ("Tiger leads Tarnvik's $12m round", "Tarnvik has raised $12 million led by Tiger Lake.", ["Tiger Lake: lead"]),
        ("Tarnvik raises $12m led by Fern", "Tarnvik has raised $12 million from Fern & Moss and Oakmoor.", ["Fern & Moss: lead", "Oakmoor: participant"]),
        ("Tarnvik raises $12m from Stride", "Tarnvik has raised $12 million from Strider Capital.", ["Stride: participant", "Strider Capital: participant"]),
    ],
)  # fmt: skip
def test_a_headlines_short_form_is_the_backers_longer_name(headline: str, text: str, backers: list[str]) -> None:
    [mention] = detect(headline, f"{headline}\n{text}", language="en")
    assert [f"{one.name}: {one.role}" for one in mention.investors] == backers


@pytest.mark.parametrize(
    "told",
    ["Existing investors Quay Ventures and Lutrell also took part.", "Quay Ventures and Lutrell took part in the round.",
     "Quay Ventures and Lutrell also took part.", "Quay Ventures took part alongside Lutrell.", "Quay Ventures and Lutrell took part again."],
)  # fmt: skip
def test_who_took_part_is_a_backer(told: str) -> None:
    text = f"Tarnvik has raised $12 million led by Oakmoor. {told}"
    assert investors(text) == ["Oakmoor", "Quay Ventures", "Lutrell"]


def test_taking_part_in_something_else_is_no_backing() -> None:
    text = "Tarnvik, which took part in the Oakmoor accelerator, has raised $12 million from Quay Ventures."
    assert investors(text) == ["Quay Ventures"]


def test_an_earlier_backers_short_name_is_no_second_backer() -> None:
    text = "Tarnvik has raised $12 million in a round led by Stride Capital. Tarnvik is already backed by Stride and Fern Ventures."
    assert investors(text) == ["Stride Capital", "Fern Ventures"]


def test_it_is_the_names_own_at_a_sentences_start_too() -> None:
    assert investors("Nordic Capital led a $12 million round in Tarnvik.") == ["Nordic Capital"]


@pytest.mark.parametrize("like", ["Unlike", "Like"])
@pytest.mark.parametrize(
    "other",
    ["Nimbora, which raised $4 million in 2021", "Nimbora, which raised $4 million last year", "its rival Nimbora",
     "Nimbora and Oll", "Nimbora, which had raised $4 million"],
)  # fmt: skip
def test_what_is_told_of_another_company_makes_no_history(like: str, other: str) -> None:
    found = list(detect("", f"{like} {other}, Tarnvik has raised $12 million from Quay Ventures.", language="en"))
    assert [one.company.name for one in found if one.temporality.value == "new"] == ["Tarnvik"]


def test_and_its_own_history_stays_history() -> None:
    told = "Unlike Nimbora, Tarnvik raised $12 million in 2019, when it was founded."
    assert [one.temporality.value for one in detect("", told, language="en")] == ["background"]
