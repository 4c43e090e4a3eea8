"""What `doctor` looks at: each check is a value that says what is well, or what to do."""

import shutil
import smtplib
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from alerts.digests.queries import subscriptions
from alerts.watches.queries import count_watches
from crawler.database import reading, shown
from crawler.sources import count_sources
from roundwatch.config import Config

LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str


def checks(config: Config, engine: Engine, now: datetime) -> Iterator[Check]:
    """Every check, in the order in which a new installation needs them."""
    yield Check("python", sys.version_info >= (3, 11), f"{sys.version_info.major}.{sys.version_info.minor}")
    yield Check("database", True, shown(engine))
    yield _disk(engine)
    yield _clock(config, now)
    with reading(engine) as session:
        sources, watched, subscribed = count_sources(session), count_watches(session), subscriptions(session)
    yield Check("sources", sources > 0, f"{sources} sources" if sources else "none: roundwatch source import catalogue")
    yield Check("watches", watched > 0, f"{watched} watches" if watched else "none: roundwatch watch add NAME")
    yield Check(
        "subscriptions",
        bool(subscribed),
        f"{len(subscribed)} subscriptions" if subscribed else "none: roundwatch subscription add NAME --email ADDRESS",
    )
    if any(one.spec.channel == "email" for one in subscribed):
        yield _mail_server(config)


def _disk(engine: Engine) -> Check:
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return Check("disk", True, "kept by the database server")
    free = shutil.disk_usage(Path(file).parent).free
    return Check("disk", free > LEAST_FREE_BYTES, f"{free / 1e9:.1f} GB free beside {file}")


def _clock(config: Config, now: datetime) -> Check:
    if config.clock.file:
        return Check("clock", True, f"a rehearsal: the time is {now.isoformat()}, from {config.clock.file}")
    return Check("clock", now.year >= 2026, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")


def _mail_server(config: Config) -> Check:
    address = f"{config.email.host}:{config.email.port}"
    try:
        with smtplib.SMTP(config.email.host, config.email.port, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        return Check("email", False, f"no mail server answers at {address}: {error}; see [email] in the configuration")
    return Check("email", True, f"{address} answers")
