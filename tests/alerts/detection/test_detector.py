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


# Without case, an expression takes "İ" and "ı" for "i", "ſ" for "s", the Kelvin sign for "k"; \d takes any script's digits.
ALIKE = {"i": "iİı", "s": "sſ", "k": "k\u212a"} | {
    str(n): f"{n}{chr(0x660 + n)}{chr(0xFF10 + n)}{'⁰¹²³⁴⁵⁶⁷⁸⁹'[n]}" for n in range(10)
}
SPELLED = (
    "Brackenfell raised $5 million in a Series I round led by Quay Ventures.",
    "Torvane closed an I-round of $5 million, a K round and a pre-Series A round.",
    "Ostrel secured the first of five tranches of $12.5 million, split into six parts.",
    "Pellmoor has raised $5 million. It got $2 million in September 2021, in its seed round, and $1.2m since August.",
    "Wexcombe said on 12 August 2025 it will close the strategic round in six weeks, by Sept 30, or in the first quarter.",
    "Kestwick is in talks to raise six million dollars at a sixty-million-dollar valuation, a pre-IPO round with SAFE notes.",
    "Die Firma Silvane sammelt 5 Millionen Euro in einer Serie-I-Runde ein, sagte sie am 12. September.",
    "La start-up Sorvine lève 5 millions d’euros en série I, six mois après le 12 septembre 2021.",
    "Siskel levanta 5 millones de euros en una serie I, el 12 de septiembre de 2021.",
)  # fmt: skip


@st.composite
def spelled_alike(draw: st.DrawFn) -> str:
    """A sentence in which each letter and figure may be another's that looks or counts the same."""
    share = draw(st.sampled_from([0.05, 0.3, 1.0]))
    chance = draw(st.randoms(use_true_random=False))
    return "".join(
        chance.choice(ALIKE[sign.lower()][1:]) if sign.lower() in ALIKE and chance.random() < share else sign
        for sign in draw(st.sampled_from(SPELLED))
    )


@settings(max_examples=300, deadline=None)
@given(spelled_alike(), st.sampled_from(["en", "de", "fr", "es"]))
def test_letters_and_figures_of_other_scripts_raise_nothing(text: str, language: str) -> None:
    for mention in detect("", text, language=language, published=date(2026, 3, 2)):
        start, end = mention.evidence["sentence"]
        assert text[start:end] == mention.sentence


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Brackenfell raised $5 million in a Series {} round.", "en"),
        ("Brackenfell raised $5 million in a {} round.", "en"),
        ("Brackenfell raised $5 million in a {}2-round.", "en"),
        ("Die Firma Brackenfell sammelt 5 Millionen Euro in einer Serie-{}-Runde ein.", "de"),
    ],
)
def test_a_series_is_named_by_a_letter_of_ascii(text: str, language: str) -> None:
    (named,) = detect("", text.format("I"), language=language)
    assert named.series == "i"
    for letter in "İı\u212a":
        found = detect("", text.format(letter), language=language)
        assert {mention.series for mention in found if mention.company.name == "Brackenfell"} == {None}


def test_a_month_and_a_count_are_of_ascii_letters() -> None:
    (mention,) = detect("", "Brackenfell has raised $5 million since ſeptember 2021.", published=date(2026, 3, 2))
    assert mention.amount
    (mention,) = detect("", "Ostrel raised $5 million, the first of fıve tranches.")
    assert mention.tranche is None or mention.tranche.of is None
