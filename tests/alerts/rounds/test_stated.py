"""A round's values for people: on one line, whatever the article's lines were."""

from dataclasses import replace

import pytest

from alerts.detection.mention import Amount, Series, Valuation
from alerts.rounds.stated import label_of, sum_in_brief, sum_of, worth_of
from tests.alerts.rounds.test_resolving import RUMOUR, told


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n   "])
def test_what_an_article_wraps_is_shown_on_one_line(end: str) -> None:
    amount = Amount(4e7, "USD", f"$40{end}million")
    worth = Valuation(1.2e9, "USD", f"$1.2{end}billion")
    known = told(replace(RUMOUR, amount=amount, valuation=worth, series=Series.B, label_as_written=f"Series{end}B"))
    assert (sum_in_brief(amount), sum_of(known)) == ("$40 million", "$40 million")
    assert (worth_of(known), label_of(known)) == ("$1.2 billion", "Series B")


def test_what_is_not_known_is_shown_as_nothing() -> None:
    known = told(replace(RUMOUR, amount=None, series=None))
    assert (sum_of(known), worth_of(known), label_of(known)) == ("", "", "")
    assert label_of(told(replace(RUMOUR, series=Series.PRE_SEED))) == "pre_seed"
