"""Detection is no worse than what was last agreed on (`python -m benchmarks.detection.guard --write`)."""

import json
from pathlib import Path

import pytest

from benchmarks.detection import guard
from benchmarks.detection.sets import is_kept


@pytest.mark.parametrize(
    "name",
    [
        "own cases",
        pytest.param("easy", marks=pytest.mark.shared),
        pytest.param("hard, read part", marks=pytest.mark.shared),
    ],
)
def test_no_sets_events_are_found_worse_than_agreed(name: str, request: pytest.FixtureRequest) -> None:
    if name != "own cases":
        request.getfixturevalue("shared")
    measured = {name: guard.figures_of(guard.report_of(guard.SETS[name]()))}
    assert guard.fallen(measured, guard.baseline()) == [], f"now {measured}, agreed {guard.baseline()[name]}"


def test_every_set_has_a_baseline_and_none_holds_the_kept_third() -> None:
    assert set(guard.baseline()) == set(guard.SETS)
    assert not any(is_kept(label) for _, label in guard.SETS["hard, read part"]())


@pytest.mark.parametrize(("now", "down"), [(0.88, ["easy"]), (0.889, ["easy"]), (0.89, []), (0.9, []), (0.95, [])])
def test_more_than_a_point_is_a_fall(now: float, down: list[str]) -> None:
    assert guard.fallen({"easy": {"event f1": now}}, {"easy": {"event f1": 0.9}}) == down


def test_writing_keeps_the_figures_of_sets_that_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BASELINE", tmp_path / "baseline.json")
    guard.write({"easy": {"event f1": 0.9}, "own cases": {"event f1": 0.8}})
    guard.write({"own cases": {"event f1": 0.7}})
    assert guard.baseline() == {"easy": {"event f1": 0.9}, "own cases": {"event f1": 0.7}}
    assert json.loads((tmp_path / "baseline.json").read_text()) == guard.baseline()


def test_sets_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    case = {"id": "a", "title": "", "text": "Tollgate has raised $5 million.", "events": []}
    sets = {"own cases": lambda: [(case, case)], "easy": list, "hard, read part": list}
    monkeypatch.setattr(guard, "SETS", sets)
    monkeypatch.setattr(guard, "baseline", lambda: {name: {"event f1": 0.0} for name in sets})
    monkeypatch.setattr("sys.argv", ["guard"])
    assert guard.main() == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "not scored" in line]
    assert [line.partition(":")[0] for line in told] == ["easy", "hard, read part"]
    monkeypatch.setattr(guard, "SETS", {"own cases": sets["own cases"]})
    assert guard.main() == 0
    assert "not scored" not in capsys.readouterr().out
