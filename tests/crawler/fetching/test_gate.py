"""The host gate: one crawl at a time asks a host, not before its gap is over, and a dead crawl holds nobody up."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from crawler.database import reading, writing
from crawler.fetching import (
    busy_hosts,
    clear_leases,
    hosts_shut_beyond,
    keep_lease,
    lease_hosts,
    release_hosts,
    shut_host,
)
from crawler.fetching.queries import FORGET_AFTER, LEASE

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GAP = timedelta(seconds=2)


def lease(engine: Engine, token: str, *hosts: str, at: datetime = NOW) -> set[str]:
    with writing(engine) as session:
        return lease_hosts(session, hosts, token=token, now=at)


def release(engine: Engine, token: str, at: datetime = NOW) -> None:
    with writing(engine) as session:
        release_hosts(session, token, now=at, gap=GAP)


def busy(engine: Engine, at: datetime = NOW) -> set[str]:
    with reading(engine) as session:
        return busy_hosts(session, at)


def test_a_host_is_had_by_one_crawl_at_a_time(engine: Engine) -> None:
    assert lease(engine, "one", "a", "b") == {"a", "b"}
    assert lease(engine, "two", "b", "c") == {"c"}
    assert busy(engine) == {"a", "b", "c"}


def test_a_host_opens_when_its_gap_is_over(engine: Engine) -> None:
    lease(engine, "one", "a")
    release(engine, "one")
    assert lease(engine, "two", "a", at=NOW + GAP / 2) == set()
    assert lease(engine, "two", "a", at=NOW + GAP) == {"a"}


def test_a_crawl_that_gives_no_sign_of_life_loses_its_hosts_and_one_that_does_keeps_them(engine: Engine) -> None:
    lease(engine, "dead", "a")
    lease(engine, "alive", "b")
    with writing(engine) as session:
        keep_lease(session, "alive", now=NOW + LEASE)
    later = NOW + LEASE + timedelta(seconds=1)
    assert lease(engine, "next", "a", "b", at=later) == {"a"}


def test_what_a_late_crawl_gives_back_is_only_its_own(engine: Engine) -> None:
    lease(engine, "late", "a")
    later = NOW + LEASE + timedelta(seconds=1)
    lease(engine, "next", "a", at=later)
    release(engine, "late", at=later)
    assert busy(engine, later) == {"a"}


def test_a_host_that_wants_to_be_left_alone_stays_shut_for_that_long(engine: Engine) -> None:
    lease(engine, "one", "a", "b")
    until = NOW + timedelta(hours=1)
    with writing(engine) as session:
        shut_host(session, "a", until=until)
        shut_host(session, "a", until=NOW + timedelta(minutes=1))
    release(engine, "one")
    with reading(engine) as session:
        assert hosts_shut_beyond(session, NOW + timedelta(minutes=1)) == {"a": until}
    assert lease(engine, "two", "a", "b", at=until - timedelta(seconds=1)) == {"b"}
    assert lease(engine, "two", "a", at=until) == {"a"}


def test_after_a_crash_all_leases_can_be_given_back(engine: Engine) -> None:
    lease(engine, "one", "a", "b")
    with writing(engine) as session:
        clear_leases(session)
    assert lease(engine, "two", "a", "b") == {"a", "b"}


def test_gates_that_nobody_needs_any_more_are_forgotten(engine: Engine) -> None:
    from sqlalchemy import func, select

    from crawler.fetching.tables import Host

    lease(engine, "one", "a")
    release(engine, "one")
    later = NOW + FORGET_AFTER + timedelta(hours=1)
    lease(engine, "two", "b", at=later)
    release(engine, "two", at=later)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Host)) == 1


_TAKE = """
import sys
from datetime import UTC, datetime
from crawler.database import open_engine, writing
from crawler.fetching import lease_hosts
engine = open_engine(sys.argv[1])
now = datetime(2026, 3, 2, 12, tzinfo=UTC)
for start in range(0, 60):
    hosts = [f"h{(start + n * 7) % 60}" for n in range(10)]
    with writing(engine) as session:
        for host in lease_hosts(session, hosts, token=sys.argv[2], now=now):
            print(host)
"""


def test_of_three_processes_that_ask_at_once_each_host_goes_to_one(engine: Engine, database_url: str) -> None:
    takers = [
        subprocess.Popen([sys.executable, "-c", _TAKE, database_url, str(n)], stdout=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    taken = [host for taker in takers for host in taker.communicate(timeout=60)[0].split()]
    assert [taker.returncode for taker in takers] == [0, 0, 0]
    assert sorted(taken) == sorted({f"h{n}" for n in range(60)})
