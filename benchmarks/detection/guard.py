"""Keeps detection from getting worse unseen: each labelled set's figures beside those that were last agreed on.

`python -m benchmarks.detection.guard` scores and compares (exit code 1 when a set's events fell by more than a point),
and names the sets that are not there; with --write what was measured becomes the baseline, and the list of open cases
is made anew. The kept third of the hard set takes no part.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from alerts.detection.evaluation import evaluate
from benchmarks.detection.sets import CASES, DEVDATA, Labelled, cases, easy, hard, title_and_text
from roundwatch.cli.console import out, print_table
from roundwatch.cli.evaluation import print_report

BASELINE = Path(__file__).with_name("baseline.json")
OPEN_CASES = CASES.with_name("hard_cases_open.txt")
"""The ids of our own cases that detection does not get right yet; their tests must fail until they are taken out."""
POINT = 0.01
"""How far under the baseline a set's event F1 may lie."""
SETS: Mapping[str, Callable[[], Labelled]] = {
    "own cases": cases,
    "easy": easy,
    "hard, read part": lambda: hard(kept=False),
}
FIELDS = (
    "type",
    "amount",
    "currency",
    "series",
    "valuation",
    "lead_any",
    "status_coarse",
    "status_coarse_unconfirmed_only",
)

CASE_FIELDS = (
    "type", "amount", "amount_absent", "currency", "series", "valuation", "lead_any", "no_lead_respected",
    "status_coarse",
)  # fmt: skip
"""A case is right when its events are, with these fields."""

Figures = dict[str, float]
"""A set's figures by name, each from 0 to 1."""


def report_of(labelled: Labelled) -> dict[str, Any]:
    """The evaluation's report on one set."""
    items = [item | dict(zip(("title", "text"), title_and_text(item), strict=True)) for item, _ in labelled]
    return evaluate(items, [label for _, label in labelled], read_html=lambda html: ("", html)).to_json()


def figures_of(report: Mapping[str, Any]) -> Figures:
    """What the baseline keeps of a report."""
    kept = {f"event {part}": report["event"][part] for part in ("f1", "precision", "recall")}
    kept |= {"article alert precision": report["article_alert"]["precision"]}
    kept |= {"company alert precision": report["company_alert"]["precision"]}
    fields = report["fields"]
    kept |= {name.replace("_", " "): fields[name]["accuracy"] for name in FIELDS if name in fields}
    return kept | {"investors named": fields["investor_recall"]["recall"]}


def wrong_in(case: dict[str, Any]) -> list[str]:
    """What detection gets wrong in one case: events missed, false alarms, fields of the events found; else nothing."""
    report = report_of([(case, case)])
    counts = {
        "missed event": report["event"]["fn"],
        **{f"false {kind}": n for kind, n in report["false_positive_kinds"].items()},
    }
    fields = report["fields"].items()
    wrong = [name for name, value in fields if name in CASE_FIELDS and value["accuracy"] < 1]
    return [f"{n} {what}" for what, n in counts.items() if n] + wrong


def open_cases() -> list[str]:
    """The ids that the list of open cases holds."""
    return OPEN_CASES.read_text("utf-8").split() if OPEN_CASES.exists() else []


def write_open_cases() -> None:
    """Make the list of open cases anew, and tell what came and went."""
    before, now = open_cases(), [case["id"] for case, _ in cases() if wrong_in(case)]
    OPEN_CASES.write_text("".join(f"{one}\n" for one in now), "utf-8")
    came, went = (sorted(set(a) - set(b)) for a, b in ((now, before), (before, now)))
    out.print(f"\n{len(now)} cases are open. New: {', '.join(came) or 'none'}. Right now: {', '.join(went) or 'none'}.")


def baseline() -> dict[str, Figures]:
    """The figures last agreed on, by set."""
    read: dict[str, Figures] = json.loads(BASELINE.read_text("utf-8"))
    return read


def fallen(measured: Mapping[str, Figures], agreed: Mapping[str, Figures]) -> list[str]:
    """The sets whose event F1 lies more than a point under what was agreed on."""
    return [name for name, now in measured.items() if now["event f1"] < agreed[name]["event f1"] - POINT - 1e-9]


def write(measured: Mapping[str, Figures]) -> None:
    """Make what was measured the baseline; a set that is not there keeps its figures."""
    known = baseline() if BASELINE.exists() else {}
    BASELINE.write_text(json.dumps(known | dict(measured), indent=1) + "\n", "utf-8")


def main() -> int:
    """Score every set that is there; print; compare or write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="make what is measured the baseline")
    options = parser.parse_args()
    measured: dict[str, Figures] = {}
    for name, labelled in ((name, read()) for name, read in SETS.items()):
        if labelled:
            report = report_of(labelled)
            measured[name] = figures_of(report)
            out.print(f"\n== {name} ==", style="bold")
            print_report(report)
    if options.write:
        write(measured)
        write_open_cases()
        _print_unscored(measured)
        return 0
    agreed = baseline()
    _print_beside(measured, agreed)
    _print_unscored(measured)
    down = fallen(measured, agreed)
    for name in down:
        out.print(f"{name}: the events' F1 fell by more than a point.", style="bold")
    return 1 if down else 0


def _print_unscored(measured: Mapping[str, Figures]) -> None:
    """Say which sets took no part, so that nobody takes their silence for "as good as before"."""
    for name in (name for name in SETS if name not in measured):
        out.print(f"{name}: not scored, for it is not there ({DEVDATA}).", style="bold", soft_wrap=True)


def _print_beside(measured: Mapping[str, Figures], agreed: Mapping[str, Figures]) -> None:
    rows: list[Sequence[str]] = []
    for name, now in measured.items():
        for figure, value in now.items():
            before = agreed.get(name, {}).get(figure)
            change = "" if before is None else f"{value - before:+.3f}"
            rows.append((name, figure, f"{value:.3f}", "" if before is None else f"{before:.3f}", change))
    out.print()
    print_table(("set", "figure", "now", "agreed", "change"), rows, empty="No set is there.")


if __name__ == "__main__":
    sys.exit(main())
