"""What the database says is due: the one answer to "is there anything to do now?"."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from alerts.digests.composing import due_at
from alerts.digests.queries import subscriptions
from alerts.outbox.queries import count_deliveries_due, count_to_fan_out
from alerts.rounds.queries import count_unresolved
from crawler.archive import count_unread
from crawler.database import reading
from crawler.sources import count_due_entries, count_due_sources


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much of each kind of work is due at one instant."""

    sources_to_poll: int
    entries_to_fetch: int
    pages_to_read: int
    mentions_to_resolve: int
    developments_to_fan_out: int
    digests_to_compose: int
    deliveries_to_send: int

    @property
    def empty(self) -> bool:
        """Is nothing at all due?"""
        return not any(asdict(self).values())

    @property
    def crawled(self) -> bool:
        """Is everything that comes before digests done?"""
        return not any(
            (
                self.sources_to_poll,
                self.entries_to_fetch,
                self.pages_to_read,
                self.mentions_to_resolve,
                self.developments_to_fan_out,
            )
        )


def backlog(engine: Engine, now: datetime, *, grouping_wait: timedelta) -> Backlog:
    """What is due at `now`."""
    with reading(engine) as session:
        return Backlog(
            sources_to_poll=count_due_sources(session, now),
            entries_to_fetch=count_due_entries(session, now),
            pages_to_read=count_unread(session),
            mentions_to_resolve=count_unresolved(session),
            developments_to_fan_out=count_to_fan_out(session),
            digests_to_compose=sum(
                due_at(session, one, now, grouping_wait) is not None for one in subscriptions(session)
            ),
            deliveries_to_send=count_deliveries_due(session, now),
        )
