"""When a digest falls due, in every zone and across both changes of the clock."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from alerts.digests.subscription import Frequency, SubscriptionSpec, Weekday, next_digest_at


def spec(frequency: Frequency, timezone: str = "Europe/Berlin", at: str = "08:00") -> SubscriptionSpec:
    return SubscriptionSpec("s", "email", "a@example.org", frequency, timezone, at, Weekday.FRIDAY)


def test_a_daily_digest_keeps_its_wall_clock_time_when_the_clock_changes() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    due = next_digest_at(spec(Frequency.DAILY), before)
    assert due == datetime(2026, 3, 29, 6, tzinfo=UTC)  # 08:00 in summer time
    assert next_digest_at(spec(Frequency.DAILY), datetime(2026, 3, 27, 12, tzinfo=UTC)) == datetime(
        2026, 3, 28, 7, tzinfo=UTC
    )


def test_a_digest_that_is_due_now_is_next_due_tomorrow() -> None:
    now = datetime(2026, 6, 1, 6, tzinfo=UTC)
    assert next_digest_at(spec(Frequency.DAILY), now) == now + timedelta(days=1)


def test_a_weekly_digest_comes_on_its_day() -> None:
    due = next_digest_at(spec(Frequency.WEEKLY), datetime(2026, 6, 1, tzinfo=UTC))
    assert due is not None
    assert due.astimezone(ZoneInfo("Europe/Berlin")).strftime("%A %H:%M") == "Friday 08:00"


def test_an_immediate_subscription_has_no_due_time() -> None:
    assert next_digest_at(spec(Frequency.IMMEDIATE), datetime(2026, 6, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("at", ["00:00", "02:30", "23:59"])
def test_over_a_year_each_day_has_one_digest_in_every_zone(at: str) -> None:
    # Every zone would take a minute; a third of them, chosen by name, covers every kind of rule.
    for name in sorted(available_timezones())[::12]:
        moment, zone = datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo(name)
        days = []
        while moment < datetime(2027, 1, 1, tzinfo=UTC):
            due = next_digest_at(spec(Frequency.DAILY, name, at), moment)
            assert due is not None
            assert due > moment
            days.append(due.astimezone(zone).date())
            moment = due
        assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days)), name
