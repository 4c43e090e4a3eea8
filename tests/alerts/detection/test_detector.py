"""What is read out of whole articles: the article that the project began from, in our own words, and the traps."""

import json
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text
from alerts.detection.mention import InvestorRole
from demo.articles import stories

STORIES = {story.slug: story for story in stories()}


def read(slug: str) -> dict[str, Mention]:
    story = STORIES[slug]
    found = detect(story.title, "\n\n".join((story.title, *story.paragraphs)), published=story.published)
    return {mention.company.name: mention for mention in found}


def by_role(mention: Mention, role: InvestorRole) -> set[str]:
    return {investor.name for investor in mention.investors if investor.role is role}


def test_the_article_that_the_project_began_from_is_read_fully() -> None:
    found = read("megvii-alibaba-boyu")
    megvii, sensetime = found["Megvii"], found["SenseTime"]
    assert megvii.amount is not None
    assert (megvii.amount.min, megvii.amount.max, megvii.amount.currency) == (600e6, None, "USD")
    assert megvii.amount.qualifier == "at_least"
    assert (megvii.kind, megvii.status, megvii.certainty) == ("equity", "rumoured", "anonymous")
    assert by_role(megvii, InvestorRole.RUMOURED) == {"Alibaba Group", "Boyu Capital"}
    assert {"Ant Financial", "Foxconn", "CCB International"} <= by_role(megvii, InvestorRole.EXISTING)
    assert "Face++" in megvii.company.also_known_as
    assert megvii.company_response == "declined"
    assert megvii.dates.expected_close is not None
    assert "within weeks" in megvii.dates.expected_close.as_written
    assert megvii.tranche is not None
    assert (megvii.tranche.index, megvii.tranche.status) == (2, "planned")
    assert sensetime.amount is not None
    assert (sensetime.amount.value, sensetime.amount.qualifier, sensetime.status) == (1e9, "nearly", "in_talks")
    assert sensetime.certainty == "anonymous"
    assert set(found) == {"Megvii", "SenseTime"}


def test_every_piece_of_evidence_stands_in_the_text() -> None:
    for story in STORIES.values():
        text = "\n\n".join((story.title, *story.paragraphs))
        for mention in detect(story.title, text, published=story.published):
            for name, (start, end) in mention.evidence.items():
                assert text[start:end], (story.slug, name)
            start, end = mention.evidence["sentence"]
            assert text[start:end] == mention.sentence
            if mention.amount:
                start, end = mention.evidence["amount"]
                assert text[start:end] == mention.amount.as_written
            if "company" in mention.evidence:
                start, end = mention.evidence["company"]
                assert text[start:end] == mention.company.name_as_written


@pytest.mark.parametrize(
    "slug",
    ["seed-prices-growers", "series-a-racing", "plumtree-raises-prices", "hospice-run-record", "coppervane-layoffs",
     "station-cameras-concerns", "quarry-dust", "heat-pump-noise-test", "ministry-chips-programme"],
)  # fmt: skip
def test_what_only_sounds_like_funding_is_no_companys_round(slug: str) -> None:
    for mention in read(slug).values():
        assert mention.kind not in ("equity", "debt", "grant", "convertible") or mention.temporality == "background"


def test_a_denial_is_a_denial_and_declining_to_comment_is_not() -> None:
    assert read("sensetime-denies")["SenseTime"].status == "denied"
    assert read("megvii-alibaba-boyu")["Megvii"].status != "denied"


def test_a_mention_survives_its_json_form() -> None:
    for mention in read("megvii-alibaba-boyu").values():
        assert Mention.from_json(json.loads(json.dumps(mention.to_json()))) == mention


@pytest.mark.parametrize("day", [date.min, date.max, datetime.min, datetime.max])  # noqa: DTZ901 - as a page says it
def test_a_day_at_the_calendars_end_leaves_only_the_closing_day_open(day: date) -> None:
    text = "Acme is in talks to raise $5 million, sources said. The round is expected to close within weeks."
    (mention,) = detect("Acme in talks to raise $5 million", text, published=day)
    closing = mention.dates.expected_close
    assert closing is not None
    assert (closing.end is None) == (day.year == date.max.year)


def test_the_stored_text_has_the_title_once() -> None:
    assert stored_text("A title", "Body") == "A title\n\nBody"
    assert stored_text("A title", "A title\n\nBody") == "A title\n\nBody"
    assert stored_text("", "Body") == "Body"


@pytest.mark.parametrize(
    "unit",
    ["Acme ", "raised ", "$1 ", "$1 million ", "led by Acme and ", "a, ", "1,000", "Acme, a maker of Acme, ", "in talks to ",
     "(", "Series A ", "\n", ".", "and Acme ", "of the ", "\ud800", "\x00", "旷视"],
)  # fmt: skip
def test_hostile_text_is_read_in_bounded_time(unit: str) -> None:
    text = "Acme raised $5 million. " + unit * (200_000 // len(unit))
    began = time.process_time()
    detect("", text)
    assert time.process_time() - began < 5


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300), st.text(alphabet="Acme raised $5 million led by Quay, Inc. Series-A (said)\n", max_size=300)
)
def test_no_text_raises(title: str, text: str) -> None:
    for mention in detect(title, text, published=datetime(2026, 3, 2, tzinfo=UTC)):
        start, end = mention.evidence["sentence"]
        assert stored_text(title.strip(), text)[start:end] == mention.sentence
