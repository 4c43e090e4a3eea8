"""What is polled and when: the catalogue, reading lists of news, identity of entries, health of sources.

`queries` is the only module here that knows SQL; `parsing` is pure and runs in worker processes.
"""

from crawler.sources.catalogue import catalogue
from crawler.sources.parsing import parse_list, sniff_kind
from crawler.sources.queries import (
    SourceExistsError,
    SourceInvalidError,
    add_source,
    ailing_sources,
    count_due_entries,
    count_due_sources,
    count_sources,
    count_sources_read,
    due_entries,
    due_sources,
    make_due,
    put_off,
    record_fetch_failure,
    record_poll,
    remove_source,
    source_by_slug,
    sources,
)
from crawler.sources.source import (
    FEEDS,
    FetchTask,
    NotAListError,
    PollOutcome,
    PollTask,
    SourceHealth,
    SourceKind,
    SourceSpec,
    StoredSource,
)

__all__ = [
    "FEEDS",
    "FetchTask",
    "NotAListError",
    "PollOutcome",
    "PollTask",
    "SourceExistsError",
    "SourceHealth",
    "SourceInvalidError",
    "SourceKind",
    "SourceSpec",
    "StoredSource",
    "add_source",
    "ailing_sources",
    "catalogue",
    "count_due_entries",
    "count_due_sources",
    "count_sources",
    "count_sources_read",
    "due_entries",
    "due_sources",
    "make_due",
    "parse_list",
    "put_off",
    "record_fetch_failure",
    "record_poll",
    "remove_source",
    "sniff_kind",
    "source_by_slug",
    "sources",
]
