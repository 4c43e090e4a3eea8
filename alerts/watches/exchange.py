"""Watches in and out of files: CSV (name, kind, aliases, domains, exclusions), JSON, or a plain list of names."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from alerts.watches.watch import Watched, WatchFilters, WatchKind, WatchSpec

_COLUMNS = ("name", "kind", "aliases", "domains", "exclusions")
# Several values in one CSV cell are parted by this.
_SEPARATOR = "|"
# A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReadWatches:
    """What a file held: the watches, and for each row that could not be used one line that names it."""

    specs: tuple[WatchSpec, ...]
    problems: tuple[str, ...]


def read_watches(text: str) -> ReadWatches:
    """Read a file's text: JSON if it begins with [, CSV if its first line has a `name` column, else one name a line."""
    stripped = text.lstrip("\ufeff \r\n")
    if stripped.startswith("["):
        return _read_json(stripped)
    header = stripped.splitlines()[0].lower().split(",") if stripped else []
    if "name" in [column.strip() for column in header]:
        return _read_csv(stripped)
    names = dict.fromkeys(line.strip() for line in stripped.splitlines() if line.strip())
    return ReadWatches(tuple(WatchSpec(name) for name in names), ())


def _read_csv(text: str) -> ReadWatches:
    specs, problems = [], []
    for row in (reader := csv.DictReader(io.StringIO(text))):
        folded = {(key or "").strip().lower(): value or "" for key, value in row.items() if isinstance(value, str)}
        try:
            specs.append(_spec(folded | {key: _cells(folded.get(key, "")) for key in _COLUMNS[2:]}))
        except ValueError as error:
            problems.append(f"line {reader.line_num}: {error}")
    return ReadWatches(tuple(specs), tuple(problems))


def _cells(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_SEPARATOR) if part.strip()]


def _read_json(text: str) -> ReadWatches:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        return ReadWatches((), (f"line {error.lineno}: not JSON: {error.msg}",))
    specs, problems = [], []
    for number, row in enumerate(rows, 1):
        try:
            specs.append(_spec(row if isinstance(row, dict) else {"name": row}))
        except (ValueError, TypeError) as error:
            problems.append(f"item {number}: {error}")
    return ReadWatches(tuple(specs), tuple(problems))


def _spec(row: dict[str, Any]) -> WatchSpec:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"the name is {name!r}; expected the company's name")
    try:
        kind = WatchKind(row.get("kind") or WatchKind.COMPANY)
    except ValueError:
        raise ValueError(f"kind {row['kind']!r}; expected {', '.join(WatchKind)}") from None
    try:
        filters = WatchFilters.model_validate(row.get("filters") or {})
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"filters.{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    lists = {key: tuple(map(str, row.get(key) or ())) for key in _COLUMNS[2:]}
    return WatchSpec(name.strip(), kind, **lists, filters=filters)


def write_csv(watches: Iterable[Watched]) -> str:
    """The watches as CSV, readable by `read_watches`, inert in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for watch in watches:
        spec = watch.spec
        lists = (_SEPARATOR.join(values) for values in (spec.aliases, spec.domains, spec.exclusions))
        writer.writerow([_inert(cell) for cell in (spec.name, spec.kind, *lists)])
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_json(watches: Iterable[Watched]) -> str:
    """The watches as JSON, with their filters, readable by `read_watches`."""
    kept = ("name", "kind", "aliases", "domains", "exclusions", "filters")
    rows = [{key: watch.to_json()[key] for key in kept} for watch in watches]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
