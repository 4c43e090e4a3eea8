"""The ranker's training: what it prints, what it fits, and that the weights in use are of features that exist."""

import re
import subprocess
import sys
from pathlib import Path

from alerts.detection.ranking import confidence_of, weights
from benchmarks.detection.sets import cases
from benchmarks.detection.train import examples, fit
from tests.conftest import CHECKOUT


def test_the_report_is_cross_validated_and_changes_nothing() -> None:
    before = (CHECKOUT / "alerts" / "detection" / "weights.json").read_bytes()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.detection.train"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    assert "Cross-validated over companies, 5 folds:" in told
    assert "confidence   candidates   mean   right" in told
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
