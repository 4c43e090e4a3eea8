"""`roundwatch init`, `run`, `crawl`, `status`, `doctor`: setting up, running, looking after."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from roundwatch.cli.console import (
    FAILED,
    PARTLY,
    USAGE,
    JsonFlag,
    Opened,
    configured,
    err,
    fail,
    opened,
    out,
    print_json,
    print_table,
    short,
)


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for command in (init, run, crawl, status, doctor):
        app.command()(command)


def init(
    file: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("roundwatch.toml"),
    sources: Annotated[bool, typer.Option(help="Add the catalogue's default sources.")] = True,
    force: Annotated[bool, typer.Option(help="Overwrite a file that is there.")] = False,
) -> None:
    """Write roundwatch.toml with every key explained, and make the database with the default sources."""
    from roundwatch.config import ConfigError, commented_toml, load_config

    if file.exists() and not force:
        fail(f"{file} is there already; --force overwrites it", USAGE)
    try:
        file.write_text(commented_toml(), encoding="utf-8")
        config = load_config(file)
    except (OSError, ConfigError) as error:
        fail(str(error), USAGE)
    from crawler.clock import system_clock
    from crawler.database import DatabaseUnavailableError, migrate, open_engine, shown

    try:
        engine = open_engine(config.database.url.get_secret_value())
        migrate(engine)
    except DatabaseUnavailableError as error:
        fail(str(error), USAGE)
    added = _add_default_sources(Opened(config, engine, system_clock)) if sources else 0
    out.print(f"Wrote {file}; database {shown(engine)} with {added} sources.", markup=False)
    out.print("Next: roundwatch watch add NAME, roundwatch subscription add …, roundwatch run", markup=False)


def _add_default_sources(at: Opened) -> int:
    from crawler.sources import catalogue
    from roundwatch.cli.source import keep_sources

    return keep_sources(at, [row.spec for row in catalogue() if row.default_on], [])


def run(context: typer.Context) -> None:
    """Run the service until it is told to stop (Ctrl-C or SIGTERM)."""
    _serve(context, once=False, deliver=True)


def crawl(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Stop when nothing is due any more.")] = False,
    source: Annotated[str | None, typer.Option(help="Poll this source now, due or not.")] = None,
) -> None:
    """Poll, fetch and read what is due, without sending anything."""
    if source:
        from crawler.database import writing
        from crawler.sources import make_due

        with opened(context) as at, writing(at.engine) as session:
            if not make_due(session, source, now=at.now):
                fail(f"there is no source called {source!r}; `roundwatch source list` shows them")
    _serve(context, once=once, deliver=False)
    if not once:
        return
    with opened(context) as at:
        from crawler.database import reading
        from crawler.sources import ailing_sources, count_sources_read

        with reading(at.engine) as session:
            ailing, healthy = ailing_sources(session), count_sources_read(session)
    for health in ailing:
        err.print(f"{health.slug}: {health.problem}", markup=False)
    if ailing:
        raise typer.Exit(PARTLY if healthy else FAILED)


def _serve(context: typer.Context, *, once: bool, deliver: bool) -> None:
    from crawler.database import DatabaseUnavailableError
    from roundwatch.instance import AlreadyRunningError
    from roundwatch.logs import configure_logs
    from roundwatch.service import Service

    config = configured(context)
    configure_logs(config.log)
    try:
        Service(config, once=once, deliver=deliver).run()
    except DatabaseUnavailableError as error:
        fail(str(error), USAGE)
    except AlreadyRunningError as error:
        fail(str(error), FAILED)


def status(context: typer.Context, json: JsonFlag = False) -> None:
    """One screen: what is due, what ails, what was found and what was sent."""
    from alerts.outbox.queries import deliveries
    from alerts.rounds.queries import count_rounds
    from crawler.archive import count_articles
    from crawler.database import reading, shown
    from crawler.sources import ailing_sources, count_sources
    from roundwatch.backlog import backlog

    with opened(context) as at:
        wait = timedelta(seconds=at.config.digests.grouping_wait_seconds)
        due = backlog(at.engine, at.now, grouping_wait=wait)
        with reading(at.engine) as session:
            ailing = ailing_sources(session)
            counts = {
                "sources": count_sources(session),
                "articles": count_articles(session),
                "rounds": count_rounds(session),
            }
            unsettled = deliveries(session, unsettled=True)
        database, now = shown(at.engine), at.now
    if json:
        print_json(
            {
                "now": now.isoformat(),
                "database": database,
                **counts,
                "due": asdict(due),
                "ailing_sources": [asdict(health) for health in ailing],
                "unsettled_deliveries": [asdict(line) for line in unsettled],
            }
        )
        return
    out.print(f"Roundwatch at {short(now)} UTC, {database}", markup=False, soft_wrap=True)
    out.print(", ".join(f"{count} {name}" for name, count in counts.items()), markup=False)
    waiting = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in asdict(due).items() if count)
    out.print(f"Due now: {waiting or 'nothing'}", markup=False)
    out.print()
    print_table(
        ("source", "state", "since (UTC)", "what is wrong"),
        [(health.slug, health.state, short(health.since), health.problem) for health in ailing],
        empty="Every source that was read is well.",
    )
    if unsettled:
        out.print()
        print_table(
            ("delivery", "to", "state", "tries", "last error"),
            [(d.id, f"{d.channel}: {d.target}", d.state, d.attempts, d.last_error) for d in unsettled],
            empty="",
        )


def doctor(context: typer.Context, json: JsonFlag = False) -> None:
    """Check the configuration, the database and the ways out, and say what to do about what is wrong."""
    from roundwatch.checks import checks

    with opened(context) as at:
        found = list(checks(at.config, at.engine, at.now))
    if json:
        print_json([asdict(check) for check in found])
    else:
        for check in found:
            out.print(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}", markup=False)
    if not all(check.ok for check in found):
        raise typer.Exit(FAILED)
