"""Who stands behind a claim."""

from datetime import date

import pytest

from alerts.detection import detect
from alerts.detection.detector import stored_text
from alerts.detection.mention import Certainty


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Peat Labs is in talks to raise $40 million, people familiar with the matter said.", Certainty.ANONYMOUS),
        ("Peat Labs is in talks to raise $40 million. The sources asked not to be named.", Certainty.ANONYMOUS),
        ("Peat Labs is in talks to raise $40 million, the Ledger newspaper reported.", Certainty.ANONYMOUS),
        ("Peat Labs is in talks to raise $40 million, said analyst Jo Doe.", Certainty.NAMED_SOURCE),
        ("Peat Labs is in talks to raise $40 million, minister Ada Quill said.", Certainty.NAMED_SOURCE),
        ("Peat Labs is in talks to raise $40 million, amid market talk of a new round.", Certainty.SPECULATIVE),
        ("Peat Labs is in talks to raise $40 million.", Certainty.SPECULATIVE),
        ("Peat Labs said it is in talks to raise $40 million.", Certainty.COMPANY),
        ("Peat Labs plans to raise $40 million next year.", Certainty.COMPANY),
        ("Peat Labs has raised $40 million from Harbour Ventures.", Certainty.COMPANY),
        ("Peat Labs announced it has raised $40 million from Harbour Ventures.", Certainty.COMPANY),
        ("Harbour Ventures said it has invested $40 million in Peat Labs.", Certainty.INVESTOR),
        ("Peat Labs has raised $40 million, a filing with the registrar shows.", Certainty.FILING),
    ],
)
def test_who_stands_behind_a_claim(text: str, certainty: Certainty) -> None:
    title = "Peat Labs and its money"
    mention = detect(title, text, published=date(2026, 4, 15))[0]
    assert mention.certainty is certainty
    start, end = mention.evidence["certainty"]
    assert stored_text(title, text)[start:end]
