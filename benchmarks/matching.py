"""A million watched names against an article: kept keys in a SQLite file, beside an automaton of all names in memory.

The two do not answer quite the same question: ours compares the names that detection read, the automaton finds names
anywhere in the text. It is what one would build instead, and the cost for which the keys are kept.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from sqlalchemy import Engine, insert

from alerts.watches import RoundFacts, Watched
from alerts.watches.stored import StoredWatches, rekey_watches
from alerts.watches.tables import Watch
from benchmarks.measure import Compared, compare
from benchmarks.names import articles, watched_names
from crawler.database import migrate, open_engine, reading, writing

NAMES = 1_000_000
SECTORS = 5_000
# So many that their names are not still in `company_key`'s cache when the next round begins.
ARTICLES = 1_500
# As many as one fan-out takes.
TOGETHER = 50


def matching() -> Iterator[Compared]:
    """Start with a million names, then one article at a time, then as fan-out takes them."""
    watches = list(watched_names(NAMES, SECTORS))
    facts = articles(watches, ARTICLES)
    names = [name.casefold() for watch in watches for name in (watch.spec.name, *watch.spec.aliases)]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'watches.db'}")
        migrate(engine)
        _fill(engine, watches)
        del watches
        yield from _measured(engine, names, facts)
        engine.dispose()


def _fill(engine: Engine, watches: list[Watched]) -> None:
    rows = [
        asdict(watch.spec)
        | {"id": watch.id, "filters": watch.spec.filters.model_dump(mode="json"), "added_at": watch.added_at}
        for watch in watches
    ]
    with writing(engine) as session:
        session.execute(insert(Watch), rows)
    rekey_watches(engine)


def _measured(engine: Engine, names: list[str], facts: list[RoundFacts]) -> Iterator[Compared]:
    count = f"{len(names):,} names"
    began = time.process_time()
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    built = time.process_time()
    stored = _started(engine)
    yield Compared(
        f"start on {count}", 1000 * (time.process_time() - built), "automaton, built", 1000 * (built - began)
    )

    def in_text(one: RoundFacts) -> int:
        text = one.text.casefold()
        found = automaton.find_matches_as_indexes(text)
        return sum(not (text[a - 1 : a].isalnum() or text[b : b + 1].isalnum()) for _, a, b in found)

    # Fan-out has its transaction in any case, so opening one is not part of matching.
    with reading(engine) as session:

        def ours(some: list[RoundFacts]) -> int:
            matcher = stored.matcher(session, some)
            return sum(len(matcher.matches(one)) for one in some)

        for size in (1, TOGETHER):
            batches = [facts[start : start + size] for start in range(0, len(facts), size)]
            each = compare("", batches, ours, "", lambda some: list(map(in_text, some)))
            yield Compared(
                f"article against {count}, {size} at a time",
                each.ours_ms / size,
                "automaton, over the text",
                each.peer_ms / size,
            )


def _started(engine: Engine) -> StoredWatches:
    """What the service does about watches before its first article."""
    rekey_watches(engine)
    stored = StoredWatches()
    with reading(engine) as session:
        stored.matcher(session, ())
    return stored
