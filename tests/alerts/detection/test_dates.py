"""When a round was announced, closed or is expected to close, counted from the day of publication."""

from datetime import date

import pytest

from alerts.detection import Mention, detect
from alerts.detection.detector import stored_text

PUBLISHED = date(2026, 4, 15)
"""A Wednesday."""
TITLE = "Peat Labs raises $40 million"


def first(text: str, published: date | None = PUBLISHED) -> Mention:
    mention = detect(TITLE, text, published=published)[0]
    for name in ("announced_on", "closed_on", "expected_close"):
        when = getattr(mention.dates, name)
        if when:
            assert stored_text(TITLE, text)[slice(*mention.evidence[f"dates.{name}"])] == when.as_written
    return mention


@pytest.mark.parametrize(
    ("said", "start", "end", "precision"),
    [
        ("announced on Wednesday that it has raised", "2026-04-15", "2026-04-15", "day"),
        ("said on Tuesday it has raised", "2026-04-14", "2026-04-14", "day"),
        ("said Thursday it has raised", "2026-04-09", "2026-04-09", "day"),
        ("today announced that it has raised", "2026-04-15", "2026-04-15", "day"),
        ("announced yesterday that it has raised", "2026-04-14", "2026-04-14", "day"),
        ("announced on 12 March that it has raised", "2026-03-12", "2026-03-12", "day"),
        ("announced on December 3 that it has raised", "2025-12-03", "2025-12-03", "day"),
        ("announced on Tuesday 7 April that it has raised", "2026-04-07", "2026-04-07", "day"),
        ("announced on Tuesday, 7 April 2026, that it has raised", "2026-04-07", "2026-04-07", "day"),
        ("announced late on Tuesday that it has raised", "2026-04-14", "2026-04-14", "day"),
        ("announced last week that it has raised", "2026-04-06", "2026-04-12", "week"),
        ("announced earlier this month that it has raised", "2026-04-01", "2026-04-15", "month"),
    ],
)
def test_when_it_was_announced(said: str, start: str, end: str, precision: str) -> None:
    when = first(f"Peat Labs {said} $40 million from Harbour Ventures.").dates.announced_on
    assert when is not None
    assert (when.start, when.end, when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("said", "start", "end", "precision"),
    [
        ("The round closed in March.", "2026-03-01", "2026-03-31", "month"),
        ("The company closed the round last week.", "2026-04-06", "2026-04-12", "week"),
        ("It closed the round on 12 March 2026.", "2026-03-12", "2026-03-12", "day"),
        ("The financing was completed in the first quarter.", "2026-01-01", "2026-03-31", "quarter"),
        ("The round closed at the end of February.", "2026-02-01", "2026-02-28", "month"),
        ("The round closed at the end of last month.", "2026-03-01", "2026-03-31", "month"),
        ("The round closed at the end of 2025.", "2025-01-01", "2025-12-31", "year"),
        ("The round closed two weeks ago.", "2026-03-30", "2026-04-05", "week"),
        ("The round closed last December.", "2025-12-01", "2025-12-31", "month"),
    ],
)
def test_when_it_closed(said: str, start: str, end: str, precision: str) -> None:
    mention = first(f"Peat Labs has raised $40 million from Harbour Ventures. {said}")
    when = mention.dates.closed_on
    assert when is not None
    assert (when.start, when.end, when.precision) == (start, end, precision)
    assert mention.dates.expected_close is None


@pytest.mark.parametrize(
    ("said", "start", "end", "precision"),
    [
        ("by the end of the year", "2026-04-15", "2026-12-31", "within"),
        ("by the end of June", "2026-04-15", "2026-06-30", "within"),
        ("in the first quarter", "2027-01-01", "2027-03-31", "quarter"),
        ("in the third quarter of 2026", "2026-07-01", "2026-09-30", "quarter"),
        ("next month", "2026-05-01", "2026-05-31", "month"),
        ("next week", "2026-04-20", "2026-04-26", "week"),
        ("in March", "2027-03-01", "2027-03-31", "month"),
        ("on Friday", "2026-04-17", "2026-04-17", "day"),
        ("within weeks", "2026-04-15", "2026-05-13", "within"),
        ("in the coming weeks", "2026-04-15", "2026-05-13", "within"),
        ("within two weeks", "2026-04-15", "2026-04-29", "within"),
        ("in the next three months", "2026-04-15", "2026-07-15", "within"),
        ("later this year", "2026-04-15", "2026-12-31", "year"),
        ("early next year", "2027-01-01", "2027-12-31", "year"),
        ("by the end of the quarter", "2026-04-15", "2026-06-30", "within"),
        ("before the end of June", "2026-04-15", "2026-06-30", "within"),
        ("by the end of 2026", "2026-04-15", "2026-12-31", "within"),
        ("at the end of next month", "2026-04-15", "2026-05-31", "within"),
        ("by mid-year", "2026-04-15", "2026-06-30", "within"),
        ("by year-end", "2026-04-15", "2026-12-31", "within"),
        ("by April 30", "2026-04-15", "2026-04-30", "within"),
        ("by Friday", "2026-04-15", "2026-04-17", "within"),
        ("on April 30", "2026-04-30", "2026-04-30", "day"),
        ("in mid-May", "2026-05-01", "2026-05-31", "month"),
        ("in two to three weeks", "2026-04-15", "2026-05-06", "within"),
        ("in six to eight weeks", "2026-04-15", "2026-06-10", "within"),
        ("within the next 60 days", "2026-04-15", "2026-06-14", "within"),
        ("as soon as next week", "2026-04-20", "2026-04-26", "week"),
        ("in the first half of next year", "2027-01-01", "2027-06-30", "within"),
    ],
)
def test_when_it_is_expected_to_close(said: str, start: str, end: str, precision: str) -> None:
    when = first(
        f"Peat Labs is in talks to raise $40 million, sources said. The round is expected to close {said}."
    ).dates.expected_close
    assert when is not None
    assert (when.start, when.end, when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("Peat Labs plans to raise $40 million by the end of the quarter.", "2026-04-15", "2026-06-30"),
        ("Peat Labs hopes to raise up to $40 million next month.", "2026-05-01", "2026-05-31"),
        ("Peat Labs could raise $40 million as early as next month.", "2026-05-01", "2026-05-31"),
        ("Peat Labs is raising $40 million. A deal is expected within weeks.", "2026-04-15", "2026-05-13"),
        ("Peat Labs is raising $40 million. A final close is due in May.", "2026-05-01", "2026-05-31"),
        ("Peat Labs is raising $40 million. A deal could come as soon as next week.", "2026-04-20", "2026-04-26"),
    ],
)
def test_when_money_is_expected(told: str, start: str, end: str) -> None:
    [mention] = detect("", told, published=PUBLISHED)
    when = mention.dates.expected_close
    assert when is not None
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    "told",
    [
        "Peat Labs plans to raise $40 million and double its staff next year.",
        "Peat Labs plans to raise $40 million to build a mill next year.",
        "Peat Labs is raising $40 million. The round is expected to value it at $1 billion next month.",
        "Peat Labs is raising $40 million. The round is expected to be announced next month.",
        "Peat Labs is raising $40 million. It will announce the round on Friday.",
        "Peat Labs is raising $40 million. A mill is expected in May.",
    ],
)
def test_what_else_is_to_come_dates_no_round(told: str) -> None:
    [mention] = detect("", told, published=PUBLISHED)
    assert (mention.dates.announced_on, mention.dates.closed_on, mention.dates.expected_close) == (None, None, None)


def test_the_stop_of_a_sentence_is_no_part_of_a_month() -> None:
    for said in ("in March", "on 12 March", "in late January"):
        when = first(f"Peat Labs has raised $40 million. The round closed {said}.").dates.closed_on
        assert when is not None
        assert when.as_written == said


def test_two_times_in_one_sentence_each_have_their_own_verb() -> None:
    dates = first("Peat Labs announced on Tuesday that it closed a $40 million funding round in March.").dates
    assert dates.announced_on is not None
    assert dates.closed_on is not None
    assert (dates.announced_on.start, dates.closed_on.start) == ("2026-04-14", "2026-03-01")


def test_without_a_day_of_publication_only_a_full_date_is_known() -> None:
    text = "Peat Labs announced on {} that it has raised $40 million from Harbour Ventures. The deal should close {}."
    assert first(text.format("Tuesday", "next month"), None).dates == first("Peat Labs has raised $40 million.").dates
    when = first(text.format("12 March 2026", "next month"), None).dates.announced_on
    assert when is not None
    assert when.start == "2026-03-12"


@pytest.mark.parametrize(
    "text",
    [
        "Peat Labs is in talks to raise $40 million, sources said on Tuesday.",
        "Peat Labs has raised $40 million. It closed its Berlin office in March.",
        "Peat Labs has raised $40 million. Its neighbours said on Tuesday that soil matters.",
        "Peat Labs has raised $40 million. It opens a factory next month.",
        "Peat Labs has raised $40 million. It announced on 31 June that it will grow.",
    ],
)
def test_what_dates_nothing_of_the_round(text: str) -> None:
    dates = first(text).dates
    assert (dates.announced_on, dates.closed_on, dates.expected_close) == (None, None, None)


def test_an_earlier_round_has_its_own_year() -> None:
    text = "Peat Labs has raised $40 million. Peat Labs raised $12 million from Bolt Capital in 2022."
    old = detect(TITLE, text, published=PUBLISHED)[1]
    assert old.dates.announced_on is not None
    assert (old.dates.announced_on.start, old.dates.announced_on.precision) == ("2022-01-01", "year")
