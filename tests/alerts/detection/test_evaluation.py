"""Our scorer, held against the labelled set's own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from alerts.detection.detector import detect
from alerts.detection.evaluation import as_event, evaluate
from alerts.detection.published import published_date

pytestmark = pytest.mark.shared


def lines(file: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("labels", ["labels.jsonl", "hard_labels.jsonl"])
def test_our_figures_are_those_of_the_sets_own_scorer(shared: Path, tmp_path: Path, labels: str) -> None:
    data = shared / "devdata"
    items = [item for item in lines(data / labels.replace("labels", "items")) if "text" in item]
    found = {
        item["id"]: [
            as_event(m) for m in detect(item["title"], item["text"], published=published_date(item["published"]))
        ]
        for item in items
    }
    prediction = tmp_path / "predicted.jsonl"
    prediction.write_text("\n".join(json.dumps({"id": i, "events": e}) for i, e in found.items()))
    theirs = json.loads(
        subprocess.run(
            [sys.executable, data / "score.py", "--labels", data / labels, "--pred", prediction],
            capture_output=True, check=True,
        ).stdout
    )  # fmt: skip
    ours = evaluate(items, lines(data / labels), read_html=lambda _: ("", "")).to_json()
    for part in ("event", "article_alert", "company_alert", "false_positive_kinds", "fields"):
        assert ours[part] == theirs[part], part
