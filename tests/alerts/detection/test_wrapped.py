"""A text of fixed width: what is `as_written` is the evidence's slice, with the line's end that the text has there."""

from datetime import date

import pytest

from alerts.detection import Mention, detect

PUBLISHED = date(2026, 4, 15)
LINE_ENDS = pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])


def written(mention: Mention) -> dict[str, str]:
    """Every field that keeps the text's own words, under the name of its evidence."""
    dates = {name: getattr(mention.dates, name) for name in ("announced_on", "closed_on", "expected_close")}
    return {
        "company": mention.company.name_as_written,
        "sentence": mention.sentence,
        **({"amount": mention.amount.as_written} if mention.amount else {}),
        **({"valuation": mention.valuation.as_written} if mention.valuation else {}),
        **({"series": mention.label_as_written} if mention.label_as_written else {}),
        **{f"dates.{name}": when.as_written for name, when in dates.items() if when},
    }


@LINE_ENDS
@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Peat Labs has raised $40¶million from Harbour Ventures.", "amount", "$40¶million"),
        ("Peat Labs has raised more¶than $40 million from Harbour Ventures.", "amount", "more¶than $40 million"),
        ("Peat Labs has raised two and¶a half million pounds from Harbour Ventures.", "amount", "two and¶a half million pounds"),
        ("Peat Labs has raised a seed round. Terms of the round were not¶disclosed.", "amount", "Terms of the round were not¶disclosed"),
        ("Peat Labs has raised $40 million at a valuation of $1.2¶billion.", "valuation", "$1.2¶billion"),
        ("Peat Labs has raised $40 million in a pre¶series A round led by Harbour Ventures.", "series", "pre¶series A"),
        ("Peat Labs announced last¶week that it has raised $40 million.", "dates.announced_on", "last¶week"),
        ("Peat Labs has raised $40 million. The round closed last¶month.", "dates.closed_on", "last¶month"),
        ("Peat Labs plans to raise $40 million. The round is set to close within¶weeks.", "dates.expected_close", "within¶weeks"),
    ],
)  # fmt: skip
def test_words_that_a_line_ends_in_are_those_of_the_text(text: str, name: str, words: str, end: str) -> None:
    stored = text.replace("¶", end)
    mention = detect("Peat Labs raises fresh funds", stored, published=PUBLISHED, language="en")[0]
    whole = f"Peat Labs raises fresh funds\n\n{stored}"
    assert written(mention)[name].startswith(words.replace("¶", end))
    for field, said in written(mention).items():
        assert whole[slice(*mention.evidence[field])] == said, field


@LINE_ENDS
def test_a_packs_words_are_those_of_the_text(end: str) -> None:
    text = f"Die Runde{end}{end}Das Start-up Tarnvik hat&nbsp;5 Millionen Euro eingesammelt.{end}Mehr folgt."
    [mention] = detect("", text, language="de")
    assert mention.amount is not None
    assert mention.amount.as_written == "5 Millionen Euro"
    for field, said in written(mention).items():
        assert text[slice(*mention.evidence[field])] == said


@LINE_ENDS
def test_the_same_is_read_as_on_one_line(end: str) -> None:
    text = "Peat Labs, a maker of soil probes,¶has raised about¶$40 million in¶a seed round led by¶Quay Ventures."
    plain, wrapped = (detect("", text.replace("¶", sign), language="en")[0] for sign in (" ", end))
    assert wrapped.amount is not None
    assert plain.amount is not None
    assert (wrapped.company.name, wrapped.amount.value, wrapped.investors) == ("Peat Labs", 4e7, plain.investors)
    assert (wrapped.kind, wrapped.series, wrapped.confidence) == (plain.kind, plain.series, plain.confidence)


def test_two_paragraphs_of_crlf_are_two() -> None:
    text = "Peat Labs has raised $40 million led by\r\n\r\nHarbour Ventures opens an office."
    assert detect("", text, language="en")[0].sentence == "Peat Labs has raised $40 million led by"
