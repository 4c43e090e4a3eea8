"""Watches looked up by key: the same answers as reading them all, whatever was killed, rolled back or left behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, func, select, text, update
from sqlalchemy.orm import Session

from alerts.detection.mention import Certainty, InvestorRole, Kind, Status
from alerts.digests.queries import add_subscription, subscription_by_name
from alerts.digests.subscription import Frequency, SubscriptionSpec
from alerts.watches import Match, Matcher, RoundFacts, WatchFilters, WatchKind, WatchSpec
from alerts.watches.keys import RULES
from alerts.watches.queries import add_watch, remove_watch, watches
from alerts.watches.stored import StoredWatches, rekey_watches
from alerts.watches.tables import Watch, WatchKey
from crawler.database import alembic_config, migrate, reading, writing

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BEFORE_KEYS = "1a44ee87d56b"


def about(*names: str, investors: tuple[str, ...] = (), text: str = "", links: tuple[str, ...] = ()) -> RoundFacts:
    backing = tuple((name, InvestorRole.LEAD) for name in investors)
    return RoundFacts(
        names, backing, Kind.EQUITY, Status.ANNOUNCED, Certainty.COMPANY, None, 1e6, "USD", text=text, links=links
    )


def add(session: Session, *specs: WatchSpec) -> None:
    for spec in specs:
        add_watch(session, spec, now=NOW)


def found(session: Session, facts: RoundFacts, stored: StoredWatches | None = None) -> list[str]:
    return [m.watch.spec.name for m in (stored or StoredWatches()).matcher(session, [facts]).matches(facts)]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("watched", "named"),
    [
        ("Straße Labs", "STRASSE LABS GmbH"),
        ("İzmir Robotik", "i̇zmir robotik A.Ş."),
        ("L'Orme Santé", "L’Orme Sante S.A."),
        ("商湖科技", "商湖科技"),
        ("The Quay & Sons, Ltd.", "Quay and Sons"),
        ("ﬁnley", "FINLEY, Inc."),
        ("K" * 5_000, "K" * 5_000),
    ],
)
def test_a_company_is_found_however_it_is_written(engine: Engine, watched: str, named: str) -> None:
    with writing(engine) as session:
        add(session, WatchSpec("Somebody Else"), WatchSpec("x", aliases=(watched,)))
        assert found(session, about(named)) == ["x"]


def test_investors_sites_and_sector_words_are_found(engine: Engine) -> None:
    with writing(engine) as session:
        add(
            session,
            WatchSpec("Quay Partners", WatchKind.INVESTOR),
            WatchSpec("Acme", domains=("www.acme.example",)),
            WatchSpec("tidal power", WatchKind.SECTOR),
            WatchSpec("Nobody"),
        )
        facts = about(
            "Acme Tidal", investors=("Quay Partners LLC",), text="On Tidal power.", links=("https://acme.example/a?b",)
        )
        assert found(session, facts) == ["Quay Partners", "Acme", "tidal power"]


# Few pieces, so that names meet; each is one that folding treats in its own way.
PIECES = ["acme", "ACME", "straße", "STRASSE", "İo", "i̇o", "o’neil", "o'neil", "商湖", "科技", "é", "e\u0301", "the", "&", "and"]  # fmt: skip
FORMS = ["", ", Inc.", " GmbH & Co. KG", " Ltd", "株式会社", " S.A.", "!"]
names = st.builds(
    lambda words, form: " ".join(words) + form,
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3),
    st.sampled_from(FORMS),
).filter(lambda name: any(map(str.isalnum, name)))
hosts = st.sampled_from(["acme.example", "www.acme.example", "STRASSE.example", "xn--strae-oqa.example"])
specs = st.builds(
    WatchSpec,
    names,
    st.sampled_from(WatchKind),
    st.lists(names, max_size=2).map(tuple),
    st.lists(hosts, max_size=2).map(tuple),
    st.lists(names, max_size=1).map(tuple),
    st.sampled_from([WatchFilters(), WatchFilters(min_amount=5e6), WatchFilters(statuses=(Status.DENIED,))]),
)
developments = st.builds(
    lambda own, investors, text, links: RoundFacts(
        tuple(own), tuple(investors), Kind.EQUITY, Status.ANNOUNCED, Certainty.COMPANY, None, 1e6, "USD", text, links
    ),
    st.lists(names, max_size=2),
    st.lists(st.tuples(names, st.sampled_from(InvestorRole)), max_size=3),
    st.lists(names, max_size=4).map(", ".join),
    st.lists(st.builds("https://{}/{}".format, hosts, st.integers(0, 1)) | st.just("http://["), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(specs, max_size=12, unique_by=lambda spec: spec.name), st.lists(developments, max_size=4), st.data())
def test_the_answers_are_those_of_a_matcher_of_all_watches(
    sqlite_engine: Engine, specs: list[WatchSpec], developments: list[RoundFacts], data: st.DataObject
) -> None:
    with Session(sqlite_engine) as session:
        add(session, *specs)
        everything = watches(session)
        if everything:
            # Some are off, some were kept by another release, whose keys are not ours.
            off = data.draw(st.sets(st.sampled_from([watch.id for watch in everything])))
            session.execute(update(Watch).where(Watch.id.in_(off)).values(enabled=False))
            stale = data.draw(st.sets(st.sampled_from([watch.id for watch in everything])))
            session.execute(update(Watch).where(Watch.id.in_(stale)).values(keyed_by="another release"))
            session.execute(update(WatchKey).where(WatchKey.watch_id.in_(stale)).values(key=WatchKey.key + "?"))
            session.expire_all()
        plain = Matcher(watches(session))
        stored = StoredWatches().matcher(session, developments)
        for one in developments:
            assert list(map(shown, stored.matches(one))) == list(map(shown, plain.matches(one)))
        session.rollback()


def shown(match: Match) -> tuple[int, str, str | None]:
    return match.watch.id, match.on, match.withheld


def test_two_questions_are_asked_of_the_database_however_many_are_watched(engine: Engine) -> None:
    with writing(engine) as session:
        add(session, *(WatchSpec(f"Company {n}") for n in range(50)), WatchSpec("fusion", WatchKind.SECTOR))
    stored = StoredWatches()
    with reading(engine) as session:
        assert found(session, about("Company 7", text="Fusion!"), stored) == ["Company 7", "fusion"]
    with reading(engine) as session, counted(engine) as statements:
        assert found(session, about("Company 8", text="Fusion!"), stored) == ["Company 8", "fusion"]
    assert len(statements) == 2


def test_sector_words_are_read_again_when_one_was_added_removed_or_rolled_back(engine: Engine) -> None:
    stored, facts = StoredWatches(), about("Acme", text="Fusion, fission and tides.")
    with writing(engine) as session:
        add(session, WatchSpec("fusion", WatchKind.SECTOR))
        assert found(session, facts, stored) == ["fusion"]
    with reading(engine) as session:
        add(session, WatchSpec("tides", WatchKind.SECTOR))
        assert found(session, facts, stored) == ["fusion", "tides"]
        session.rollback()
    with writing(engine) as session:
        add(session, WatchSpec("fission", WatchKind.SECTOR))
    with reading(engine) as session:
        assert found(session, facts, stored) == ["fusion", "fission"]
    with writing(engine) as session:
        remove_watch(session, "fusion")
    with reading(engine) as session:
        assert found(session, facts, stored) == ["fission"]


def test_a_watch_and_its_keys_come_and_go_together(engine: Engine) -> None:
    with reading(engine) as session:
        add(session, WatchSpec("Acme"))
        session.rollback()
    assert keys(engine) == []
    with writing(engine) as session:
        add(session, WatchSpec("Acme", aliases=("Acme Inc.", "Apex")), WatchSpec("Bolt", domains=("bolt.example",)))
    assert keys(engine) == ["acme", "apex", "bolt", "bolt.example"]
    with writing(engine) as session:
        remove_watch(session, "Acme")
    assert keys(engine) == ["bolt", "bolt.example"]


def keys(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.scalars(select(WatchKey.key)))


def test_watches_of_an_older_release_are_found_before_and_after_they_are_keyed(engine: Engine) -> None:
    spec = SubscriptionSpec("me", "email", "me@example.org", Frequency.IMMEDIATE, "UTC", watches=("Acme",))
    with writing(engine) as session:
        add(session, WatchSpec("Acme"), WatchSpec("fusion", WatchKind.SECTOR))
        add_subscription(session, spec, now=NOW)
    command.downgrade(alembic_config(engine), BEFORE_KEYS)
    migrate(engine)
    assert keys(engine) == []
    facts = about("ACME, Inc.", text="Fusion.")
    with reading(engine) as session:
        assert found(session, facts) == ["Acme", "fusion"]
        kept = subscription_by_name(session, "me")
        assert kept is not None
        assert kept.spec.watches == ("Acme",)
    rekey_watches(engine)
    assert keys(engine) == ["acme"]
    with reading(engine) as session:
        assert found(session, facts) == ["Acme", "fusion"]


_KILLED_AT_THE_THIRD_COMMIT = """
import os, signal, sys
from itertools import count
from sqlalchemy import event
from alerts.watches.stored import rekey_watches
from crawler.database import open_engine
engine, commits = open_engine(sys.argv[1]), count(1)
event.listen(engine, "commit", lambda _: next(commits) == 3 and os.kill(os.getpid(), signal.SIGKILL))
rekey_watches(engine)
"""


def test_keying_that_is_killed_in_between_goes_on_where_it_was(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        add(session, *(WatchSpec(f"Company {n}") for n in range(1_300)))
        session.execute(text("DELETE FROM watch_keys"))
        session.execute(update(Watch).values(keyed_by=None))
    url = sqlite_engine.url.render_as_string()
    killed = subprocess.run([sys.executable, "-c", _KILLED_AT_THE_THIRD_COMMIT, url], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert keyed(sqlite_engine) == len(keys(sqlite_engine)) == 1_000
    with reading(sqlite_engine) as session:
        assert [found(session, about(f"Company {n}")) for n in (0, 1_299)] == [["Company 0"], ["Company 1299"]]
    rekey_watches(sqlite_engine)
    assert keyed(sqlite_engine) == len(keys(sqlite_engine)) == 1_300


def keyed(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).where(Watch.keyed_by == RULES)) or 0


def test_more_names_than_a_statement_takes_are_asked_for_in_parts(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        add(session, WatchSpec("Company 0"), WatchSpec("Company 39999"))
        assert found(session, about(*(f"Company {n}" for n in range(40_000)))) == ["Company 0", "Company 39999"]
