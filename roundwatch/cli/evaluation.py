"""`roundwatch evaluate`: detection's answers held against a labelled set."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from roundwatch.cli.console import USAGE, JsonFlag, err, fail, out, print_json, print_table, printable
from roundwatch.cli.detection import read_html
from roundwatch.cli.lines import ArticleLine, LineError, article_in, label_in, lines_of

_L = TypeVar("_L")


class Part(StrEnum):
    """What an evaluation is told apart by."""

    TAG = "tag"
    PUBLISHER = "publisher"


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command()(evaluate)


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Holds the items and their labels.")],
    items: Annotated[str, typer.Option(help="Name of the items' file.")] = "items.jsonl",
    labels: Annotated[str, typer.Option(help="Name of the labels' file.")] = "labels.jsonl",
    by: Annotated[Part | None, typer.Option(help="A line for each tag of the labels, or for each publisher.")] = None,
    json: JsonFlag = False,
) -> None:
    """Score detection against labelled articles: events found, and each field of those found."""
    from alerts.detection.evaluation import evaluate as score

    articles, wanted = _articles(folder / items), _labels(folder / labels)
    for identity, (number, _) in wanted.items():
        if identity not in articles:
            fail(f"{folder / labels}: line {number}: id: no article of {folder / items} has {identity!r}", USAGE)
    if len(wanted) < len(articles):
        count = len(articles) - len(wanted)
        err.print(f"{folder / items}: {count} of {len(articles)} articles have no label: not scored", markup=False)
    found = score(
        [article.model_dump(exclude_none=True) for key, (_, article) in articles.items() if key in wanted],
        [label for _, label in wanted.values()],
        read_html=read_html,
    )
    report = found.to_json()
    if json:
        print_json(report)
    elif by is not None:
        print_parts(found.by(by), by)
    else:
        print_report(report)


def print_report(report: Mapping[str, Any]) -> None:
    """Everything that was counted, but for the parts."""
    rows = [
        (name.replace("_", " "), *_shares(report[name]), *_counts(report[name]))
        for name in ("event", "article_alert", "company_alert")
    ]
    print_table(("found", "precision", "recall", "F1", "right", "wrong", "missed"), rows, empty="")
    low, high = report["event"]["f1_ci95"]
    out.print(f"{report['items']} articles; F1 of the events in 95 % of resamplings: {low:.3f} to {high:.3f}.")
    out.print()
    fields = [
        (name.replace("_", " "), value["n"], f"{value['accuracy']:.3f}")
        for name, value in report["fields"].items()
        if "accuracy" in value
    ]
    recall, lead = report["fields"]["investor_recall"], report["fields"]["lead_micro"]
    fields.append(("investors named", recall["n"], f"{recall['recall']:.3f}"))
    fields.append(("leads, each (F1)", lead["tp"] + lead["fn"], f"{lead['f1']:.3f}"))
    print_table(("field of those found", "labelled", "right"), fields, empty="")
    wrong = ", ".join(f"{count} {kind}" for kind, count in report["false_positive_kinds"].items())
    out.print(f"\nFalse alarms: {wrong or 'none'}.", markup=False)


def print_parts(parts: Mapping[str, Mapping[str, float]], by: str) -> None:
    """A line for each tag or publisher, those with most articles first."""
    ordered = sorted(parts.items(), key=lambda part: (-part[1]["items"], part[0]))
    rows = [(printable(name), int(part["items"]), *_shares(part), *_counts(part)) for name, part in ordered]
    columns = (by, "articles", "precision", "recall", "F1", "right", "wrong", "missed")
    print_table(columns, rows, empty=f"No label has a {by}.")


def _shares(counted: Mapping[str, float]) -> tuple[str, ...]:
    """A share of nothing is left empty."""
    named = counted["tp"] + counted["fn"]
    claimed = counted["tp"] + counted["fp"]
    there = (("precision", claimed), ("recall", named), ("f1", named + claimed))
    return tuple(f"{counted[part]:.3f}" if of else "" for part, of in there)


def _counts(counted: Mapping[str, float]) -> tuple[int, ...]:
    return tuple(int(counted[part]) for part in ("tp", "fp", "fn"))


def _articles(file: Path) -> dict[Any, tuple[int, ArticleLine]]:
    return _by_id(file, article_in, lambda article: article.id)


def _labels(file: Path) -> dict[Any, tuple[int, Mapping[str, Any]]]:
    return _by_id(file, label_in, lambda label: label["id"])


def _by_id(file: Path, read: Callable[[bytes], _L], identity: Callable[[_L], Any]) -> dict[Any, tuple[int, _L]]:
    """What each line of a file holds, with its number, by its id. Ends the command at the first that is not right."""
    found: dict[Any, tuple[int, _L]] = {}
    for number, line in lines_of(file):
        try:
            held = read(line)
        except LineError as error:
            fail(f"{file}: line {number}: {error}", USAGE)
        before, _ = found.setdefault(identity(held), (number, held))
        if before != number:
            fail(f"{file}: line {number}: id: {identity(held)!r} is that of line {before} already", USAGE)
    if not found:
        fail(f"{file}: holds nothing; expected one JSON object a line", USAGE)
    return found
