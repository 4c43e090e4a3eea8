"""The database as every room relies on it: schema up and down with data in, locks, errors that name what to do."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from alerts.watches.queries import add_watch, watches
from alerts.watches.watch import WatchSpec
from crawler.database import (
    Base,
    DatabaseUnavailableError,
    alembic_config,
    migrate,
    open_engine,
    reading,
    schema_revision,
    writing,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_history_makes_exactly_the_declared_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_changes_nothing_and_keeps_what_is_there(engine: Engine) -> None:
    with writing(engine) as session:
        add_watch(session, WatchSpec("Megvii"), now=NOW)
    migrate(engine)
    with reading(engine) as session:
        assert [watch.spec.name for watch in watches(session)] == ["Megvii"]


def test_the_schema_can_be_taken_down_and_put_up_again(engine: Engine) -> None:
    command.downgrade(alembic_config(engine), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    assert "rounds" in inspect(engine).get_table_names()


def test_a_database_of_a_newer_release_is_refused_by_name(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'fromthefuture'"))
    with pytest.raises(DatabaseUnavailableError, match="newer release"):
        migrate(engine)
    assert schema_revision(engine) == "fromthefuture"


def test_an_instant_keeps_its_moment_whatever_its_zone(engine: Engine) -> None:
    berlin = datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=1)))
    with writing(engine) as session:
        add_watch(session, WatchSpec("Megvii"), now=berlin)
    with reading(engine) as session:
        [kept] = watches(session)
    assert kept.added_at == NOW
    assert kept.added_at.utcoffset() == timedelta(0)


def test_a_naive_time_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="naive datetime"), writing(engine) as session:
        add_watch(session, WatchSpec("Megvii"), now=datetime(2026, 3, 2))  # noqa: DTZ001


def test_sqlite_is_set_up_for_a_service(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("nonsense", "not one"),
        ("mysql://x/y", "mysql"),
        ("postgresql://nobody:topsecret@127.0.0.1:1/x", "127.0.0.1"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_in_one_line_without_its_password(url: str, part: str) -> None:
    with pytest.raises(DatabaseUnavailableError) as caught:
        migrate(open_engine(url))
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "topsecret" not in str(caught.value)


_ADD = """
import sys
from sqlalchemy import text
from crawler.database import open_engine, writing
engine = open_engine(sys.argv[1])
for _ in range(100):
    with writing(engine) as session:
        count = session.execute(text("SELECT n FROM counter")).scalar_one()
        session.execute(text("UPDATE counter SET n = :n"), {"n": count + 1})
"""


def test_writers_that_read_first_lose_no_update(sqlite_engine: Engine, tmp_path: Path) -> None:
    """M1 and M2 of the fault plan: three processes, read then write, on one SQLite file."""
    with sqlite_engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    url = f"sqlite:///{tmp_path}/roundwatch.db"
    writers = [subprocess.Popen([sys.executable, "-c", _ADD, url]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with sqlite_engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 300
