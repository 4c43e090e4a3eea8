"""`roundwatch source …`: what is polled."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.database import reading, writing
from crawler.sources import (
    NotAListError,
    SourceExistsError,
    SourceInvalidError,
    SourceKind,
    SourceSpec,
    add_source,
    catalogue,
    parse_list,
    remove_source,
    sniff_kind,
    source_by_slug,
    sources,
)
from crawler.sources.exchange import read_sources, slug_of, write_csv, write_json, write_opml
from roundwatch.cli.console import (
    PARTLY,
    JsonFlag,
    Opened,
    configured,
    err,
    fail,
    opened,
    out,
    print_json,
    print_table,
    read_text,
    short,
)

app = typer.Typer(help="What is polled: feeds, sitemaps, listing pages.", no_args_is_help=True)


class ExportForm(StrEnum):
    """The forms in which sources are exported."""

    OPML = "opml"
    CSV = "csv"
    JSON = "json"


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a feed, news sitemap or listing page.")],
    kind: Annotated[SourceKind, typer.Option(help="What it is.")] = SourceKind.RSS,
    name: Annotated[str | None, typer.Option(help="What you call it; else made from the address.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who publishes; shown in digests.")] = None,
    role: Annotated[str, typer.Option(help="funding, startup, tech, wire, aggregator, …")] = "tech",
    language: Annotated[str | None, typer.Option(help="ISO 639-1, such as en.")] = None,
    country: Annotated[str | None, typer.Option(help="The publisher's, ISO 3166-1, such as GB.")] = None,
    every: Annotated[int | None, typer.Option(min=1, help="Poll every so many minutes.")] = None,
) -> None:
    """Add a source; it is polled at the next tick. Its present entries are read but raise no alert."""
    slug = name or slug_of(url)
    spec = SourceSpec(slug, url, publisher or slug, kind, role, language, None, country, every * 60 if every else None)
    with opened(context) as at:
        try:
            with writing(at.engine) as session:
                add_source(session, spec, now=at.now, default_poll_seconds=at.config.crawler.default_poll_seconds)
        except (SourceExistsError, SourceInvalidError) as error:
            fail(str(error))
    out.print(f"Added {slug}.", markup=False)


@app.command("list")
def list_(context: typer.Context, json: JsonFlag = False) -> None:
    """List the sources and how they are doing."""
    with opened(context) as at, reading(at.engine) as session:
        found = sources(session)
    if json:
        print_json([source.to_json() for source in found])
        return
    print_table(
        ("name", "kind", "state", "last poll (UTC)", "problem"),
        [(s.spec.slug, s.spec.kind, s.health.state, short(s.last_poll_at), s.health.problem) for s in found],
        empty="No sources yet. Add the catalogue's: roundwatch source import catalogue",
    )


@app.command()
def show(context: typer.Context, name: str, json: JsonFlag = False) -> None:
    """Show one source."""
    with opened(context) as at, reading(at.engine) as session:
        found = source_by_slug(session, name)
    if found is None:
        fail(f"there is no source called {name!r}; `roundwatch source list` shows them")
    if json:
        print_json(found.to_json())
        return
    rows = [(key.replace("_", " "), value) for key, value in found.to_json().items() if value not in (None, "")]
    print_table(("field", "value"), rows, empty="")


@app.command()
def test(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="NAME|URL", help="A source's name, or an address.")],
    kind: Annotated[SourceKind | None, typer.Option(help="What it is; else told by its content.")] = None,
    json: JsonFlag = False,
) -> None:
    """Fetch a source once and show what it lists; nothing is kept."""
    from crawler.fetching.failures import FetchFailedError
    from crawler.spiders.single import fetch_once

    url = source
    if "://" not in source:
        with opened(context) as at, reading(at.engine) as session:
            found = source_by_slug(session, source)
        if found is None:
            fail(f"there is no source called {source!r}; `roundwatch source list` shows them")
        url, kind = found.spec.url, kind or found.spec.kind
    try:
        page = fetch_once(url, configured(context).crawler)
        told = kind or sniff_kind(page.body) or SourceKind.RSS
        listed = parse_list(told, page.body, page.content_type, page.url)
    except (FetchFailedError, NotAListError) as error:
        fail(f"{url}: {error}")
    if json:
        entries = [
            {"url": e.url, "title": e.title, "published_at": e.published_at.isoformat() if e.published_at else None}
            for e in listed.entries
        ]
        print_json({"url": page.url, "kind": told, "problem": listed.problem, "entries": entries})
        return
    out.print(f"{page.url}: {told}, {len(listed.entries)} entries", markup=False)
    if listed.problem:
        err.print(listed.problem, markup=False)
    print_table(
        ("published (UTC)", "title"),
        [(short(entry.published_at), entry.title) for entry in listed.entries[:10]],
        empty="It lists nothing.",
    )


@app.command()
def remove(context: typer.Context, name: str) -> None:
    """Remove a source with what was read from it."""
    with opened(context) as at, writing(at.engine) as session:
        gone = remove_source(session, name)
    if not gone:
        fail(f"there is no source called {name!r}; `roundwatch source list` shows them")
    out.print(f"Removed {name}.", markup=False)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|catalogue", help="OPML, CSV, JSON, one URL a line, or - .")],
    role: Annotated[str | None, typer.Option(help="Of the catalogue: only this role.")] = None,
    language: Annotated[str | None, typer.Option(help="Of the catalogue: only this language.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Of the catalogue: not only what is on by default.")
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Report, but keep nothing.")] = False,
) -> None:
    """Import sources, with a line for each row that could not be used; the others are kept."""
    problems: list[str] = []
    if file == "catalogue":
        chosen = (row for row in catalogue() if everything or role or language or row.default_on)
        specs = [r.spec for r in chosen if role in (None, r.spec.role) and language in (None, r.spec.language)]
    else:
        read = read_sources(read_text(Path(file)))
        specs, problems = list(read.specs), list(read.problems)
    with opened(context) as at:
        added = keep_sources(at, specs, problems, dry_run=dry_run)
    for problem in problems:
        err.print(f"{file}: {problem}", markup=False)
    out.print(f"{added} sources {'would be ' if dry_run else ''}imported, {len(problems)} left out.", markup=False)
    if problems:
        raise typer.Exit(PARTLY if added else 1)


def keep_sources(at: Opened, specs: list[SourceSpec], problems: list[str], *, dry_run: bool = False) -> int:
    """Add these sources in one transaction; what cannot be added is named in `problems`. Returns how many were."""
    added = 0
    with writing(at.engine) as session:
        for spec in specs:
            try:
                add_source(session, spec, now=at.now, default_poll_seconds=at.config.crawler.default_poll_seconds)
                added += 1
            except (SourceExistsError, SourceInvalidError) as error:
                problems.append(f"{spec.slug}: {error}")
        if dry_run:
            session.rollback()
    return added


@app.command()
def export(
    context: typer.Context,
    form: Annotated[ExportForm, typer.Option("--as", help="In which form.")] = ExportForm.OPML,
) -> None:
    """Write all sources to standard output."""
    with opened(context) as at, reading(at.engine) as session:
        specs = [source.spec for source in sources(session)]
    write = {ExportForm.OPML: write_opml, ExportForm.CSV: write_csv, ExportForm.JSON: write_json}[form]
    typer.echo(write(specs), nl=False)
