"""Watches: matching in one pass, filters that say why they hold back, and files in and out."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from alerts.detection.mention import Certainty, InvestorRole, Kind, Series, Status
from alerts.watches import Matcher, RoundFacts, Watched, WatchFilters, WatchKind, WatchSpec
from alerts.watches.exchange import read_watches, write_csv, write_json
from alerts.watches.queries import WatchExistsError, WatchInvalidError, add_watch, watches
from crawler.database import reading, writing

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def watch(number: int, name: str, **more: object) -> Watched:
    return Watched(number, WatchSpec(name, **more), True, NOW)  # type: ignore[arg-type]


def facts(*names: str, **more: object) -> RoundFacts:
    stated: dict[str, object] = {
        "company_names": names,
        "investors": (),
        "kind": Kind.EQUITY,
        "status": Status.ANNOUNCED,
        "certainty": Certainty.COMPANY,
        "series": Series.A,
        "amount": 10e6,
        "currency": "USD",
        "text": "",
    }
    return RoundFacts(**(stated | more))  # type: ignore[arg-type]


def matched(watched: list[Watched], about: RoundFacts) -> list[tuple[str, str | None]]:
    return [(match.watch.spec.name, match.withheld) for match in Matcher(watched).matches(about)]


def test_a_company_is_matched_by_any_of_its_names_whatever_the_legal_form() -> None:
    megvii = watch(1, "Megvii", aliases=("Face++", "旷视"))
    assert matched([megvii], facts("MEGVII Ltd.")) == [("Megvii", None)]
    assert matched([megvii], facts("旷视")) == [("Megvii", None)]
    assert matched([megvii], facts("Megvii Robotics")) == []


def test_a_word_in_the_text_does_not_match_a_company_of_that_name() -> None:
    assert matched([watch(1, "Ramp")], facts("Acme", text="Acme will ramp up hiring. Ramp it up!")) == []


def test_an_investor_is_matched_when_it_backs_now_not_when_it_backed_before() -> None:
    boyu = watch(1, "Boyu Capital", kind=WatchKind.INVESTOR)
    assert matched([boyu], facts("Megvii", investors=(("Boyu Capital", InvestorRole.PARTICIPANT),)))
    assert not matched([boyu], facts("Megvii", investors=(("Boyu Capital", InvestorRole.EXISTING),)))


def test_a_sector_matches_its_words_whole() -> None:
    fusion = watch(1, "fusion", kind=WatchKind.SECTOR)
    assert matched([fusion], facts("Acme", text="Acme builds a fusion reactor."))
    assert not matched([fusion], facts("Acme", text="Much confusion reigns."))


def test_overlapping_words_are_each_found() -> None:
    both = [watch(1, "machine learning", kind=WatchKind.SECTOR), watch(2, "learning tools", kind=WatchKind.SECTOR)]
    assert len(matched(both, facts("Acme", text="It sells machine learning tools."))) == 2


def test_an_exclusion_silences_a_watch() -> None:
    index = watch(1, "Index", exclusions=("Index Ventures",))
    assert matched([index], facts("Index", text="Backed by Index Ventures.")) == []


@pytest.mark.parametrize(
    ("filters", "about", "part"),
    [
        (WatchFilters(), facts("Acme", kind=Kind.ACQUISITION), "does not ask for acquisition"),
        (WatchFilters(statuses=(Status.ANNOUNCED,)), facts("Acme", status=Status.RUMOURED), "status rumoured"),
        (WatchFilters(series=(Series.B,)), facts("Acme"), "series a"),
        (WatchFilters(min_amount=50e6), facts("Acme"), "below"),
        (WatchFilters(min_certainty=Certainty.COMPANY), facts("Acme", certainty=Certainty.ANONYMOUS), "certainty"),
        (WatchFilters(currency="EUR"), facts("Acme"), "EUR"),
    ],
)
def test_what_a_filter_holds_back_says_why(filters: WatchFilters, about: RoundFacts, part: str) -> None:
    [(_, withheld)] = matched([watch(1, "Acme", filters=filters)], about)
    assert withheld is not None
    assert part in withheld


def test_a_sum_that_is_not_known_passes_a_least_sum() -> None:
    big = watch(1, "Acme", filters=WatchFilters(min_amount=50e6))
    assert matched([big], facts("Acme", amount=None)) == [("Acme", None)]


def test_a_watch_is_kept_once_and_must_have_something_to_match(engine: Engine) -> None:
    with writing(engine) as session:
        add_watch(session, WatchSpec("Megvii", aliases=("Face++",)), now=NOW)
    with pytest.raises(WatchExistsError), writing(engine) as session:
        add_watch(session, WatchSpec("Megvii"), now=NOW)
    with pytest.raises(WatchInvalidError), writing(engine) as session:
        add_watch(session, WatchSpec("++"), now=NOW)
    with reading(engine) as session:
        assert [one.spec.aliases for one in watches(session)] == [("Face++",)]


def test_a_file_with_broken_rows_gives_the_others_and_names_those() -> None:
    read = read_watches("name,kind,aliases\nMegvii,company,Face++|旷视\n,company,\nBoyu,bank,\n")
    assert [spec.aliases for spec in read.specs] == [("Face++", "旷视")]
    assert [problem.split(":")[0] for problem in read.problems] == ["line 3", "line 4"]


def test_a_plain_list_of_names_is_read() -> None:
    assert [spec.name for spec in read_watches("Megvii\nSenseTime\n\nMegvii\n").specs] == ["Megvii", "SenseTime"]


def test_what_is_written_is_read_again() -> None:
    kept = [watch(1, "Megvii", aliases=("Face++",), filters=WatchFilters(min_amount=5)), watch(2, "Ünïcode, Inc.")]
    assert list(read_watches(write_json(kept)).specs) == [one.spec for one in kept]
    assert [spec.name for spec in read_watches(write_csv(kept)).specs] == ["Megvii", "Ünïcode, Inc."]


def test_a_name_that_a_spreadsheet_would_run_is_made_inert() -> None:
    assert "\n'=cmd()," in write_csv([watch(1, "=cmd()")])
