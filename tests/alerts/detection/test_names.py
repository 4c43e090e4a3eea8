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
     "Credit raised $5 million.", "Demand has raised prices by $5 million.", "Butter cost $5 million."],
)  # fmt: skip
def test_nor_are_these(told: str) -> None:
    assert names(told) == []


@pytest.mark.parametrize("title", ["President", "Chairman", "Roboticist", "Dr"])
def test_who_is_named_with_a_title_is_no_company(title: str) -> None:
    assert names(f"“We map peat,” said {title} Moss. {title} Moss has raised $5 million from Quay Ventures.") == []
