"""Every field that is set has its evidence, and the evidence stands in the stored text, in every language."""

import json

import pytest

from alerts.detection import detect
from alerts.detection.detector import stored_text
from alerts.detection.published import published_date
from tests.conftest import CHECKOUT

DATA = CHECKOUT / "tests" / "data"
FILES = [DATA / "hard_cases.jsonl", *sorted((DATA / "languages").glob("*.jsonl"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_field_that_is_set_has_characters_that_say_so(file) -> None:  # type: ignore[no-untyped-def]
    seen = 0
    for item in map(json.loads, file.read_text("utf-8").splitlines()):
        title = item["title"].strip()
        text = stored_text(title, item["text"])
        for mention in detect(
            item["title"], item["text"], published=published_date(item["published"]), language=item.get("language")
        ):
            seen += 1
            assert set(mention.fields_set()) == set(mention.evidence), item["id"]
            for name, (start, end) in mention.evidence.items():
                assert 0 <= start < end <= len(text), (item["id"], name)
            for i, investor in enumerate(mention.investors):
                assert investor.name in text[slice(*mention.evidence[f"investors.{i}"])], (item["id"], investor)
            if mention.amount:
                assert text[slice(*mention.evidence["amount"])] == mention.amount.as_written
    assert seen > 20
