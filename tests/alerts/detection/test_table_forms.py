"""A table's header says what stands where, in whatever form the table arrives."""

import pytest

from alerts.detection import detect
from alerts.detection.mention import Mention

STACKED = ("Company", "Amount", "Round", "Investors")
ROWS = (
    ("Pelk", "$9 million", "Seed", "Quay Ventures"),
    ("Dornvale", "€30m", "Series B", "Korbel Ventures"),
    ("Ostrava Foods", "$4m", "Series A", "Reed Capital"),
)
ALL = {("Pelk", 9e6, "Quay Ventures"), ("Dornvale", 30e6, "Korbel Ventures"), ("Ostrava Foods", 4e6, "Reed Capital")}


def stacked(*rows: tuple[str, ...], header: tuple[str, ...] = STACKED, between: str = "\n") -> str:
    return "Deals of the week\n\n" + between.join((*header, *(cell for row in rows for cell in row))) + "\n"


def found(text: str) -> set[tuple[str, float | None, str]]:
    mentions = detect("", text, language="en")
    for mention in mentions:
        start, end = mention.evidence["sentence"]
        assert text[start:end] == mention.sentence
    return {(one.company.name, one.amount.value if one.amount else None, _investors(one)) for one in mentions}


def _investors(mention: Mention) -> str:
    return ", ".join(investor.name for investor in mention.investors)


@pytest.mark.parametrize(
    "text",
    [
        stacked(*ROWS),
        stacked(*ROWS, between="\n\n"),
        stacked(*ROWS[:2], ROWS[2], ("Read our letter every week.",)),
        stacked(*((row[0], "12", *row[1:]) for row in ROWS), header=("Startup", "Headcount", "Raised", "Stage", "Backers")),
        stacked(*((row[0], row[1], row[2], "$90m", row[3]) for row in ROWS), header=("Company", "Amount", "Round", "Valuation", "Investors")),
        stacked(*((row[0], "$90m", row[1], row[2], row[3]) for row in ROWS), header=("Company", "Valuation", "Raised", "Round", "Investors")),
        stacked(*((row[1], row[0], row[2], row[3]) for row in ROWS), header=("Amount", "Company", "Round", "Investors")),
        "\n".join(f"{name}\n{cell}" for row in ROWS for name, cell in zip(STACKED, row, strict=True)),
        "\n".join(f"{name}: {cell}" for row in ROWS for name, cell in zip(STACKED, row, strict=True)),
        "\n\n".join("\n".join(f"{name}: {cell}" for name, cell in zip(STACKED, row, strict=True)) for row in ROWS),
    ],
    ids=["plain", "empty lines", "prose behind", "an unknown column", "a valuation behind", "a valuation in front", "sums first", "labels above", "labels in front", "records"],
)  # fmt: skip
def test_a_cell_a_line_is_read_by_its_header(text: str) -> None:
    assert found(text) == ALL


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (("Dornvale", "€30m", "Korbel Ventures"), ("Dornvale", 30e6, "Korbel Ventures")),
        (("Dornvale", "€30m", "Series B"), ("Dornvale", 30e6, "")),
        (("Dornvale", "€30m"), ("Dornvale", 30e6, "")),
        (("Dornvale", "Undisclosed", "Series B", "Korbel Ventures"), ("Dornvale", None, "Korbel Ventures")),
        (("Dornvale", "Undisclosed", "Korbel Ventures"), ("Dornvale", None, "Korbel Ventures")),
    ],
)
def test_a_lost_cell_moves_no_other_row(second: tuple[str, ...], kept: tuple[str, float | None, str]) -> None:
    assert found(stacked(ROWS[0], second, ROWS[2])) == {row for row in ALL if row[0] != "Dornvale"} | {kept}


def test_a_row_that_is_not_understood_ends_no_table() -> None:
    rows = {row for row in ALL if row[0] != "Dornvale"}
    assert found(stacked(ROWS[0], ("Dornvale", "30,000,000", *ROWS[1][2:]), ROWS[2])) == rows
    assert found("Company | Amount | Round\nPelk | $9m | Seed\nDornvale | thirty | Seed\nFenn | $4m | Seed") == {
        ("Pelk", 9e6, ""),
        ("Fenn", 4e6, ""),
    }


@pytest.mark.parametrize(
    "header",
    [
        "Company | Valuation | Raised", "Company | Valuation | Money raised", "Company | Post-money | Raised", "Company | Revenue | Raised",
        "Company | Headcount | Funding", "Startup | Total raised | Deal size", "Name | Valuation ($) | Capital raised", "Firm | Pre-money | Cash raised",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "rule", ["", "|---|---|---|\n", "|:--|--:|:-:|\n"], ids=["no rule", "a rule", "an aligned rule"]
)
def test_the_headers_order_decides_which_sum_it_is(header: str, rule: str) -> None:
    table = f"| {header} |\n{rule}| Pelk | $900m | $90m |\n| Dornvale | €1bn | €30m |\n| Fenn | $40m | $4m |\n"
    assert found(table) == {("Pelk", 90e6, ""), ("Dornvale", 30e6, ""), ("Fenn", 4e6, "")}


def test_two_columns_are_enough() -> None:
    assert found("| Company | Raised |\n|---|---|\n| Pelk | $90m |\n| Fenn | $4m |\n") == {
        ("Pelk", 90e6, ""),
        ("Fenn", 4e6, ""),
    }


@pytest.mark.parametrize(
    "header",
    ["Company | Valuation | Investors", "Company | Total raised | Country", "Company | Revenue | Country", "Startup | Worth | City",
     "Company | Funding to date | City", "Company | Turnover | City", "Company | Sales | City", "Company | Market cap | City"],
)  # fmt: skip
def test_other_sums_are_no_rounds(header: str) -> None:
    assert (
        found(
            f"| {header} |\n|---|---|---|\n| Pelk | $900m | Quay |\n| Dornvale | €1bn | Reed |\n| Fenn | $40m | Korbel |\n"
        )
        == set()
    )


@pytest.mark.parametrize(
    "profile",
    ["Company: Pelk\nAmount: $9 million\nRound: Seed\n", "Company\nPelk\nRaised\n$9 million\nStage\nSeed\n"],
)
def test_one_record_is_a_profile(profile: str) -> None:
    assert all(mention.reasons != ("rule: table row",) for mention in detect("", profile, language="en"))


def test_cells_of_prose_below_other_headers_are_read() -> None:
    text = "| Company | News |\n|---|---|\n| Pelk | Pelk has raised $9 million from Quay Ventures. |\n| Fenn | It moved. |\n"
    assert ("Pelk", 9e6, "Quay Ventures") in found(text)
