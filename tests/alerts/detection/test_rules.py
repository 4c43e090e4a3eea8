"""The rules hold what they say of themselves."""

import pytest

from alerts.detection.rules import (
    CERTAINTIES,
    EXITS,
    HAPPENINGS,
    KINDS,
    RESPONSES,
    SCOPES,
    STATUSES,
    UNDISCLOSED,
    VALUATIONS,
)
from alerts.detection.series import SERIES, series_of

EVERY_RULE = [*KINDS, *STATUSES, *CERTAINTIES, *RESPONSES, *UNDISCLOSED, *SCOPES, *HAPPENINGS, *VALUATIONS, *EXITS]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.name)
def test_a_rule_matches_its_example_and_not_the_other(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.pattern.search(rule.matches)
    assert not rule.pattern.search(rule.not_this)


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("a Series D round", "d"), ("a pre-Series A", "pre_a"), ("its pre-seed round", "pre_seed"), ("a seed round", "seed"),
        ("Series B-2", "b"), ("a bridge round", "bridge"), ("pre-IPO funding", "pre_ipo"),
    ],
)  # fmt: skip
def test_a_series_is_read(text: str, series: str) -> None:
    match = SERIES.search(text)
    assert match is not None
    assert series_of(match) == series
