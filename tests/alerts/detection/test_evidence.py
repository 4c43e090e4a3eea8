"""Each field's characters are what the field says, in every labelled article that is here."""

from collections.abc import Iterator
from typing import Any

import pytest

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.detection.money import sums
from alerts.detection.published import published_date
from benchmarks.detection.guard import SETS
from benchmarks.detection.sets import title_and_text
from demo.articles import stories

Article = tuple[str, str, dict[str, Any]]


def articles(name: str) -> Iterator[Article]:
    if name == "newsroom":
        for story in stories():
            known = {"published": story.published, "language": story.language}
            yield story.title, "\n\n".join((story.title, *story.paragraphs)), known
        return
    for item, _ in SETS[name]():
        yield (
            *title_and_text(item),
            {"published": published_date(item["published"]), "language": item.get("language")},
        )


def mentions(name: str) -> list[tuple[str, Mention]]:
    """Every mention of a set with the text that its offsets count in."""
    found = []
    for title, text, known in articles(name):
        whole = stored_text(title.strip(), text)
        found += [(whole, mention) for mention in detect(title, text, **known)]
    return found


@pytest.mark.parametrize(
    "name",
    ["own cases", "newsroom", pytest.param("easy", marks=pytest.mark.shared), pytest.param("hard, read part", marks=pytest.mark.shared)],
)  # fmt: skip
def test_every_fields_characters_are_what_the_field_says(name: str, request: pytest.FixtureRequest) -> None:
    if name in ("easy", "hard, read part"):
        request.getfixturevalue("shared")
    found = mentions(name)
    assert len(found) >= 30
    wrong = [(field, mention) for whole, mention in found for field in WRITTEN if not holds(field, whole, mention)]
    assert wrong == []


def holds(field: str, whole: str, mention: Mention) -> bool:
    """Do a field's characters hold it, or is it neither set nor proven?"""
    span, written = mention.evidence.get(field), WRITTEN[field](mention)
    if span is None or written is None:
        return span is None and written is None
    start, end = span
    return (
        0 <= start < end <= len(whole)
        and whole[start:end] == written
        and (field != "amount" or figure_is_in(written, mention))
    )


def figure_is_in(written: str, mention: Mention) -> bool:
    """Do a sum's characters, read alone, give the sum's size? An order alone ("hundreds of millions") needs its sentence."""
    amount = mention.amount
    assert amount is not None
    if amount.value is None and not any(character.isdigit() for character in written):
        return True
    size = amount.value or amount.min or amount.max
    return any(size in (money.value, money.min, money.max) for money in sums(written, None, bare=True))


def company(mention: Mention) -> str:
    named = mention.company
    # The characters are one of the names that the mention knows its company by.
    assert named.name_as_written in (named.name, *named.also_known_as), mention
    return named.name_as_written


WRITTEN: dict[str, Any] = {
    "sentence": lambda mention: mention.sentence,
    "company": company,
    "amount": lambda mention: mention.amount.as_written if mention.amount else None,
    "series": lambda mention: mention.label_as_written,
    "valuation": lambda mention: mention.valuation.as_written if mention.valuation else None,
}


def test_the_check_notices_evidence_that_is_beside_the_point() -> None:
    text = "Acme raises $5 million\n\nAcme has raised $5 million in a seed round."
    [mention] = detect("Acme raises $5 million", text)
    assert all(holds(field, text, mention) for field in WRITTEN)
    start, end = mention.evidence["amount"]
    for wrong in ((start - 1, end), (start, end - 1), (0, 4), (start, 10_000)):
        mention.evidence["amount"] = wrong
        assert not holds("amount", text, mention)
    del mention.evidence["company"]
    assert not holds("company", text, mention)
