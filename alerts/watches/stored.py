"""The database's watches, however many, ready for developments without reading more than a few of them."""

from collections.abc import Iterable

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from alerts.watches.keys import asked_keys
from alerts.watches.matching import Matcher, RoundFacts, SectorWords
from alerts.watches.queries import rekey_stale_watches, sector_mark, sector_watches, watches_found_by
from crawler.database import one_at_a_time, writing

log = structlog.get_logger()

# Watches in one transaction: the write lock is held for some 50 ms.
_REKEYED_AT_ONCE = 500


class StoredWatches:
    """Watches looked up by key in the database. Only sector words are held in memory, for as long as they hold.

    Keep one for the life of the process; it is for one thread at a time.
    """

    def __init__(self) -> None:
        self._mark: str | None = None
        self._sector_words = SectorWords(())

    def matcher(self, session: Session, facts: Iterable[RoundFacts]) -> Matcher:
        """A matcher that says of these developments what one of all watches would say."""
        # The mark before the words: words that change in between are read again next time.
        mark = sector_mark(session)
        if mark != self._mark:
            self._sector_words, self._mark = SectorWords(sector_watches(session)), mark
        keys = set().union(*map(asked_keys, facts))
        return Matcher(watches_found_by(session, keys), sector_words=self._sector_words)


def rekey_watches(engine: Engine) -> None:
    """Write the keys that another release left behind, or none did. At once when all are of this release.

    In small transactions: killed in between, it goes on where it was, and until then stale watches are found anyway.
    """
    count = 0
    while True:
        with writing(engine) as session:
            one_at_a_time(session, "rekey watches")
            done = rekey_stale_watches(session, _REKEYED_AT_ONCE)
        if not done:
            break
        count += done
    if count:
        log.info("watches.rekeyed", count=count)
