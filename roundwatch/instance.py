"""At most one crawling process on one SQLite file; PostgreSQL's leases let several share the work."""

import fcntl
from pathlib import Path
from typing import IO

from sqlalchemy import Engine


class AlreadyRunningError(Exception):
    """Another process crawls into this database file."""


def claim_instance(engine: Engine) -> IO[str] | None:
    """Hold the database file's lock for as long as the answer is kept open; None where there is no file.

    The kernel lets go of the lock when the process dies, however it dies.

    Raises
    ------
    AlreadyRunningError
    """
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return None
    lock = Path(f"{file}.lock").open("a+")  # noqa: SIM115 - kept open on purpose
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AlreadyRunningError(
            f"another roundwatch is running on {file}; stop it first (several processes can share PostgreSQL)"
        ) from None
    return lock
