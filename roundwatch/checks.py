"""What `doctor` looks at: each check is a value that says what is well, or what to do."""

import shutil
import smtplib
import socket
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from alerts.digests.queries import subscriptions
from alerts.rounds.queries import reasons_with
from alerts.second_opinion import SecondOpinionConfig
from alerts.second_opinion.judging import MARK, NONE
from alerts.watches.queries import count_watches
from crawler.database import reading, shown
from crawler.sources import count_sources
from roundwatch.config import Config

LEAST_FREE_BYTES = 500_000_000
# Of so many second opinions that were last asked for, half must have come.
LOOKED_AT = 20


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
    if config.second_opinion.endpoint:
        with reading(engine) as session:
            yield _second_opinion(config.second_opinion, reasons_with(session, MARK, LOOKED_AT))


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


def _second_opinion(config: SecondOpinionConfig, latest: Sequence[str]) -> Check:
    """Is there a key, does the host answer, and did the latest opinions come? Nothing is asked that costs."""
    from alerts.second_opinion.asking import api_key, reach

    if api_key(config) is None:
        wanted = f"{config.api_key_env} or {config.api_key_env}_FILE"
        return Check("second opinion", False, f"no API key: set {wanted}; claims are alerted without it")
    missing = [reason.removeprefix(NONE) for reason in latest if reason.startswith(NONE)]
    problem = reach(config)
    if problem:
        return Check("second opinion", False, f"{problem}; claims are alerted without it")
    came = f"{len(latest) - len(missing)} of the last {len(latest)} came" if latest else "none was asked for yet"
    if len(missing) * 2 > len(latest):
        return Check("second opinion", False, f"{came}; the latest that did not: {missing[0]}")
    return Check("second opinion", True, f"its host answers; {came}")
