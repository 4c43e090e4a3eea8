"""`roundwatch article …`: what was read and kept."""

from typing import Annotated

import typer

from alerts.rounds.queries import claims_in
from alerts.rounds.stated import sum_in_brief
from crawler.archive import article, search_articles
from crawler.database import reading
from roundwatch.cli.console import JsonFlag, fail, opened, out, print_json, print_table, printable, short

app = typer.Typer(help="The articles that were read and kept.", no_args_is_help=True)


@app.command()
def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Words that the article holds; empty for the latest.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 20,
    json: JsonFlag = False,
) -> None:
    """Search the archive, the newest first."""
    with opened(context) as at, reading(at.engine) as session:
        found = search_articles(session, words, limit)
    if json:
        print_json([one.to_json() for one in found])
        return
    print_table(
        ("id", "published", "publisher", "title"),
        [(one.id, short(one.published_at or one.seen_at)[:10], one.publisher, one.title) for one in found],
        empty=f"No article holds {words!r}." if words else "No articles yet: roundwatch crawl --once",
    )


@app.command()
def show(context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID")], json: JsonFlag = False) -> None:
    """Show one article as it was read, the claims found in it, and what became of each."""
    with opened(context) as at, reading(at.engine) as session:
        found, claims = article(session, number), claims_in(session, number)
    if found is None:
        fail(f"there is no article {number}; `roundwatch article search` finds them")
    if json:
        made = [claim.to_json() | {"resolution": r.resolution, "note": r.resolution_note} for r, claim in claims]
        print_json(found.to_json() | {"claims": made})
        return
    out.print(f"{found.publisher}, {short(found.published_at or found.seen_at)} UTC", style="dim", markup=False)
    out.print(found.url, style="dim", markup=False)
    out.print()
    for paragraph in found.text.split("\n"):
        out.print(printable(paragraph), markup=False)
    for line, claim in claims:
        amount = f", {sum_in_brief(claim.amount)}" if claim.amount else ""
        said = f"{claim.company.name}: {claim.kind}{amount}, {claim.status}, confidence {claim.confidence:g}"
        out.print(f"\n{printable(said)}", style="bold", markup=False)
        became = f"{line.resolution}: {line.resolution_note}" if line.resolution else "not resolved yet"
        out.print(f"  {printable(became)}", style="dim", markup=False)
