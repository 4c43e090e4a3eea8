"""`roundwatch watch …`: who is watched."""

from pathlib import Path
from typing import Annotated

import typer

from alerts.detection.mention import Kind, Series, Status
from alerts.watches import Matcher, RoundFacts, WatchFilters, WatchKind, WatchSpec
from alerts.watches.exchange import read_watches, write_csv, write_json
from alerts.watches.queries import (
    WatchExistsError,
    WatchInvalidError,
    add_watch,
    remove_watch,
    watch_by_name,
    watches,
)
from crawler.database import reading, writing
from roundwatch.cli.console import PARTLY, JsonFlag, err, fail, opened, out, print_json, print_table, read_text

app = typer.Typer(help="Who is watched: companies, investors, sectors.", no_args_is_help=True)


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The company's (or investor's) name, or a sector's word.")],
    alias: Annotated[list[str], typer.Option(help="Another name; may be repeated.")] = [],  # noqa: B006
    domain: Annotated[list[str], typer.Option(help="The company's site; may be repeated.")] = [],  # noqa: B006
    exclude: Annotated[list[str], typer.Option(help="Never alert where the article has this text.")] = [],  # noqa: B006
    kind: Annotated[WatchKind, typer.Option(help="What is watched.")] = WatchKind.COMPANY,
    round_kind: Annotated[list[Kind], typer.Option(help="Only these kinds of round; may be repeated.")] = [],  # noqa: B006
    status: Annotated[list[Status], typer.Option(help="Only these statuses; may be repeated.")] = [],  # noqa: B006
    series: Annotated[list[Series], typer.Option(help="Only these series; may be repeated.")] = [],  # noqa: B006
    min_amount: Annotated[float | None, typer.Option(min=0, help="Only sums of at least this many units.")] = None,
) -> None:
    """Watch a company, an investor or a sector."""
    chosen: dict[str, object] = {"statuses": status, "series": series, "min_amount": min_amount}
    filters = WatchFilters.model_validate(chosen | ({"kinds": round_kind} if round_kind else {}))
    spec = WatchSpec(name, kind, tuple(alias), tuple(domain), tuple(exclude), filters)
    with opened(context) as at:
        try:
            with writing(at.engine) as session:
                add_watch(session, spec, now=at.now)
        except (WatchExistsError, WatchInvalidError) as error:
            fail(str(error))
    out.print(f"Watching {name}.", markup=False)


@app.command("list")
def list_(context: typer.Context, json: JsonFlag = False) -> None:
    """List what is watched."""
    with opened(context) as at, reading(at.engine) as session:
        found = watches(session)
    if json:
        print_json([watch.to_json() for watch in found])
        return
    print_table(
        ("name", "kind", "also", "site"),
        [(w.spec.name, w.spec.kind, ", ".join(w.spec.aliases), ", ".join(w.spec.domains)) for w in found],
        empty="Nothing is watched yet. Add a company: roundwatch watch add NAME",
    )


@app.command()
def show(context: typer.Context, name: str, json: JsonFlag = False) -> None:
    """Show one watch with its filters."""
    with opened(context) as at, reading(at.engine) as session:
        found = watch_by_name(session, name)
    if found is None:
        fail(f"there is no watch called {name!r}; `roundwatch watch list` shows them")
    if json:
        print_json(found.to_json())
        return
    rows = [(key, value) for key, value in found.to_json().items() if value not in (None, [])]
    print_table(("field", "value"), rows, empty="")


@app.command()
def test(context: typer.Context, name: str, json: JsonFlag = False) -> None:
    """Show which rounds known so far this watch would have matched, and what its filters would hold back."""
    from alerts.detection.mention import InvestorRole
    from alerts.rounds.queries import list_rounds

    with opened(context) as at, reading(at.engine) as session:
        found = watch_by_name(session, name)
        known = list_rounds(session, limit=10_000)
    if found is None:
        fail(f"there is no watch called {name!r}; `roundwatch watch list` shows them")
    matcher = Matcher([found])
    rows = []
    for one in known:
        size = one.value("amount") or {}
        facts = RoundFacts(
            company_names=(one.company, *one.also_known_as),
            investors=tuple((i["name"], InvestorRole(i["role"])) for i in one.value("investors") or ()),
            kind=one.kind,
            status=one.status,
            certainty=one.certainty,
            series=one.value("series"),
            amount=size.get("value") or size.get("min"),
            currency=size.get("currency"),
            text="",
        )
        rows += [(one.id, one.company, one.status, match.on, match.withheld) for match in matcher.matches(facts)]
    columns = ("round", "company", "status", "matched on", "held back because")
    if json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
        return
    print_table(columns, rows, empty=f"No round known so far matches {name}.")


@app.command()
def remove(context: typer.Context, name: str) -> None:
    """Stop watching."""
    with opened(context) as at, writing(at.engine) as session:
        gone = remove_watch(session, name)
    if not gone:
        fail(f"there is no watch called {name!r}; `roundwatch watch list` shows them")
    out.print(f"No longer watching {name}.", markup=False)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with a name column, JSON, or one name a line; - for stdin.")],
    dry_run: Annotated[bool, typer.Option(help="Report, but keep nothing.")] = False,
) -> None:
    """Import watches, with a line for each row that could not be used; the others are kept."""
    read = read_watches(read_text(file))
    problems = list(read.problems)
    with opened(context) as at, writing(at.engine) as session:
        added = 0
        for spec in read.specs:
            try:
                add_watch(session, spec, now=at.now)
                added += 1
            except (WatchExistsError, WatchInvalidError) as error:
                problems.append(f"{spec.name}: {error}")
        if dry_run:
            session.rollback()
    for problem in problems:
        err.print(f"{file}: {problem}", markup=False)
    out.print(f"{added} watches {'would be ' if dry_run else ''}imported, {len(problems)} left out.", markup=False)
    if problems:
        raise typer.Exit(PARTLY if added else 1)


@app.command()
def export(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="JSON instead of CSV.")] = False
) -> None:
    """Write all watches to standard output, as `import` reads them. CSV has no filters; JSON has."""
    with opened(context) as at, reading(at.engine) as session:
        found = watches(session)
    typer.echo(write_json(found) if json else write_csv(found), nl=False)
