"""`roundwatch round …`: the rounds as they are known."""

from dataclasses import asdict
from typing import Annotated

import typer

from alerts.detection.mention import Kind
from alerts.rounds.queries import list_rounds, reports_of, round_by_id, status_history, stopped_claims
from alerts.rounds.stated import as_json, label_of, sum_of, worth_of
from alerts.watches import COMPANY_ROUNDS
from crawler.database import reading
from roundwatch.cli.console import JsonFlag, fail, opened, out, print_json, print_table, printable, short

app = typer.Typer(help="The rounds as they are known.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    company: Annotated[str | None, typer.Option(help="Only this company's.")] = None,
    kind: Annotated[list[Kind], typer.Option(help="These kinds instead of company rounds; may be repeated.")] = [],  # noqa: B006
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
    json: JsonFlag = False,
) -> None:
    """List rounds, the latest reported first."""
    with opened(context) as at, reading(at.engine) as session:
        found = list_rounds(session, company=company, kinds=kind or COMPANY_ROUNDS, limit=limit)
    if json:
        print_json([as_json(known) for known in found])
        return
    print_table(
        ("id", "company", "amount", "series", "status", "sources", "last report"),
        [
            (
                known.id,
                known.company,
                sum_of(known),
                label_of(known),
                known.status,
                len(known.stories),
                short(known.last_reported_at)[:10],
            )
            for known in found
        ],
        empty="No rounds yet. They appear as articles are read: roundwatch crawl --once",
    )


@app.command()
def show(context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID")], json: JsonFlag = False) -> None:
    """Show one round: what is known, from whom, and how it came to be so."""
    with opened(context) as at, reading(at.engine) as session:
        known = round_by_id(session, number)
        if known is None or known.id is None:
            fail(f"there is no round {number}; `roundwatch round list` shows them")
        reports, history = reports_of(session, known.id), status_history(session, known.id)
    if json:
        print_json(as_json(known) | {"reports": [asdict(r) for r in reports], "history": [asdict(h) for h in history]})
        return
    out.print(f"{known.company}: {known.status}, {known.certainty}", style="bold", markup=False)
    for name, told in (("amount", sum_of(known)), ("valuation", worth_of(known))):
        if told:
            out.print(f"  {name}: {told}", markup=False)
    for line in history:
        out.print(f"  {short(line.at)}  {line.status} ({line.publisher})", markup=False)
    for report in reports:
        out.print(f"\n{report.publisher}: {printable(report.title)}", style="bold", markup=False)
        out.print(f"  “{printable(report.sentence)}”", markup=False)
        out.print(f"  {report.url}", style="dim", markup=False)
        out.print(f"  {report.resolution}: {report.resolution_note}", style="dim", markup=False)


@app.command()
def vetoed(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
    json: JsonFlag = False,
) -> None:
    """List the claims that the second opinion stopped, the latest first: no round was made of them."""
    with opened(context) as at, reading(at.engine) as session:
        found = stopped_claims(session, limit)
    if json:
        print_json([asdict(line) | {"claim": claim.to_json()} for line, claim in found])
        return
    print_table(
        ("article", "company", "publisher", "resolution", "why"),
        [(line.article_id, m.company.name, line.publisher, line.resolution, line.resolution_note) for line, m in found],
        empty="None. Claims are stopped only when [second_opinion] is set up and speaks against them.",
    )
