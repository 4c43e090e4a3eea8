"""The rules hold what they say of themselves; money is read as written."""

import pytest

from alerts.detection.mention import Qualifier
from alerts.detection.money import sums
from alerts.detection.rules import CERTAINTIES, KINDS, RESPONSES, STATUSES
from alerts.detection.series import SERIES, series_of

EVERY_RULE = [*KINDS, *STATUSES, *CERTAINTIES, *RESPONSES]


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.name)
def test_a_rule_matches_its_example_and_not_the_other(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.pattern.search(rule.matches)
    assert not rule.pattern.search(rule.not_this)


@pytest.mark.parametrize(
    ("text", "value", "currency", "qualifier"),
    [
        ("at least US$600 million", 600e6, "USD", Qualifier.AT_LEAST),
        ("$1.2bn", 1.2e9, "USD", Qualifier.EXACT),
        ("nearly US$1bn", 1e9, "USD", Qualifier.NEARLY),
        ("up to €20m", 20e6, "EUR", Qualifier.UP_TO),
        ("about £3.5 million", 3.5e6, "GBP", Qualifier.ABOUT),
        ("Rs 371 Cr", 3.71e9, "INR", Qualifier.EXACT),
        ("INR 50 lakh", 5e6, "INR", Qualifier.EXACT),
        ("₹1,200 crore", 12e9, "INR", Qualifier.EXACT),
        ("RMB530m", 530e6, "CNY", Qualifier.EXACT),
        ("300 million yuan", 300e6, "CNY", Qualifier.EXACT),
        ("S$4 million", 4e6, "SGD", Qualifier.EXACT),
        ("A$100m", 100e6, "AUD", Qualifier.EXACT),
        ("CHF 2.5 million", 2.5e6, "CHF", Qualifier.EXACT),
        ("5 million euros", 5e6, "EUR", Qualifier.EXACT),
        ("more than $40-million", 40e6, "USD", Qualifier.MORE_THAN),
        ("$12,500,000", 12.5e6, "USD", Qualifier.EXACT),
    ],
)
def test_a_sum_is_read_as_written(text: str, value: float, currency: str, qualifier: Qualifier) -> None:
    sentence = f"Acme has raised {text} from friends"
    [money] = sums(sentence, None)
    assert (money.size, money.currency, money.qualifier) == (value, currency, qualifier)
    assert sentence[money.start : money.end] == money.written == text


def test_a_range_has_two_ends_and_no_value() -> None:
    [money] = sums("It wants $20 million to $30 million", None)
    assert (money.value, money.min, money.max, money.qualifier) == (None, 20e6, 30e6, Qualifier.RANGE)


def test_a_bare_dollar_is_the_publishers() -> None:
    assert [sums("$5m", country)[0].currency for country in ("US", "AU", "CA", None)] == ["USD", "AUD", "CAD", "USD"]


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
