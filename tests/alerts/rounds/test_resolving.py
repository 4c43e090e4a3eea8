"""Mentions become rounds: identity, lifecycle, developments. Pure, so that each case is two values and a question."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.detection.mention import (
    Amount,
    Certainty,
    Company,
    Investor,
    InvestorRole,
    Kind,
    Mention,
    Qualifier,
    Role,
    Scope,
    Series,
    Status,
    Temporality,
    Tranche,
)
from alerts.digests.wording import amount_in_short, amount_in_words
from alerts.rounds.company import company_key
from alerts.rounds.development import DevelopmentKind
from alerts.rounds.lifecycle import resolve
from alerts.rounds.round import Claim, Resolution, Resolved, Round
from alerts.rounds.stated import amount_stated, sum_of

DAY_ONE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def usd(millions: float, written: str | None = None, **more: object) -> Amount:
    return Amount(millions * 1e6, "USD", written or f"US${millions:g}m", **more)  # type: ignore[arg-type]


RUMOUR = Mention(
    company=Company("Megvii", "Megvii", also_known_as=("Face++",)),
    kind=Kind.EQUITY,
    status=Status.RUMOURED,
    certainty=Certainty.ANONYMOUS,
    sentence="Megvii is raising at least US$600 million, two people said.",
    evidence={"company": (0, 6)},
    amount=usd(600, "at least US$600 million", qualifier=Qualifier.AT_LEAST, min=600e6),
)


def claim(mention: Mention, *, day: float = 0, story: int = 1, number: int = 1, publisher: str = "Ledger") -> Claim:
    at = DAY_ONE + timedelta(days=day)
    return Claim(number, mention, company_key(mention.company.name), story, publisher, "funding", at, at, False)


def told(mention: Mention, **where: object) -> Round:
    """The round after a first report."""
    return stored(resolve(claim(mention, **where), []))  # type: ignore[arg-type]


def stored(resolved: Resolved, number: int = 7) -> Round:
    assert resolved.round is not None
    return replace(resolved.round, id=resolved.round.id or number)


def kinds(resolved: Resolved) -> list[DevelopmentKind]:
    return [change.kind for change in resolved.changes]


def test_a_first_report_is_a_new_round() -> None:
    resolved = resolve(claim(RUMOUR), [])
    assert resolved.resolution is Resolution.NEW_ROUND
    assert kinds(resolved) == [DevelopmentKind.NEW_ROUND]


def test_a_second_outlet_that_says_the_same_is_no_development() -> None:
    resolved = resolve(claim(RUMOUR, story=2, number=2, publisher="Courier"), [told(RUMOUR)])
    assert resolved.resolution is Resolution.CORROBORATION
    assert resolved.changes == ()
    assert stored(resolved).stories == {1, 2}


def test_a_syndicated_copy_adds_no_corroboration() -> None:
    resolved = resolve(claim(RUMOUR, number=2, publisher="Mirror"), [told(RUMOUR)])
    assert resolved.resolution is Resolution.COPY
    assert len(stored(resolved).stories) == 1


def test_who_says_the_same_again_does_not_take_the_credit_of_the_first() -> None:
    copy = replace(RUMOUR, amount=usd(600, "at least $600 million", qualifier=Qualifier.AT_LEAST, min=600e6))
    resolved = resolve(claim(copy, day=1, number=2, publisher="Mirror"), [told(RUMOUR)])
    assert stored(resolved).displayed["amount"].publisher == "Ledger"


def test_another_amount_is_one_round_revised_with_the_old_one_as_a_conflict() -> None:
    other = replace(RUMOUR, amount=usd(650))
    resolved = resolve(claim(other, day=1, story=2, number=2), [told(RUMOUR)])
    assert kinds(resolved) == [DevelopmentKind.AMOUNT_REVISED]
    assert stored(resolved).value("amount")["value"] == 650e6
    assert [c.value["value"] for c in stored(resolved).conflicts["amount"]] == [600e6]


def test_a_sum_that_differs_by_less_than_a_twentieth_is_not_revised() -> None:
    resolved = resolve(claim(replace(RUMOUR, amount=usd(620)), day=1, story=2, number=2), [told(RUMOUR)])
    assert resolved.changes == ()


def test_a_less_certain_report_does_not_replace_what_the_company_said() -> None:
    announced = replace(RUMOUR, status=Status.ANNOUNCED, certainty=Certainty.COMPANY, amount=usd(460))
    whisper = replace(RUMOUR, amount=usd(600))
    resolved = resolve(claim(whisper, day=1, story=2, number=2), [told(announced)])
    assert resolved.changes == ()
    assert stored(resolved).value("amount")["value"] == 460e6
    assert stored(resolved).status is Status.ANNOUNCED


def test_an_announcement_of_a_rumoured_round_advances_its_status() -> None:
    announced = replace(RUMOUR, status=Status.ANNOUNCED, certainty=Certainty.COMPANY)
    resolved = resolve(claim(announced, day=20, story=3, number=2), [told(RUMOUR)])
    assert kinds(resolved) == [DevelopmentKind.STATUS_ADVANCED]
    assert stored(resolved).status is Status.ANNOUNCED


@pytest.mark.parametrize("ended", [Status.DENIED, Status.ABANDONED])
def test_a_denial_is_told_once(ended: Status) -> None:
    denied = replace(RUMOUR, status=ended, certainty=Certainty.COMPANY)
    first = resolve(claim(denied, day=2, story=2, number=2), [told(RUMOUR)])
    again = resolve(claim(denied, day=3, story=3, number=3), [stored(first)])
    assert kinds(first) == [DevelopmentKind.DENIED]
    assert again.changes == ()


def test_a_company_is_found_under_its_other_name() -> None:
    renamed = replace(RUMOUR, company=Company("Face++", "Face++"))
    resolved = resolve(claim(renamed, day=1, story=2, number=2), [told(RUMOUR)])
    assert stored(resolved).id == 7


def test_another_series_is_another_round() -> None:
    known = told(replace(RUMOUR, series=Series.C))
    resolved = resolve(claim(replace(RUMOUR, series=Series.D), day=3, story=2, number=2), [known])
    assert resolved.resolution is Resolution.NEW_ROUND


def test_talk_well_after_a_round_closed_is_of_the_next_round() -> None:
    closed = told(replace(RUMOUR, status=Status.CLOSED, certainty=Certainty.COMPANY))
    resolved = resolve(claim(RUMOUR, day=90, story=2, number=2), [closed])
    assert resolved.resolution is Resolution.NEW_ROUND


def test_a_lead_a_series_and_an_amount_that_become_known_are_told() -> None:
    bare = replace(RUMOUR, amount=None)
    full = replace(
        RUMOUR, series=Series.D, label_as_written="Series D", investors=(Investor("Boyu", InvestorRole.LEAD),)
    )
    resolved = resolve(claim(full, day=1, story=2, number=2), [told(bare)])
    assert set(kinds(resolved)) == {
        DevelopmentKind.AMOUNT_KNOWN,
        DevelopmentKind.SERIES_KNOWN,
        DevelopmentKind.LEAD_KNOWN,
    }


def test_a_planned_second_tranche_is_a_child_of_the_round_and_told_once() -> None:
    planned = replace(RUMOUR, tranche=Tranche(2, None, Status.PLANNED))
    first = resolve(claim(planned), [])
    child = replace(stored(first.children[0], 8), parent_id=7)
    again = resolve(claim(planned, day=1, story=2, number=2), [stored(first), child])
    assert kinds(first.children[0]) == [DevelopmentKind.NEW_TRANCHE]
    assert again.children == ()


def test_the_second_tranche_itself_advances_the_child_and_leaves_the_round_alone() -> None:
    whole = told(RUMOUR)
    planned = resolve(claim(replace(RUMOUR, tranche=Tranche(2, None, Status.PLANNED)), day=1, number=2), [whole])
    child = replace(stored(planned.children[0], 8), parent_id=7)
    second = replace(
        RUMOUR,
        status=Status.ANNOUNCED,
        certainty=Certainty.COMPANY,
        amount=usd(150, scope=Scope.TRANCHE),
        tranche=Tranche(2, None, Status.ANNOUNCED),
    )
    resolved = resolve(claim(second, day=30, story=4, number=3), [whole, child])
    assert stored(resolved).id == 8
    assert set(kinds(resolved)) == {DevelopmentKind.STATUS_ADVANCED, DevelopmentKind.AMOUNT_KNOWN}


def test_background_and_passing_mentions_change_nothing() -> None:
    background = resolve(claim(replace(RUMOUR, temporality=Temporality.BACKGROUND)), [told(RUMOUR)])
    passing = resolve(claim(replace(RUMOUR, company=Company("Megvii", "Megvii", Role.MENTION))), [told(RUMOUR)])
    assert (background.resolution, background.round) == (Resolution.BACKGROUND, None)
    assert (passing.resolution, passing.round) == (Resolution.PASSING, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Robotics, Inc.", "ACME Robotics"),
        ("The Athletic", "Athletic"),
        ("Näve", "Nave"),
        ("A & B Ltd", "A and B"),
    ],
)
def test_ways_to_write_one_name_have_one_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_names_without_a_latin_letter_keep_a_key_of_their_own() -> None:
    assert company_key("旷视科技") != company_key("商汤科技") != ""


KEPT_BACK = Amount(None, None, "did not disclose the size", Qualifier.UNDISCLOSED)


def test_a_sum_that_is_not_disclosed_takes_no_known_ones_place() -> None:
    firm = replace(RUMOUR, certainty=Certainty.COMPANY, status=Status.ANNOUNCED, amount=KEPT_BACK)
    resolved = resolve(claim(firm, day=3, story=2, number=2), [told(RUMOUR)])
    assert resolved.round is not None
    assert resolved.round.value("amount")["as_written"] == "at least US$600 million"
    assert [change.kind for change in resolved.changes] == [DevelopmentKind.STATUS_ADVANCED]


def test_a_sum_that_becomes_known_after_it_was_kept_back_is_told() -> None:
    known = told(replace(RUMOUR, certainty=Certainty.COMPANY, amount=KEPT_BACK))
    resolved = resolve(claim(RUMOUR, day=3, story=2, number=2), [known])
    assert [(change.kind, change.after) for change in resolved.changes] == [
        (DevelopmentKind.AMOUNT_KNOWN, "at least US$600 million")
    ]
    assert resolved.round is not None
    assert sum_of(resolved.round) == "at least US$600 million"


def test_a_first_report_that_keeps_the_sum_back_reads_well() -> None:
    resolved = resolve(claim(replace(RUMOUR, amount=KEPT_BACK)), [])
    assert [change.after for change in resolved.changes] == [None]
    known = stored(resolved)
    assert sum_of(known) == "undisclosed"
    shown = amount_stated(known.value("amount"))
    assert (amount_in_words(shown), amount_in_short(shown)) == ("undisclosed sum", "")
