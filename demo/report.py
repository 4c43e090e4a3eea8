"""What the demo prints at its end: a digest, where to look, and what was not told and why."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from alerts.outbox.queries import withheld_developments
from alerts.rounds.queries import article_ids_with_mentions, developments, resolutions, round_by_id
from crawler.archive import articles_without
from crawler.database import open_engine, reading
from demo.director import Demo

EXAMPLES = 7


def print_report(out: Console, demo: Demo, *, seconds: float) -> None:
    """Print the demo's outcome, at 80 columns."""
    shown = next((letter for letter in demo.letters if "Megvii" in letter.subject), demo.letters[0])
    out.print(Rule("A digest, as it arrived by email"))
    out.print(shown.text, markup=False, soft_wrap=True)
    out.print(Rule("Every digest"))
    for letter in demo.letters:
        out.print(f"  {letter.subject}", markup=False, soft_wrap=True)
    out.print(f"  and {len(demo.posts)} Slack messages", markup=False)
    out.print(Rule("Not told, and why"))
    for reason, examples in _not_told(demo.folder / "roundwatch.db"):
        out.print(f"{len(examples)} × {reason}", style="bold", markup=False)
        for example in examples[:EXAMPLES]:
            out.print(f"    {example}", markup=False, no_wrap=True, overflow="ellipsis")
        if len(examples) > EXAMPLES:
            out.print(f"    and {len(examples) - EXAMPLES} more", markup=False)
    out.print(Rule("Where to look"))
    for label, file in (
        ("The email above", shown.html_file),
        ("A Slack payload", demo.posts[0]),
        ("The service's log", demo.folder / "service.log"),
        ("Ask it more", f"roundwatch -c {_short(demo.folder)}/roundwatch.toml status"),
    ):
        out.print(f"{label + ':':<19}{_short(file)}", markup=False, soft_wrap=True)
    out.print(f"Done in {seconds:.0f} s.", style="bold", markup=False)


def _short(path: Path | str) -> str:
    file = Path(path)
    return str(file.relative_to(Path.cwd())) if file.is_absolute() and file.is_relative_to(Path.cwd()) else str(path)


def _not_told(database: Path) -> Iterator[tuple[str, list[str]]]:
    engine = open_engine(f"sqlite:///{database}")
    with reading(engine) as session:
        silent = articles_without(session, article_ids_with_mentions(session), 1000)
        yield "no claim of funding in the article", [f"{one.publisher}: {one.title}" for one in silent]
        grouped: dict[str, list[str]] = {}
        for line in resolutions(session):
            if line.note is not None and line.resolution not in ("new_round", "development"):
                grouped.setdefault(line.note, []).append(f"{line.publisher}: {line.company}")
        for number, reason in withheld_developments(session, 1000):
            [development] = developments(session, [number])
            known = round_by_id(session, development.round_id)
            assert known is not None
            general = reason.split(": ", 1)[-1]
            grouped.setdefault(general, []).append(f"{known.company}: {development.kind.replace('_', ' ')}")
        for reason, examples in sorted(grouped.items(), key=lambda pair: -len(pair[1])):
            counted = Counter(examples)
            yield reason, [text if n == 1 else f"{text} (× {n})" for text, n in counted.items()]
    engine.dispose()
