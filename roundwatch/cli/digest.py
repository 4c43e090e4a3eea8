"""`roundwatch digest`: what would be sent now, or sending it."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from crawler.database import reading
from roundwatch.cli.console import PARTLY, USAGE, JsonFlag, fail, opened, out, print_json, print_table, short


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command()(digest)


def digest(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The subscription; all when left out.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Print what is owed now; nothing is sent.")] = False,
    send: Annotated[bool, typer.Option("--send", help="Compose and send what is due now.")] = False,
    json: JsonFlag = False,
) -> None:
    """Preview or send digests; without an option, list the latest."""
    if preview and send:
        fail("choose one of --preview and --send", USAGE)
    if preview:
        _preview(context, name, json)
    elif send:
        _send(context)
    else:
        _list(context, json)


def _preview(context: typer.Context, name: str | None, json: bool) -> None:
    from alerts.channels.email.rendering import plain_text
    from alerts.digests.composing import view_of
    from alerts.digests.queries import subscriptions
    from alerts.outbox.queries import open_alerts

    with opened(context) as at, reading(at.engine) as session:
        chosen = [one for one in subscriptions(session) if name in (None, one.spec.name)]
        if not chosen:
            fail(f"there is no subscription called {name!r}" if name else "nobody is subscribed yet")
        views = [view_of(session, one, open_alerts(session, one.id), due_at=at.now) for one in chosen]
    if json:
        print_json([asdict(view) for view in views])
        return
    for view in views:
        out.print(plain_text(view), markup=False, soft_wrap=True)


def _send(context: typer.Context) -> None:
    from datetime import timedelta

    from alerts.channels.registry import channels
    from alerts.digests.composing import compose_due
    from alerts.outbox import send_due
    from alerts.outbox.queries import count_deliveries_due, deliveries

    with opened(context) as at:
        ways = channels(at.config.email, at.config.slack)
        wait = timedelta(seconds=at.config.digests.grouping_wait_seconds)
        composed = compose_due(at.engine, ways, at.now, grouping_wait=wait)
        attempted = send_due(at.engine, ways, at.clock, limit=1000)
        with reading(at.engine) as session:
            left = count_deliveries_due(session, at.now)
            stuck = deliveries(session, unsettled=True)
    out.print(f"{composed} digests composed, {attempted} deliveries attempted, {len(stuck)} not delivered.")
    for line in stuck:
        out.print(f"  {line.channel} {line.target}: {line.state}: {line.last_error or ''}", markup=False)
    if stuck or left:
        raise typer.Exit(PARTLY if attempted > len(stuck) else 1)


def _list(context: typer.Context, json: bool) -> None:
    from alerts.digests.queries import recent_digests

    with opened(context) as at, reading(at.engine) as session:
        found = recent_digests(session)
    if json:
        rows: list[dict[str, Any]] = [asdict(line) for line in found]
        print_json(rows)
        return
    print_table(
        ("due (UTC)", "subscription", "alerts", "subject"),
        [(short(line.due_at), line.subscription, line.alerts, line.subject) for line in found],
        empty="No digest was made yet. What is owed now: roundwatch digest --preview",
    )
