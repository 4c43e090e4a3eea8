"""The ranker's training: what it prints, what it fits, and that the weights in use are of features that exist."""

import re
import subprocess
import sys
from pathlib import Path

from alerts.detection.ranking import confidence_of, weights
from benchmarks.detection.sets import cases
from benchmarks.detection.train import WEIGHTS, examples, fit, fitted_on, lacking, write
from tests.conftest import CHECKOUT


def test_the_report_is_cross_validated_and_changes_nothing() -> None:
    before = (CHECKOUT / "alerts" / "detection" / "weights.json").read_bytes()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.detection.train"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    assert "Cross-validated over companies, 5 folds:" in told
    assert "confidence   candidates   mean   right" in told
    in_use = fitted_on(WEIGHTS)
    assert told.startswith(f"Weights in use: fitted on {sum(in_use.values()):,} articles: ")
    assert f", own cases {in_use['own cases']}" in told.splitlines()[0]
    assert re.match(r"These: on [\d,]+ articles: easy \d+, hard, read part \d+, own cases \d+\.$", told.splitlines()[1])
    assert (CHECKOUT / "alerts" / "detection" / "weights.json").read_bytes() == before


def test_what_is_fitted_tells_news_from_history() -> None:
    candidates = [one for example in examples(cases()) for one in example.candidates]
    model = fit((one, 1.0) for one in candidates)
    sure = [confidence_of(one.features, model) for one in candidates if one.right]
    unsure = [confidence_of(one.features, model) for one in candidates if one.right is False]
    assert sum(sure) / len(sure) > 0.7 > 0.4 > sum(unsure) / len(unsure)


def test_every_weight_in_use_is_of_a_feature_that_the_code_names() -> None:
    """A renamed feature would lose its weight without a word."""
    code = "".join(file.read_text("utf-8") for file in Path(CHECKOUT, "alerts", "detection").glob("*.py"))
    kinds = re.compile("(?:best|trigger|headline|how|status): |headline (?=a feature$|on many$)")
    names = {kinds.sub("", name) for name in weights()}
    unknown = {name for name in names if name not in ("bias",) and f'"{name}"' not in code}
    assert unknown == set()


def train(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.detection.train", *options]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_weights_fitted_on_more_are_replaced_only_when_asked(tmp_path: Path) -> None:
    also, file = tmp_path / "further.jsonl", tmp_path / "weights.json"
    also.write_text((CHECKOUT / "tests" / "data" / "hard_cases.jsonl").read_text("utf-8").split("\n")[0] + "\n")
    more = fitted_on(WEIGHTS) | {"own cases": len(cases()), "easy": 0, "hard, read part": 0}
    mine = {name: count for name, count in more.items() if name in ("easy", "hard, read part", "own cases")}
    write({"bias": 0.5}, mine | {"further": 2}, file)
    for options in ([], ["--also", str(also)]):
        refused = train("--write", "--to", str(file), *options)
        assert refused.returncode == 2
        assert "those in use were fitted on more: further (" in refused.stderr.splitlines()[-1]
        assert "--fewer" in refused.stderr
        assert "bias" in file.read_text()
        assert fitted_on(file)["further"] == 2
    assert train("--write", "--fewer", "--to", str(file), "--also", f"{also}=0.5").returncode == 0
    assert (fitted_on(file)["further"], fitted_on(file)["own cases"]) == (1, len(cases()))
    assert str(tmp_path) not in file.read_text()
    assert train("--also", str(also), "--also", str(also)).stderr.splitlines()[-1].endswith("further already")


def test_less_is_a_set_that_lacks_or_has_shrunk() -> None:
    assert lacking({"easy": 5, "own": 7}, {"easy": 5, "own": 6, "further": 9}) == ["own (6 of 7)"]
    assert lacking({"easy": 5}, {}) == ["easy (0 of 5)"]
    assert lacking({"easy": 5}, {"easy": 6, "own": 1}) == []


def test_the_weights_in_use_say_what_they_were_fitted_on() -> None:
    assert "bias" in weights()
    assert all(isinstance(weight, float) for weight in weights().values())
    assert {"easy", "hard, read part", "own cases"} < set(fitted_on(WEIGHTS))
