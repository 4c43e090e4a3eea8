"""Fits the ranker's weights on the labelled sets, and says how well they carry over to companies not seen.

`python -m benchmarks.detection.train` reports; with --write the weights replace alerts/detection/weights.json, together
with the names and sizes of the sets that they were fitted on. Weights that were fitted on more are not replaced.
What it prints: each set's scores with the weights fitted on all, the same cross-validated over companies (a company's
articles are all in one fold), and the reliability of the confidence.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alerts.detection.article import Reading, read_article
from alerts.detection.companies import CompanyTold, companies_of
from alerts.detection.detector import mentions_in, stored_text
from alerts.detection.evaluation import evaluate, is_event, label_keys, name_keys
from alerts.detection.mention import Mention
from alerts.detection.mentions import mentions_of
from alerts.detection.published import published_date
from alerts.detection.ranking import confidence_of, features_of
from benchmarks.detection.sets import Labelled, cases, company_key, easy, hard, title_and_text

FOLDS = 5
RIDGE = 1.5
# What one candidate of a set counts: further articles are many, and chosen to be hard; our own cases are written by us.
COUNTS = {"easy": 1.0, "hard, read part": 1.5, "own cases": 0.7}
COUNTS_FURTHER = 1.0
WEIGHTS = Path(__file__).parent.parent.parent / "alerts" / "detection" / "weights.json"


@dataclass(frozen=True)
class Candidate:
    """A company that an article tells of: what speaks for it, and whether the label holds a new round of it."""

    company: CompanyTold
    features: frozenset[str]
    right: bool | None
    """None: the label leaves it open."""


@dataclass(frozen=True)
class Example:
    """One labelled article, read once; its candidates are judged again under each model."""

    item: Mapping[str, Any]
    label: Mapping[str, Any]
    article: Reading
    candidates: tuple[Candidate, ...]
    fold: int

    def mentions(self, model: Mapping[str, float]) -> list[Mention]:
        """What detection says of it under a model."""
        return list(mentions_in(self.article, model))


def examples(labelled: Labelled) -> list[Example]:
    """Read every article of a set."""
    return [_example(item, label) for item, label in labelled]


def _example(item: Mapping[str, Any], label: Mapping[str, Any]) -> Example:
    title, text = title_and_text(dict(item))
    published = published_date(item.get("published"))
    article = read_article(title.strip(), stored_text(title.strip(), text), published=published)
    found = tuple(
        Candidate(company, features_of(company, article), _is_right(company, article, label))
        for company in companies_of(article)
    )
    fold = int(hashlib.sha256(b"fold " + company_key(dict(label)).encode()).hexdigest(), 16) % FOLDS
    return Example(item, label, article, found, fold)


def _is_right(company: CompanyTold, article: Reading, label: Mapping[str, Any]) -> bool | None:
    keys = name_keys(company.name)
    same = [event for event in label["events"] if keys & label_keys(event)]
    if any(is_event(event) for event in same):
        return None if all(event.get("optional") for event in same if is_event(event)) else True
    # What is recognised as an acquisition or a fund raises no alarm, however sure it is.
    mention = next(mentions_of(company, article, 1.0))
    harmless = mention.kind in ("ipo", "acquisition", "fund", "secondary", "crowdfunding", "token_sale", "other")
    return None if harmless and any(event["temporality"] == "new" for event in same) else False


def fit(candidates: Iterable[tuple[Candidate, float]]) -> dict[str, float]:
    """A logistic regression with a ridge, by Newton's method; the bias is not held back.

    Each candidate comes with what it counts.
    """
    counted = [(one, count) for one, count in candidates if one.right is not None]
    known = [one for one, _ in counted]
    counts = np.array([count for _, count in counted])
    names = sorted({name for one in known for name in one.features})
    column = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(known), len(names) + 1))
    x[:, 0] = 1.0
    for row, one in enumerate(known):
        x[row, [column[name] for name in one.features]] = 1.0
    y = np.array([float(bool(one.right)) for one in known])
    ridge = np.full(len(names) + 1, RIDGE)
    ridge[0] = 1e-3
    w = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (counts * (p - y)) + ridge * w
        hessian = (x.T * (counts * p * (1 - p))) @ x + np.diag(ridge)
        w -= np.linalg.solve(hessian, gradient)
    return {"bias": round(float(w[0]), 3)} | {name: round(float(w[column[name]]), 3) for name in names}


def scores(chosen: Sequence[Example], models: Mapping[int, Mapping[str, float]]) -> dict[str, Any]:
    """The evaluation's report; `models` holds the model for each fold."""
    answers = {one.item["id"]: one.mentions(models[one.fold]) for one in chosen}
    numbered = [{"id": one.item["id"], "title": one.item["id"], "text": ""} for one in chosen]
    return evaluate(
        numbered, [one.label for one in chosen], read_html=lambda html: ("", html),
        detect=lambda title, _text, **_: answers[title],
    ).to_json()  # fmt: skip


def reliability(
    pool: Sequence[Example], models: Mapping[int, Mapping[str, float]]
) -> list[tuple[str, int, float, float]]:
    """For each tenth of confidence: how many candidates, their mean confidence, the share that was right."""
    judged = [
        (confidence_of(one.features, models[example.fold]), one.right)
        for example in pool for one in example.candidates if one.right is not None
    ]  # fmt: skip
    rows = []
    for tenth in range(10):
        inside = [(p, right) for p, right in judged if tenth / 10 <= p < (tenth + 1) / 10 or (tenth == 9 and p == 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            right = sum(bool(right) for _, right in inside) / len(inside)
            rows.append((f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}", len(inside), mean, right))
    return rows


def _line(name: str, report: Mapping[str, Any]) -> str:
    event, alert, fields = report["event"], report["company_alert"], report["fields"]
    found = f"F1 {event['f1']:.3f} P {event['precision']:.3f} R {event['recall']:.3f}"
    parts = [f"{name:<22} {found}  alert P {alert['precision']:.3f}"]
    parts += [
        f"{short} {fields[key]['accuracy']:.2f}/{fields[key]['n']}" for key, short in _SHORT.items() if key in fields
    ]
    return "  ".join(parts)


_SHORT = {
    "status_coarse_unconfirmed_only": "unconf", "amount": "amt", "currency": "cur", "series": "ser", "lead_any": "lead",
    "valuation": "val",
}  # fmt: skip


FittedOn = Mapping[str, int]
"""How many articles of each set weights were fitted on, by the set's name."""


def fitted_on(file: Path) -> FittedOn:
    """What the weights in a file were fitted on."""
    found: FittedOn = json.loads(file.read_text("utf-8"))["fitted_on"]
    return found


def write(model: Mapping[str, float], given: FittedOn, file: Path) -> None:
    """Put weights into a file, with what they were fitted on."""
    file.write_text(json.dumps({"fitted_on": given, "weights": model}, indent=1, sort_keys=True) + "\n", "utf-8")


def lacking(before: FittedOn, given: FittedOn) -> list[str]:
    """The sets of `before` that are not given, or with fewer articles, in words."""
    return [f"{name} ({given.get(name, 0)} of {count})" for name, count in before.items() if given.get(name, 0) < count]


def _told(sets: FittedOn) -> str:
    return f"{sum(sets.values()):,} articles: " + ", ".join(f"{name} {count}" for name, count in sets.items())


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="put the weights in use")
    parser.add_argument("--fewer", action="store_true", help="with --write: though those in use were fitted on more")
    parser.add_argument("--to", type=Path, default=WEIGHTS, metavar="FILE", help="what --write replaces (those in use)")
    parser.add_argument(
        "--also", action="append", default=[], metavar="FILE[=COUNT]",
        help=f"a further file, each line an item with its label; what one candidate of it counts ({COUNTS_FURTHER})",
    )  # fmt: skip
    return parser


def main() -> None:
    """Read, fit, report."""
    parser = _options()
    options = parser.parse_args()
    labelled = {"easy": easy(), "hard, read part": hard(kept=False), "own cases": cases()}
    counts = dict(COUNTS)
    for also in options.also:
        file, _, count = also.partition("=")
        name = Path(file).stem
        if name in labelled:
            parser.error(f"--also {file}: there is a set called {name} already")
        counts[name] = float(count or COUNTS_FURTHER)
        labelled[name] = cases(Path(file))
    given = {name: len(chosen) for name, chosen in labelled.items()}
    before = fitted_on(options.to) if options.to.exists() else {}
    print(f"Weights in use: fitted on {_told(before)}.\nThese: on {_told(given)}.\n", flush=True)
    missing = lacking(before, given)
    if options.write and missing and not options.fewer:
        parser.error(f"those in use were fitted on more: {', '.join(missing)}; give them with --also, or pass --fewer")
    sets = {name: examples(chosen) for name, chosen in labelled.items()}
    pool = [one for chosen in sets.values() for one in chosen]
    counted = [
        (example.fold, one, counts[name])
        for name, chosen in sets.items() for example in chosen for one in example.candidates
    ]  # fmt: skip
    model = fit((one, count) for _, one, count in counted)
    for name, chosen in sets.items():
        print(_line(name, scores(chosen, dict.fromkeys(range(FOLDS), model))))
    folds = {fold: fit((one, count) for other, one, count in counted if other != fold) for fold in range(FOLDS)}
    print(f"\nCross-validated over companies, {FOLDS} folds:")
    for name, chosen in sets.items():
        print(_line(name, scores(chosen, folds)))
    for fold in range(FOLDS):
        print(_line(f"fold {fold}", scores([one for one in pool if one.fold == fold], folds)))
    print("\nconfidence   candidates   mean   right")
    for tenth, count, mean, right in reliability(pool, folds):
        print(f"{tenth}   {count:10}   {mean:.2f}   {right:.2f}")
    if options.write:
        write(model, given, options.to)


if __name__ == "__main__":
    main()
