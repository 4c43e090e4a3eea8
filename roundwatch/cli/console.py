"""What the commands share: opening the configuration and database, printing, and ending with the right code.

Exit codes: 0 ok, 1 failed, 2 usage or configuration, 3 partly failed. Answers go to standard output, the rest to
standard error.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from crawler.clock import Clock, file_clock, system_clock
from crawler.database import DatabaseUnavailableError, migrate, open_engine, unreachable
from roundwatch.config import Config, ConfigError, load_config

FAILED, USAGE, PARTLY = 1, 2, 3

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Opened:
    """A configuration with its database, brought to this release's schema, and its clock."""

    config: Config
    engine: Engine
    clock: Clock

    @property
    def now(self) -> datetime:
        """The present, by the configuration's clock."""
        return self.clock()


def fail(message: str, code: int = FAILED) -> NoReturn:
    """End with one line on standard error."""
    err.print(Text(f"roundwatch: {message}"))
    raise typer.Exit(code)


def configured(context: typer.Context) -> Config:
    """The configuration that the command line asks for; ends with code 2 when it cannot be used."""
    file = context.find_root().params.get("config")
    try:
        return load_config(Path(file) if file else None)
    except ConfigError as error:
        fail(str(error), USAGE)


@contextmanager
def opened(context: typer.Context) -> Iterator[Opened]:
    """The configuration and its migrated database; what is wrong with either ends the command with one line."""
    from roundwatch.logs import configure_logs

    config = configured(context)
    configure_logs(config.log.model_copy(update={"level": "warning"}))
    clock = file_clock(config.clock.file) if config.clock.file else system_clock
    try:
        engine = open_engine(config.database.url.get_secret_value())
        migrate(engine)
        yield Opened(config, engine, clock)
        engine.dispose()
    except DatabaseUnavailableError as error:
        fail(str(error), USAGE)
    except DBAPIError as error:
        fail(unreachable(engine, error))


def print_json(value: Any, indent: int | None = 1) -> None:
    """One JSON document on standard output, on one line where `indent` is None; keys are stable."""
    document = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    try:
        document.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        # Half a surrogate pair, or a terminal of few letters: JSON has an escape for each character.
        document = json.dumps(value, indent=indent, default=str)
    sys.stdout.write(document.translate(_ENDS_OF_LINES) + "\n")


# JSON may hold them as they are; who splits our lines may take them for ends.
_ENDS_OF_LINES = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, empty: str) -> None:
    """A table that fits 80 columns, or, when there is nothing, the sentence that says what to do next."""
    if not rows:
        out.print(Text(empty))
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else printable(str(cell))) for cell in row))
    out.print(table)


def printable(text: str) -> str:
    """Text from outside without what would steer a terminal: control characters become spaces."""
    return "".join(character if character.isprintable() else " " for character in text)


def short(moment: datetime | None) -> str:
    """An instant as people read it in a table, in UTC, to the minute."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def read_bytes(file: Path) -> bytes:
    """What a file holds; "-" is standard input. Ends with one line when it cannot be read."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        fail(f"{file}: {error.strerror or error}", USAGE)


def read_text(file: Path) -> str:
    """A file's text (UTF-8, else Windows-1252); "-" is standard input. Ends with one line when it cannot be read."""
    content = read_bytes(file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
