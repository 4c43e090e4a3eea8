"""The command line: one file for each noun. `main` is the console script's entry."""

from pathlib import Path
from typing import Annotated

import typer

from roundwatch.cli import article, detection, digest, evaluation, operate, rounds, source, subscription, watch

app = typer.Typer(
    name="roundwatch",
    help="Watches tech news for funding rounds and tells you once, with the sentence that proves it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from roundwatch import __version__

        typer.echo(f"roundwatch {__version__}")
        raise typer.Exit


@app.callback()
def options(
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", metavar="FILE", help="Configuration; else ROUNDWATCH_CONFIG, ./roundwatch.toml."
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Options that every command takes. They are read from the context by `console.configured`."""
    del config, version


for room in (operate, digest, detection, evaluation):
    room.register(app)
app.add_typer(source.app, name="source")
app.add_typer(watch.app, name="watch")
app.add_typer(subscription.app, name="subscription")
app.add_typer(rounds.app, name="round")
app.add_typer(article.app, name="article")


def main() -> None:
    """Run the command line."""
    app()
