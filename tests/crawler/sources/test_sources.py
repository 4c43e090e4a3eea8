"""Sources in the database: identity of entries, due times, failures, baseline; and files in and out."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from crawler.database import reading, writing
from crawler.sources import (
    PollOutcome,
    SourceExistsError,
    SourceInvalidError,
    SourceKind,
    SourceSpec,
    add_source,
    ailing_sources,
    catalogue,
    due_entries,
    due_sources,
    record_fetch_failure,
    record_poll,
    remove_source,
    source_by_slug,
)
from crawler.sources.exchange import read_sources, write_csv, write_json, write_opml
from crawler.sources.health import backoff
from crawler.sources.source import FEEDS, ListedEntry, StoredSource

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SPEC = SourceSpec("wire", "http://example.org/feed", "The Wire", poll_seconds=600)


def add(engine: Engine, spec: SourceSpec = SPEC) -> StoredSource:
    with writing(engine) as session:
        return add_source(session, spec, now=NOW, default_poll_seconds=1800)


def listed(number: int, published: datetime | None = None, host: str = "example.org") -> ListedEntry:
    url = f"http://{host}/{number}"
    return ListedEntry(f"{host}-{number}", url, url, f"Title {number}", "", published)


def poll(engine: Engine, source: StoredSource, outcome: PollOutcome, now: datetime = NOW) -> int:
    with writing(engine) as session:
        return record_poll(session, outcome, now=now, jitter=Random(1))


def ok(source: StoredSource, *entries: ListedEntry) -> PollOutcome:
    return PollOutcome(source.id, 200, entries=entries, etag='"1"', body_hash="h")


def test_an_entry_is_new_once_whatever_the_order_and_however_often_it_is_listed(engine: Engine) -> None:
    source = add(engine)
    assert poll(engine, source, ok(source, listed(1), listed(2))) == 2
    assert poll(engine, source, ok(source, listed(2), listed(3), listed(1))) == 1
    assert poll(engine, source, ok(source, listed(3))) == 0


def test_a_page_that_two_sources_list_is_fetched_once(engine: Engine) -> None:
    one, other = add(engine), add(engine, SourceSpec("other", "http://other.example/feed", "Other"))
    poll(engine, one, ok(one, listed(1)))
    poll(engine, other, ok(other, listed(1)))
    with reading(engine) as session:
        assert len(due_entries(session, now=NOW, limit=9)) == 1


def test_validators_are_kept_only_with_a_whole_body(engine: Engine) -> None:
    source = add(engine)
    broken = PollOutcome(source.id, 200, error="it broke off", entries=(listed(1),), etag='"cut"', body_hash="cut")
    assert poll(engine, source, broken) == 1
    with reading(engine) as session:
        [task] = due_sources(session, FEEDS, now=NOW + timedelta(days=1), limit=9)
    assert (task.etag, task.body_hash) == (None, None)


def test_an_unchanged_poll_keeps_the_validators(engine: Engine) -> None:
    source = add(engine)
    poll(engine, source, ok(source, listed(1)))
    poll(engine, source, PollOutcome(source.id, 304))
    with reading(engine) as session:
        [task] = due_sources(session, FEEDS, now=NOW + timedelta(days=1), limit=9)
    assert task.etag == '"1"'


def test_old_entries_of_a_first_poll_are_a_baseline_and_new_ones_are_not(engine: Engine) -> None:
    from sqlalchemy import select

    from crawler.sources.tables import Entry

    source = add(engine)
    fresh, old = listed(1, NOW + timedelta(minutes=1)), listed(2, NOW - timedelta(days=3))
    poll(engine, source, ok(source, fresh, old, listed(3)))
    poll(engine, source, ok(source, listed(4)))
    with reading(engine) as session:
        found = dict(session.execute(select(Entry.identity, Entry.baseline)).all())
    assert [found[f"example.org-{n}"] for n in (1, 2, 3, 4)] == [False, True, True, False]


def test_a_failing_source_is_named_with_what_is_wrong_since_when_and_left_alone_longer(engine: Engine) -> None:
    source = add(engine)
    for minutes in (0, 30, 90):
        failure = PollOutcome(source.id, 404, error="404 Not Found")
        poll(engine, source, failure, NOW + timedelta(minutes=minutes))
    with reading(engine) as session:
        [health] = ailing_sources(session)
        stored = source_by_slug(session, "wire")
    assert (health.problem, health.since) == ("404 Not Found", NOW)
    assert stored is not None
    assert stored.next_poll_at - (NOW + timedelta(minutes=90)) >= timedelta(seconds=600 * 8)
    poll(engine, source, ok(source))
    with reading(engine) as session:
        assert ailing_sources(session) == []


def test_the_back_off_is_bounded_and_honours_retry_after_up_to_a_day() -> None:
    chance = Random(1)
    assert backoff(600, 30, None, chance) <= timedelta(hours=6.6)
    assert timedelta(hours=9) <= backoff(600, 1, timedelta(hours=9), chance) <= timedelta(hours=9.9)
    assert backoff(600, 1, timedelta(days=365), chance) <= timedelta(hours=26.4)


def test_a_source_is_kept_once_and_must_be_of_the_web(engine: Engine) -> None:
    add(engine)
    with pytest.raises(SourceExistsError, match="wire"):
        add(engine, SourceSpec("again", SPEC.url, "x"))
    with pytest.raises(SourceInvalidError, match="file:///etc/passwd"):
        add(engine, SourceSpec("x", "file:///etc/passwd", "x"))


def test_the_catalogue_is_whole() -> None:
    rows = list(catalogue())
    assert len(rows) > 100
    assert len({row.spec.slug for row in rows}) == len({row.spec.url for row in rows}) == len(rows)
    assert 30 < sum(row.default_on for row in rows) < 60


def test_what_is_written_is_read_again() -> None:
    specs = [
        SPEC,
        SourceSpec("b", "https://b.example/?a=1&b=2", "B & Co", SourceKind.ATOM, "funding", "de", None, "DE"),
    ]
    assert list(read_sources(write_json(specs)).specs) == specs
    assert list(read_sources(write_csv(specs)).specs) == specs
    assert [spec.url for spec in read_sources(write_opml(specs)).specs] == [spec.url for spec in specs]


def test_a_file_with_broken_rows_gives_the_others_and_names_those() -> None:
    text = "slug,url,kind,poll_seconds\na,http://a.example/,rss,\nb,file:///etc/passwd,rss,\nc,http://c.example/,fax,\nd,http://d.example/,rss,soon\n"
    read = read_sources(text)
    assert [spec.slug for spec in read.specs] == ["a"]
    assert [problem.split(":")[0] for problem in read.problems] == ["line 3", "line 4", "line 5"]


def test_an_opml_file_made_to_hurt_is_refused_by_name() -> None:
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><opml><body><outline text="&e;" xmlUrl="http://a/"/></body></opml>'
    assert read_sources(entity).specs == ()
    assert read_sources(entity).problems
    deep = (
        "<opml><body>"
        + '<outline text="x">' * 500
        + '<outline text="y" xmlUrl="http://a.example/"/>'
        + "</outline>" * 500
        + "</body></opml>"
    )
    assert "nested deeper" in read_sources(deep).problems[0]


def test_what_comes_back_for_a_source_that_was_removed_meanwhile_is_dropped(engine: Engine) -> None:
    source = add(engine)
    poll(engine, source, ok(source, listed(1)))
    with reading(engine) as session:
        [task] = due_entries(session, now=NOW, limit=9)
    with writing(engine) as session:
        assert remove_source(session, "wire")
    assert poll(engine, source, ok(source, listed(2))) == 0
    with writing(engine) as session:
        record_fetch_failure(session, task.entry_id, "404", permanent=True, retry_after=None, attempts=4, now=NOW)
    with reading(engine) as session:
        assert due_entries(session, now=NOW, limit=9) == []
