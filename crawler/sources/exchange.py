"""Sources in and out of files: OPML, CSV, JSON. Nothing is dropped silently: each row that cannot be used is named."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from crawler.sources.source import SourceKind, SourceSpec
from crawler.sources.urls import is_fetchable

_COLUMNS = tuple(field.name for field in fields(SourceSpec))
MAX_OPML_DEPTH = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReadSources:
    """What a file held: the sources, and for each row that could not be used one line that names it."""

    specs: tuple[SourceSpec, ...]
    problems: tuple[str, ...]


def read_sources(text: str) -> ReadSources:
    """Read a file's text: OPML if it begins with <, JSON with [, else CSV with a `url` column or one URL a line."""
    stripped = text.lstrip("\ufeff \r\n\t")
    if stripped.startswith("<"):
        return _read_opml(stripped)
    if stripped.startswith("["):
        return _read_json(stripped)
    return _read_csv(stripped)


def _read_opml(text: str) -> ReadSources:
    try:
        root = fromstring(text.encode("utf-8"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        return ReadSources((), (f"not OPML that can be read: {error or type(error).__name__}",))
    rows: list[tuple[str, dict[str, Any]]] = []
    problems: list[str] = []
    # A stack of our own: a file nested 500 deep must not be our recursion.
    waiting = [(element, 1) for element in reversed(root.findall("./body/outline"))]
    while waiting:
        element, depth = waiting.pop()
        name = element.get("title") or element.get("text") or element.get("xmlUrl") or "?"
        if depth > MAX_OPML_DEPTH:
            problems.append(f"outline {name!r}: nested deeper than {MAX_OPML_DEPTH}; it and what it holds are left out")
            continue
        if element.get("xmlUrl"):
            kind = {"atom": "atom"}.get((element.get("type") or "").lower(), "rss")
            rows.append((f"outline {name!r}", {"url": element.get("xmlUrl"), "publisher": name, "kind": kind}))
        waiting += [(child, depth + 1) for child in reversed(element.findall("./outline"))]
    return _collected(rows, problems)


def _read_json(text: str) -> ReadSources:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        return ReadSources((), (f"not JSON: {error}",))
    rows = [(f"item {number}", row if isinstance(row, dict) else {"url": row}) for number, row in enumerate(found, 1)]
    return _collected(rows, [])


def _read_csv(text: str) -> ReadSources:
    header = text.splitlines()[0].lower() if text else ""
    if "url" not in [column.strip() for column in header.split(",")]:
        lines = enumerate(text.splitlines(), 1)
        return _collected([(f"line {number}", {"url": line.strip()}) for number, line in lines if line.strip()], [])
    reader = csv.DictReader(io.StringIO(text))
    rows = [
        (f"line {reader.line_num}", {(key or "").strip().lower(): value for key, value in row.items() if value})
        for row in reader
    ]
    return _collected(rows, [])


def _collected(rows: Iterable[tuple[str, dict[str, Any]]], problems: list[str]) -> ReadSources:
    specs: dict[str, SourceSpec] = {}
    for where, row in rows:
        try:
            spec = _spec(row)
        except (ValueError, TypeError) as error:
            problems.append(f"{where}: {error}")
            continue
        if spec.slug in specs:
            problems.append(f"{where}: a source called {spec.slug!r} stands above already")
            continue
        specs[spec.slug] = spec
    return ReadSources(tuple(specs.values()), tuple(problems))


def _spec(row: dict[str, Any]) -> SourceSpec:
    url = str(row.get("url") or "").strip()
    if not is_fetchable(url):
        raise ValueError(f"{url[:200]!r} is not an http or https address")
    try:
        kind = SourceKind(row.get("kind") or SourceKind.RSS)
    except ValueError:
        raise ValueError(f"kind {row['kind']!r}; expected {', '.join(SourceKind)}") from None
    seconds = row.get("poll_seconds")
    try:
        poll_seconds = int(seconds) if seconds else None
    except ValueError:
        raise ValueError(f"poll_seconds {seconds!r}; expected a whole number of seconds") from None
    text = {name: str(row[name]).strip() for name in ("role", "language", "region", "country") if row.get(name)}
    publisher = str(row.get("publisher") or urlsplit(url).hostname)
    return SourceSpec(str(row.get("slug") or slug_of(url)), url, publisher, kind, poll_seconds=poll_seconds, **text)


def slug_of(url: str) -> str:
    """A name for a source that has none: from its address, in lower case, with dashes."""
    parts = urlsplit(url)
    words = f"{(parts.hostname or '').removeprefix('www.')} {parts.path} {parts.query}"
    if parts.port:
        words = f"{parts.hostname} {parts.port} {parts.path} {parts.query}"
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return re.sub(r"-(feed|rss|atom|xml|index)(?=-|$)", "", slug)[:80].strip("-") or "source"


def write_opml(specs: Iterable[SourceSpec]) -> str:
    """The sources as OPML 2.0, as any feed reader takes it."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Roundwatch's sources"
    body = SubElement(root, "body")
    for spec in specs:
        kind = "atom" if spec.kind is SourceKind.ATOM else "rss"
        SubElement(body, "outline", type=kind, text=spec.publisher, title=spec.publisher, xmlUrl=spec.url)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def write_csv(specs: Iterable[SourceSpec]) -> str:
    """The sources as CSV, readable by `read_sources`, inert in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for spec in specs:
        cells = ("" if value is None else str(value) for value in asdict(spec).values())
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def write_json(specs: Iterable[SourceSpec]) -> str:
    """The sources as JSON, readable by `read_sources`."""
    return json.dumps([asdict(spec) for spec in specs], ensure_ascii=False, indent=1) + "\n"
