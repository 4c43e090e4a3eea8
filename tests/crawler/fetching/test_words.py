"""Statuses in words, and how long a server asks to be left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.fetching.words import status_in_words, wait_asked_for

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta(0)),
        ("Mon, 02 Mar 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 12:10:00", timedelta(minutes=10)),
        ("Mon, 02 Mar 2020 12:10:00 GMT", timedelta(0)),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("Mon, 99 Mar 2026 12:10:00 GMT", None),
        ("1e12", None),
    ],
)
def test_what_a_server_asks_for_is_understood_or_nothing(stated: str, wait: timedelta | None) -> None:
    assert wait_asked_for(stated, NOW) == wait


@pytest.mark.parametrize("stated", ["9" * 12, "9" * 5000, "Fri, 31 Dec 9999 23:59:59 -1200"])
def test_a_wait_beyond_reason_is_a_long_one_and_no_crash(stated: str) -> None:
    wait = wait_asked_for(stated, NOW)
    assert wait is not None
    assert timedelta(days=900) < wait < timedelta(days=1100)


def test_a_status_is_said_with_its_name_where_it_has_one() -> None:
    assert [status_in_words(404), status_in_words(799)] == ["404 Not Found", "799"]
