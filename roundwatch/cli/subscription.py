"""`roundwatch subscription …`: who is told, where, how often."""

from typing import Annotated

import typer

from alerts.digests.composing import targets
from alerts.digests.config import known_timezone
from alerts.digests.queries import (
    SubscriptionExistsError,
    UnknownWatchError,
    add_subscription,
    remove_subscription,
    subscription_by_name,
    subscriptions,
)
from alerts.digests.subscription import Frequency, SubscriptionSpec, Weekday
from crawler.database import reading, writing
from roundwatch.cli.console import USAGE, JsonFlag, fail, opened, out, print_json, print_table, short

app = typer.Typer(help="Who is told, where and how often.", no_args_is_help=True)


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What you call this subscription.")],
    email: Annotated[str | None, typer.Option(help="Send to this address; several parted by commas.")] = None,
    slack: Annotated[str | None, typer.Option(help="Post to this webhook, by its name in the configuration.")] = None,
    every: Annotated[Frequency, typer.Option(help="How often.")] = Frequency.DAILY,
    at: Annotated[str | None, typer.Option(help="Time of day of a daily or weekly digest, HH:MM.")] = None,
    weekday: Annotated[Weekday, typer.Option(help="Day of a weekly digest.")] = Weekday.MONDAY,
    timezone: Annotated[str | None, typer.Option(help="IANA time zone, such as Europe/Berlin.")] = None,
    watch: Annotated[list[str], typer.Option(help="Only this watch; may be repeated.")] = [],  # noqa: B006
    heartbeat: Annotated[bool, typer.Option(help="Send a digest even when there is nothing to tell.")] = False,
) -> None:
    """Subscribe an address or a Slack channel to some watches, or to all."""
    from alerts.channels.registry import channels

    chosen = {"email": email, "slack": slack}
    named = [(channel, target) for channel, target in chosen.items() if target]
    if len(named) != 1:
        fail("say where to: --email ADDRESS or --slack NAME, one of them", USAGE)
    channel, target = named[0]
    with opened(context) as opening:
        config = opening.config
        for one in targets(target):
            wrong = channels(config.email, config.slack)[channel].check_target(one)
            if wrong:
                fail(wrong, USAGE)
        spec = SubscriptionSpec(
            name, channel, target, every, _zone(timezone or config.digests.timezone), _time(at or config.digests.at),
            weekday, tuple(watch), heartbeat,
        )  # fmt: skip
        try:
            with writing(opening.engine) as session:
                stored = add_subscription(session, spec, now=opening.now)
        except (SubscriptionExistsError, UnknownWatchError) as error:
            fail(str(error))
    first = f"; the first digest is due {short(stored.next_digest_at)} UTC" if stored.next_digest_at else ""
    out.print(f"Subscribed {name} ({channel}, {every}){first}.", markup=False)


def _zone(name: str) -> str:
    try:
        return known_timezone(name)
    except ValueError as error:
        fail(f"--timezone: found {name!r}; {error}", USAGE)


def _time(text: str) -> str:
    from datetime import time

    try:
        return time.fromisoformat(text).strftime("%H:%M")
    except ValueError:
        fail(f"--at: found {text!r}; expected a time of day such as 08:00", USAGE)


@app.command("list")
def list_(context: typer.Context, json: JsonFlag = False) -> None:
    """List the subscriptions."""
    with opened(context) as at, reading(at.engine) as session:
        found = subscriptions(session)
    if json:
        print_json([one.to_json() for one in found])
        return
    print_table(
        ("name", "where", "how often", "watches", "next digest (UTC)"),
        [
            (
                one.spec.name,
                f"{one.spec.channel}: {one.spec.target}",
                one.spec.frequency,
                ", ".join(one.spec.watches) or "all",
                short(one.next_digest_at) or "when there is news",
            )
            for one in found
        ],
        empty="Nobody is subscribed yet: roundwatch subscription add NAME --email ADDRESS",
    )


@app.command()
def remove(context: typer.Context, name: str) -> None:
    """Remove a subscription with its open alerts."""
    with opened(context) as at, writing(at.engine) as session:
        gone = remove_subscription(session, name)
    if not gone:
        fail(f"there is no subscription called {name!r}; `roundwatch subscription list` shows them")
    out.print(f"Removed {name}.", markup=False)


@app.command()
def test(context: typer.Context, name: str) -> None:
    """Send a sample digest, marked as a test, to where this subscription goes."""
    from uuid import uuid4

    from alerts.channels import Outcome
    from alerts.channels.registry import channels
    from alerts.digests.sample import sample_digest

    with opened(context) as at:
        with reading(at.engine) as session:
            found = subscription_by_name(session, name)
        if found is None:
            fail(f"there is no subscription called {name!r}; `roundwatch subscription list` shows them")
        channel = channels(at.config.email, at.config.slack)[found.spec.channel]
        view, message_id = sample_digest(at.now, found.spec.name, found.spec.timezone), f"test-{uuid4().hex}"
        for target in targets(found.spec.target):
            for part, message in enumerate(channel.render(view, target, message_id)):
                sent = channel.send(message, target, f"{message_id}.{part}")
                if sent.outcome is not Outcome.SENT:
                    fail(f"{found.spec.channel} {target}: {sent.outcome}: {sent.detail}")
    out.print(f"A sample digest was sent by {found.spec.channel} to {found.spec.target}.", markup=False)
