"""The sources that come with the program: data in sources.csv, never code.

`default_on` marks those that a fresh installation polls; `full_text` says what the feed's items carry.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from crawler.sources.source import SourceKind, SourceSpec


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One source of the catalogue."""

    spec: SourceSpec
    default_on: bool
    full_text: str


def catalogue() -> Iterator[CatalogueRow]:
    """Every source of the catalogue."""
    text = (files(__package__) / "sources.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        spec = SourceSpec(
            slug=row["slug"],
            url=row["url"],
            publisher=row["publisher"],
            kind=SourceKind(row["kind"]),
            role=row["role"],
            language=row["language"] or None,
            region=row["region"] or None,
            country=row["country"] or None,
            poll_seconds=int(row["poll_minutes"]) * 60,
        )
        yield CatalogueRow(spec, row["default_on"] == "yes", row["full_text"])
