"""What the tests share: real databases on both engines, and where the development data lies."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from crawler.database import migrate, open_engine

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = CHECKOUT.parent / "shared"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled development data beside the checkout; a clone elsewhere does not have it."""
    if not (SHARED / "devdata").is_dir():
        pytest.skip("the development data is not beside the checkout")
    return SHARED


def _initdb() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).resolve() if on_path else None


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, on a socket of its own; yields a URL with {name} for the database."""
    initdb = _initdb()
    if initdb is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path("/tmp") / f"rw-{uuid4().hex[:8]}"
    folder.mkdir()
    # initdb refuses root.
    user = "nobody" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    run = {"user": user, "check": True, "capture_output": True, "cwd": folder}
    binaries = initdb.parent
    subprocess.run([binaries / "initdb", "-D", folder / "data", "-U", "roundwatch", "-A", "trust", "-N"], **run)  # type: ignore[call-overload]
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    subprocess.run(  # type: ignore[call-overload]
        [binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"], **run
    )
    yield f"postgresql://roundwatch@/{{name}}?host={folder}"
    subprocess.run([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"t{uuid4().hex}"
    admin = open_engine(postgres_server.format(name="postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_server.format(name=name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database on each engine in turn."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path}/roundwatch.db"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine with this release's schema, on SQLite and on PostgreSQL."""
    found = open_engine(database_url)
    migrate(found)
    yield found
    found.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine with this release's schema on SQLite, for what does not depend on the engine."""
    found = open_engine(f"sqlite:///{tmp_path}/roundwatch.db")
    migrate(found)
    yield found
    found.dispose()
