"""Our own hard articles, one test each. Those in tests/data/hard_cases_open.txt are not read rightly yet.

An open case must fail: when detection learns to read it, its id has to leave the list.
"""

from collections import Counter
from typing import Any

import pytest

from alerts.detection.evaluation import is_event
from benchmarks.detection.guard import open_cases, wrong_in
from benchmarks.detection.sets import cases

CASES = [case for case, _ in cases()]
KINDS = """
acquisition_money anonymous_rumour big_company_subject block_deal buried company_as_investor conflicting_amounts coreference
corporate_programme crowdfunding_charity debt_credit denial equity_and_debt_sum eyes funds_lps_accelerators glued_text grant
half_confirmed in_the_millions insolvency_failed_raise investor_prose ipo_price_range is_closing may newsletter
old_valuation_denied other_raise other_round round_stages said_to_be_discussing second_currency secondary_mixed share_allotment
second_company_at_end sidebar_teaser subsidiary_brand target_larger targets third_party_denial total_to_date tranche_and_total undisclosed_amount
unnamed_recipient weekly_table word_names
""".split()  # noqa: SIM905 - a list of names reads best as one
STILL_OPEN = set(open_cases())


def tried(case: dict[str, Any]) -> Any:
    marks = (
        [pytest.mark.xfail(reason="not read rightly yet", strict=True, raises=AssertionError)]
        if case["id"] in STILL_OPEN
        else []
    )
    return pytest.param(case, id=f"{case['case']}:{case['id']}", marks=marks)


@pytest.mark.parametrize("case", [tried(case) for case in CASES])
def test_a_hard_article_is_read_rightly(case: dict[str, Any]) -> None:
    assert wrong_in(case) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_trap_has_three_examples(kind: str) -> None:
    assert Counter(case["case"] for case in CASES)[kind] >= 3


def test_every_case_is_of_a_known_kind_and_every_open_one_is_a_case() -> None:
    assert {case["case"] for case in CASES} == set(KINDS)
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert set(open_cases()) <= {case["id"] for case in CASES}
    assert len(open_cases()) == len(STILL_OPEN)


def test_a_case_that_is_read_wrongly_is_told_with_what_is_wrong() -> None:
    right = next(case for case in CASES if case["id"] not in STILL_OPEN and any(map(is_due, case["events"])))
    assert wrong_in(right | {"events": [], "mentioned_not_funded": []}) == ["1 false other"]
    strange = next(filter(is_due, right["events"])) | {"company": "Nobody In It", "company_aliases_in_text": []}
    assert wrong_in(right | {"events": [*right["events"], strange]}) == ["1 missed event"]


def is_due(event: dict[str, Any]) -> bool:
    return is_event(event) and not event.get("optional")
