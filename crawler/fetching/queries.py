"""The host gate's SQL: at most one crawl asks a host at a time, and none before its gap is over."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from crawler.fetching.tables import Host

LEASE = timedelta(minutes=10)
"""How long a crawl may hold its hosts; after it, its process is taken for dead."""


def lease_hosts(session: Session, hosts: Collection[str], *, token: str, now: datetime) -> set[str]:
    """Take what can be had of these hosts under `token`; returns those taken.

    One conditional upsert: of two processes that ask at once, one gets a row back.
    """
    if not hosts:
        return set()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # In one order everywhere, so that two processes that take overlapping hosts cannot wait for each other.
    rows = [{"host": host, "lease_token": token, "leased_until": now + LEASE} for host in sorted(set(hosts))]
    statement = insert(Host).values(rows)
    free = or_(Host.leased_until.is_(None), Host.leased_until < now)
    is_open = or_(Host.open_at.is_(None), Host.open_at <= now)
    taken = statement.on_conflict_do_update(
        index_elements=[Host.host],
        set_={"lease_token": token, "leased_until": now + LEASE},
        where=free & is_open,
    ).returning(Host.host)
    return set(session.scalars(taken))


def release_hosts(session: Session, token: str, *, now: datetime, gap: timedelta) -> None:
    """Give back the hosts held under `token`; each stays shut for the gap."""
    session.execute(
        update(Host).where(Host.lease_token == token).values(lease_token=None, leased_until=None, open_at=now + gap)
    )


def clear_leases(session: Session) -> None:
    """Give back every host: only when this process is known to be the only one."""
    session.execute(update(Host).values(lease_token=None, leased_until=None))


def forget_hosts(session: Session, *, before: datetime) -> None:
    """Drop gates that have been open since before then."""
    session.execute(delete(Host).where(Host.lease_token.is_(None), Host.open_at < before))


def leased_hosts(session: Session) -> set[str]:
    """The hosts that some crawl holds."""
    return set(session.scalars(select(Host.host).where(Host.lease_token.is_not(None))))
