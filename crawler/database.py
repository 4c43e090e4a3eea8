"""The engine, the session and the one declarative base that every room's tables stand on.

A writer always begins with the write lock (SQLite: BEGIN IMMEDIATE), because a transaction that reads first and
upgrades later either loses updates or fails at once with "database is locked", whatever the timeout.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, Text, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 30_000


class DatabaseUnavailableError(Exception):
    """The database cannot be reached, read or written; the message says which and why."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Aware in Python, always UTC; SQLite keeps it as naive UTC text, so that it sorts."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: an instant needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table is declared on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        str: Text,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


def open_engine(url: str) -> Engine:
    """An engine for `url` (SQLAlchemy form), set up as this project needs it.

    Raises
    ------
    DatabaseUnavailableError
        When the URL is not one, names an engine that is not supported, or SQLite's folder cannot be made.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=10)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseUnavailableError(
            "the database URL is not one; expected sqlite:///FILE or postgresql://user@host/name"
        ) from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise DatabaseUnavailableError(f"the database URL names {parsed.drivername!r}; expected sqlite or postgresql")
    return parsed


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailableError(f"cannot make the folder of {url.database}: {error.strerror}") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver's own implicit BEGIN comes at the first write, too late; ours is sent by `_begin_sqlite`.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        # FULL: with NORMAL a power cut may forget that a digest was sent, and it would be sent again.
        "synchronous=FULL",
        "foreign_keys=ON",
        # 8 MB: a look-up among a million watches' keys goes through pages that SQLite's own 2 MB do not hold.
        "cache_size=-8000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that writes: all of it is kept, or none."""
    writer = engine.execution_options(sqlite_begin="IMMEDIATE")
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One consistent snapshot to read from; nothing is written."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


def one_at_a_time(session: Session, work: str) -> None:
    """Until this transaction ends, no other one that asks for the same `work` goes on.

    SQLite's write lock, taken by `writing`, already sees to it; PostgreSQL takes an advisory lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:work))"), {"work": work})


def alembic_config(engine: Engine) -> AlembicConfig:
    """Alembic's configuration for the schema's history, run against `engine`."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.attributes["engine"] = engine
    return config


def migrations_folder() -> Path:
    """The schema's history: inside the package when installed from a wheel, else the checkout's."""
    packaged = Path(__file__).parent / "_migrations"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "migrations"


def migrate(engine: Engine) -> None:
    """Bring the database's schema to this release's.

    Raises
    ------
    DatabaseUnavailableError
        When it cannot be reached, or was written by a newer release.
    """
    config = alembic_config(engine)
    try:
        found = schema_revision(engine)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise DatabaseUnavailableError(
                f"the database {shown(engine)} has schema {found}, which this release does not know: "
                "it was written by a newer release; upgrade roundwatch"
            )
        command.upgrade(config, "head")
    except DBAPIError as error:
        raise DatabaseUnavailableError(unreachable(engine, error)) from error


def schema_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def shown(engine: Engine) -> str:
    """The database's address as it may be shown: without its password."""
    return engine.url.render_as_string(hide_password=True)


def unreachable(engine: Engine, error: DBAPIError) -> str:
    """One line for a person: which database, and the driver's first line on why."""
    reason = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    return f"cannot use the database {shown(engine)}: {reason}"
