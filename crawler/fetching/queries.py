"""The host gate's SQL: at most one crawl asks a host at a time, and none before its gap is over."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from crawler.fetching.tables import Host

LEASE = timedelta(minutes=10)
"""How long a crawl may be silent; after it, its process is taken for dead and its hosts are free."""
FORGET_AFTER = timedelta(days=1)


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


def keep_lease(session: Session, token: str, *, now: datetime) -> None:
    """Say that the crawl under `token` is alive; written with each of its results."""
    session.execute(update(Host).where(Host.lease_token == token).values(leased_until=now + LEASE))


def shut_host(session: Session, host: str, *, until: datetime) -> None:
    """Have nobody ask a host that wants to be left alone."""
    earlier = or_(Host.open_at.is_(None), Host.open_at < until)
    session.execute(update(Host).where(Host.host == host, earlier).values(open_at=until))


def release_hosts(session: Session, token: str, *, now: datetime, gap: timedelta) -> None:
    """Give back the hosts held under `token`; each stays shut for the gap, or for as long as it asked for."""
    mine = Host.lease_token == token
    opens = or_(Host.open_at.is_(None), Host.open_at < now + gap)
    session.execute(update(Host).where(and_(mine, opens)).values(open_at=now + gap))
    session.execute(update(Host).where(mine).values(lease_token=None, leased_until=None))
    session.execute(delete(Host).where(Host.lease_token.is_(None), Host.open_at < now - FORGET_AFTER))


def clear_leases(session: Session) -> None:
    """Give back every host: only when this process is known to be the only one."""
    session.execute(update(Host).values(lease_token=None, leased_until=None))


def busy_hosts(session: Session, now: datetime) -> set[str]:
    """The hosts that nobody may take now: some crawl holds them, or they are shut."""
    return set(session.scalars(select(Host.host).where(or_(Host.leased_until >= now, Host.open_at > now))))


def hosts_shut_beyond(session: Session, moment: datetime) -> dict[str, datetime]:
    """The hosts that stay shut until after `moment`, and when they open."""
    rows = session.execute(select(Host.host, Host.open_at).where(Host.open_at > moment))
    return {host: opens for host, opens in rows if opens}
