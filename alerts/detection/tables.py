"""Tables of rounds, as weekly round-ups print them: rows found by their header, whatever extraction made of the cells.

Three forms arrive: a line for each cell, cells parted by "|" or tabs, and rows flattened into plain lines. In all of
them a header names the columns; a row is believed when its sum's cell holds a sum, a dash or "undisclosed".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from alerts.detection.dates import day_in
from alerts.detection.lexicon import LEXICON, Tag
from alerts.detection.mention import (
    Amount,
    Certainty,
    Company,
    Dates,
    Investor,
    InvestorRole,
    Kind,
    Mention,
    Qualifier,
    Scope,
    Span,
    Status,
    Temporality,
    Valuation,
    evidence_of_each,
)
from alerts.detection.money import Money, sums
from alerts.detection.series import SERIES, series_of

_COLUMNS = (
    ("date", r"date|announced(?: on)?"),
    ("company", r"(?:company|start-?up|firm|brand)?(?: ?name)|company|start-?up|firm|brand|recipient"),
    ("sector", r"sector|industry|vertical|category|segment|theme|what it does|description|business"),
    ("subsector", r"sub-?sector|sub-?category"),
    ("model", r"business model|model|b2b/b2c"),
    ("place", r"place|city|country|location|hq|headquarters|region|based in"),
    ("amount", r"(?:funding |deal |round |investment )*(?:size|amount|sum|raised|value)(?: \([^)]{1,12}\))?|(?:amount|money|cash|capital) raised|funding(?: \([^)]{1,12}\))?"),
    ("stage", r"(?:funding )?(?:round|deal)(?: type| stage)?|funding round type|stage|type|series|round type|funding (?:round|type|stage)"),
    ("lead", r"lead(?:ing)? investors?(?:\(s\))?|lead(?: backers?)?|led by"),
    ("investors", r"(?:key |other |participating )?(?:investors?|backers?)(?:\(s\))?|investor names?"),
    ("valuation", r"(?:(?:pre|post)[- ]money )?valuation(?: \([^)]{1,12}\))?|(?:pre|post)[- ]money"),
    ("other", r"use of (?:funds|proceeds)|founders?|source|#|no\.?|website|status|notes?"),
)  # fmt: skip
_HEADER = tuple((name, re.compile(rf"\W{{0,4}}(?:{pattern})\W{{0,3}}", re.IGNORECASE)) for name, pattern in _COLUMNS)
# One look for all columns: nearly no cell is a header's.
_ANY_HEADER = re.compile(rf"\W{{0,4}}(?:{'|'.join(pattern for _, pattern in _COLUMNS)})\W{{0,3}}", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")
_DATE = re.compile(
    r"\s*(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,?(?: (?:19|20)\d\d)?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, (?:19|20)\d\d)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?=\s|$)"
)
_NONE = re.compile(r"\s*(?:[-–—]{1,3}|n/?a|un-?disclosed|not disclosed|unknown|nil|tbd)\s*", re.IGNORECASE)
_STAGE = re.compile(
    r"(?i:(?:pre-?)?series [a-k]\d?\+?|pre-?seed|seed|angel|bridge|debt|grant|equity|venture|strategic|extension|pre-?ipo|growth|convertible(?: note)?)(?![\w])"
)
# How often a row of such a table proved right on the labelled round-ups; see docs/detection.md.
CONFIDENCE = 0.95
MAX_CELL = 400
MAX_HEADER = 200
MAX_COLUMNS = 14
MAX_ROWS = 200
MAX_LINES = 10_000
"""Of one article, in which tables are looked for; no list of rounds has as many."""
_SHORT = 40
"""Characters of a column's name, or of a sum's cell."""
_MOST_UNREAD = 4
"""Rows of a table that may go unread one after another; behind more of them it has ended."""
_LEAST_PIPES = 6
"""Signs that the smallest table in pipes has."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; offsets count in the article's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table of rounds. `money` counts its offsets in the amount's cell."""

    start: int
    end: int
    company: Cell
    amount: Cell | None
    money: Money | None
    stage: Cell | None
    investors: Cell | None
    lead: Cell | None
    date: Cell | None = None
    valuation: Cell | None = None


def table_rows(text: str, country: str | None) -> list[TableRow]:
    """Every row of every table of rounds in an article."""
    lines = list(islice(_lines(text), MAX_LINES))
    rows: list[TableRow] = []
    at = 0
    unread = {line.start for line in _of_no_rounds(lines)}
    lines = [line for line in lines if line.start not in unread]
    while at < len(lines) and len(rows) < MAX_ROWS:
        # A header's line, or its first cell, is short.
        if len(lines[at].text) > MAX_HEADER:
            at += 1
            continue
        found, at = _table_at(lines, at, country)
        rows.extend(found)
    return rows or _list_rows(lines, country)


def lines_of_no_rounds(text: str) -> list[Span]:
    """Where the rows of piped tables stand whose header tells of no round: what the companies are worth, or earn."""
    if text.count("|") < _LEAST_PIPES:
        return []
    lines = [line for line in _lines(text) if "|" in line.text]
    return [(line.start, line.end) for line in _of_no_rounds(lines)]


def _lines(text: str) -> Iterator[Cell]:
    for match in _LINE.finditer(text):
        inner = match[0].strip()
        if inner:
            start = text.index(inner, match.start())
            yield Cell(inner, start, start + len(inner))


_OTHER_SUMS = re.compile(
    r"\b(?:total|to date|revenues?|turnover|sales|worth|market cap|valuation|(?:pre|post)[- ]money)\b", re.IGNORECASE
)


def _of_no_rounds(lines: Sequence[Cell]) -> Iterator[Cell]:
    """The rows below a header in pipes that names the companies and other sums than a round's."""
    width = 0
    for line in lines:
        if line.text.count("|") < 2 or len(line.text) > MAX_CELL:
            width = 0
            continue
        cells = _parted(line)
        columns = {_column(cell) for cell in cells}
        if "company" in columns:
            others = not columns & {"amount", "stage"} and any(_OTHER_SUMS.search(cell.text) for cell in cells)
            width = len(cells) if others else 0
        elif width and len(cells) == width:
            yield line
        else:
            width = 0


# "Acme (Leeds, peat maps): $6m seed, Wellspring": three such lines in a row are a list of rounds.
_ENTRY = re.compile(
    r"[\W\d]{0,6}(?P<name>[^\W_][^:(,|\n–—]{0,40}?)\s*(?:\([^()\n]{1,60}\))?\s*(?::|\s[–—-]\s|\s\|\s|,)\s*(?:(?:raised|raises|secured|secures|an?)\s+)?(?P<sum>.{0,30})"
)
_LED_BY = re.compile(r"\bled by (?P<names>[^.;]{2,120})", re.IGNORECASE)
_FROM = re.compile(r"(?:\bfrom|\bbacked by|,)\s+(?P<names>[^.;]{2,160})", re.IGNORECASE)
_KEPT_BACK = re.compile(r"(?:an? )?(?:un-?disclosed|not disclosed)(?: (?:amount|sum))?", re.IGNORECASE)
_LEAST_ENTRIES = 3
_SENTENCES = re.compile(
    r"[^.\W]{3}[.!?] [A-Z]|: [^:]{4,160}\b(?:raised|has|closed|secured|picked|landed|locked|announced|received|said|says|hauled|grabbed|bagged)\b"
)


def _list_rows(lines: Sequence[Cell], country: str | None) -> list[TableRow]:
    """The entries of every list of rounds: runs of lines that each name a company and its sum."""
    rows: list[TableRow] = []
    # Sums are looked for last: prose seldom has three such lines in a row.
    for named in _runs([(line, _names_first(line)) for line in lines]):
        for run in _runs([(line, _entry(line, match, country)) for line, match in named]):
            rows.extend(entry for _, entry in run)
    return rows[:MAX_ROWS]


Found = TypeVar("Found")


def _runs(found: Iterable[tuple[Cell, Found | None]]) -> Iterator[list[tuple[Cell, Found]]]:
    """The lines that something was found in, where enough of them stand one behind another."""
    run: list[tuple[Cell, Found]] = []
    for line, one in [*found, (Cell("", 0, 0), None)]:
        if one is not None:
            run.append((line, one))
            continue
        if len(run) >= _LEAST_ENTRIES:
            yield run
        run = []


def _names_first(line: Cell) -> re.Match[str] | None:
    """Does a line begin with a name, as an entry does?"""
    match = _ENTRY.match(line.text) if len(line.text) < MAX_CELL else None
    # "Acme, $6m, peat: Leeds-based Acme raised $6m … Others joined." is prose, and says more than an entry's cells.
    if (
        match is None
        or not match["name"][0].isalnum()
        or len(match["name"].split()) > 5
        or _SENTENCES.search(line.text, match.end("name"))
    ):
        return None
    return match


def _entry(line: Cell, match: re.Match[str], country: str | None) -> TableRow | None:
    money = next(
        (one for one in sums(line.text, country) if match.start("sum") <= one.start < match.start("sum") + 12), None
    )
    kept_back = _KEPT_BACK.match(match["sum"])
    if money is None and kept_back is None:
        return None
    at = match.start("sum")
    amount = (0, len(line.text)) if money else (at, at + len(kept_back[0]) if kept_back else at)
    after = money.end if money else match.start("sum")
    stage = _STAGE.search(line.text, after) or re.compile(r"(?i:debt|loan|grant)").search(line.text, after)
    behind = max(after, stage.end() if stage else 0)
    led, rest = _LED_BY.search(line.text, after), _FROM.search(line.text, behind)
    lead = _trimmed(line, *led.span("names")) if led else None
    return TableRow(
        line.start, line.end, _trimmed(line, *match.span("name")), _trimmed(line, *amount), money,
        _trimmed(line, *stage.span()) if stage else None, _trimmed(line, *rest.span("names")) if rest and not led else lead, lead,
    )  # fmt: skip


def _table_at(lines: Sequence[Cell], at: int, country: str | None) -> tuple[list[TableRow], int]:
    """The rows of a table whose header begins at a line, and the line behind it; no rows and the next line otherwise."""
    cells = _parted(lines[at]) if "|" in lines[at].text or "\t" in lines[at].text else []
    if len(cells) > 1:
        header = [_column(cell) for cell in cells]
        if _is_header(header, parted=True):
            return _read(((_parted(line)) for line in lines[at + 1 :]), header, country, at + 1)
    if _header_words(lines[at]):
        return _read(
            (_flattened(line, country) for line in lines[at + 1 :]),
            ["date", "company", "amount", "stage", "investors"],
            country,
            at + 1,
        )
    head = lines[at].text.partition(":")[0].strip()
    if _column_named(head) is None:
        return [], at + 1
    columns = _stacked(lines, at)
    if _is_header(columns):
        rows, end = _read_lines(lines, at + len(columns), columns, country)
        if rows:
            return rows, end
    if _label(lines, at) is not None:
        return _labelled(lines, at, country)
    return [], at + 1


def _stacked(lines: Sequence[Cell], at: int) -> list[str | None]:
    """The columns of a header with a line for each; one that is not known may stand among them."""
    columns: list[str | None] = []
    for i in range(at, min(at + MAX_COLUMNS, len(lines))):
        name = _column(lines[i])
        unknown = name is None and columns and None not in columns and len(lines[i].text) < _SHORT
        if unknown and i + 1 < len(lines) and (_column(lines[i + 1]) or "") not in ("", *columns):
            columns.append(None)
            continue
        if name is None or (name != "other" and name in columns):
            break
        columns.append(name)
    return columns


def _label(lines: Sequence[Cell], at: int) -> tuple[str, Cell, int] | None:
    """A column's name with its own value behind it, "Amount: $5m", or on the next line; and the line behind both."""
    head, colon, value = lines[at].text.partition(":")
    name = _column(Cell(head.strip(), 0, 0)) if len(head) < _SHORT else None
    if name is None:
        return None
    if colon and value.strip():
        return name, _trimmed(lines[at], len(head) + 1, len(lines[at].text)), at + 1
    if at + 1 < len(lines) and _column(lines[at + 1]) is None and len(lines[at + 1].text) <= MAX_CELL:
        return name, lines[at + 1], at + 2
    return None


def _labelled(lines: Sequence[Cell], at: int, country: str | None) -> tuple[list[TableRow], int]:
    """The rows of a list that repeats its columns' names for each company; one alone is a company's profile."""
    rows: list[TableRow] = []
    record: dict[str, Cell] = {}
    while at < len(lines) and (label := _label(lines, at)) is not None:
        name, value, at = label
        if name == "company" and name in record:
            rows.extend(_row_of(record, country))
            record = {}
        record.setdefault(name, value)
    rows.extend(_row_of(record, country))
    return (rows if len(rows) > 1 else []), at


def _row_of(record: dict[str, Cell], country: str | None) -> list[TableRow]:
    row = _row(list(record.values()), list(record), country) if len(record) > 2 else None
    return [row] if row else []


def _parted(line: Cell) -> list[Cell]:
    separator = "|" if line.text.count("|") > 1 else "\t"
    cells, start = [], line.start
    for part in line.text.split(separator):
        inner = part.strip()
        begin = start + len(part) - len(part.lstrip())
        cells.append(Cell(inner, begin, begin + len(inner)))
        start += len(part) + 1
    # A row may be framed: "| a | b |".
    return cells[bool(not cells[0].text) : len(cells) - bool(not cells[-1].text)]


def _column(cell: Cell) -> str | None:
    return _column_named(cell.text)


def _column_named(text: str) -> str | None:
    return _column_of(text) if len(text) <= _SHORT else None


@lru_cache(maxsize=4_096)
def _column_of(text: str) -> str | None:
    if not _ANY_HEADER.fullmatch(text):
        return None
    return next((name for name, pattern in _HEADER if pattern.fullmatch(text)), None)


def _is_header(columns: Sequence[str | None], *, parted: bool = False) -> bool:
    """Do they head a table of rounds? `parted`: where signs part the cells, a name and a sum are enough."""
    known = [name for name in columns if name]
    if parted and "company" in known and "amount" in known:
        return True
    return (
        len(known) > 2
        and len(known) >= len(columns) - 1
        and "company" in known
        and ("amount" in known or "stage" in known)
    )


def _header_words(line: Cell) -> list[str]:
    """The columns of a header that was flattened into one line: "Date Name Sector Funding Round Size Investors"."""
    words = line.text.split()
    if not 3 < len(words) < 24 or len(line.text) > 200:
        return []
    found, at = [], 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            name = _column_named(" ".join(words[at : at + length]))
            if name and at + length <= len(words):
                found.append(name)
                at += length
                break
        else:
            return []
    return found if _is_header(found) else []


_PLAIN_SECTORS = frozenset(
    "ecommerce e-commerce enterprise media consumer mobility gaming travel real entertainment hr legal retail health education"
    " software hardware climate energy security analytics crypto blockchain insurance transport automotive fashion beauty manufacturing ai"
    " advanced clean deep food agri social supply".split()
)  # fmt: skip


def _flattened(line: Cell, country: str | None) -> list[Cell]:
    """The cells of a row whose separators are lost: date, company, sum, stage, investors."""
    dated = _DATE.match(line.text)
    begin = dated.end() if dated else 0
    money = next(iter(sums(line.text, country)), None)
    dash = re.compile(r"\s[–—-]\s").search(line.text, begin)
    at, behind = (money.start, money.end) if money else (dash.start(), dash.end()) if dash else (0, 0)
    if not behind or at <= begin:
        return []
    words = list(re.finditer(r"\S+", line.text[begin:at]))
    cut = next((i for i, word in enumerate(words) if i and _is_sector(word[0])), len(words))
    if not words:
        return []
    name = (begin + words[0].start(), begin + words[cut - 1].end())
    stage = _STAGE.match(line.text, behind + len(line.text[behind:]) - len(line.text[behind:].lstrip(" –—-")))
    rest = stage.end() if stage else behind
    spans = [
        (0, begin),
        name,
        (at, behind),
        (stage.start(), stage.end()) if stage else (behind, behind),
        (rest, len(line.text)),
    ]
    return [_trimmed(line, *span) for span in spans]


def _trimmed(line: Cell, start: int, end: int) -> Cell:
    part = line.text[start:end]
    start += len(part) - len(part.lstrip())
    inner = part.strip()
    return Cell(inner, line.start + start, line.start + start + len(inner))


def _is_sector(word: str) -> bool:
    low = word.lower().strip(",")
    return low in _PLAIN_SECTORS or (low.endswith("tech") and len(low) > 4) or LEXICON.get(low) is Tag.DESCRIPTOR


def _read_lines(
    lines: Sequence[Cell], at: int, columns: Sequence[str | None], country: str | None
) -> tuple[list[TableRow], int]:
    """The rows of a table with a line for each cell. Where an empty cell was lost, the next date starts the next row."""
    found: list[TableRow] = []
    width = len(columns)
    dated = columns[0] == "date"
    while at + 2 < len(lines):
        step = _to_next_date(lines, at, width) if dated else _to_next_sum(lines, at, columns, country)
        cells = lines[at : at + step]
        if step == width:
            row = _row(cells, columns, country)
        else:
            row = _short_row(cells, country) if dated else _row_without(cells, columns, country)
        goes_on = _DATE.fullmatch(lines[at].text) if dated else _is_next(lines, at + step, columns, country)
        if row is None and not goes_on:
            break
        if row is not None:
            found.append(row)
        at += step
    return found, at


def _is_next(lines: Sequence[Cell], at: int, columns: Sequence[str | None], country: str | None) -> bool:
    """Does a row begin at a line: is it a name, with a sum where the header has it?"""
    sum_at = columns.index("amount") if "amount" in columns else -1
    if sum_at < 0 or at + sum_at >= len(lines):
        return False
    name = lines[at + columns.index("company")].text if at + columns.index("company") < len(lines) else ""
    return (
        _is_sum(lines[at + sum_at].text, country)
        and not _is_sum(name, country)
        and not _STAGE.fullmatch(name)
        and len(name) <= _SHORT
    )


@lru_cache(maxsize=4_096)
def _is_sum(cell: str, country: str | None) -> bool:
    return len(cell) <= _SHORT and bool(_NONE.fullmatch(cell) or sums(cell, country))


def _to_next_sum(lines: Sequence[Cell], at: int, columns: Sequence[str | None], country: str | None) -> int:
    """How many lines a row has, where empty cells behind its sum may be lost: until the next row's name and sum."""
    width = len(columns)
    if _is_next(lines, at + width, columns, country) or not _is_next(lines, at, columns, country):
        return width
    behind = max(columns.index("amount"), columns.index("company")) + 1
    return next((n for n in range(width - 1, behind - 1, -1) if _is_next(lines, at + n, columns, country)), width)


def _row_without(cells: Sequence[Cell], columns: Sequence[str | None], country: str | None) -> TableRow | None:
    """A row that lacks cells behind its sum: a round's name is its stage, and of the others nobody can say."""
    behind = max(columns.index("amount"), columns.index("company")) + 1
    kept: list[tuple[str | None, Cell]] = list(zip(columns[:behind], cells[:behind], strict=True))
    rest = list(cells[behind:])
    stage = next((cell for cell in rest if _STAGE.fullmatch(cell.text)), None)
    if stage and "stage" in columns[behind:]:
        kept.append(("stage", stage))
        rest.remove(stage)
    others = [name for name in columns[behind:] if name != "stage"]
    if len(others) == 1 and len(rest) == 1:
        kept.append((others[0], rest[0]))
    row = _row([cell for _, cell in kept], [name for name, _ in kept], country)
    return replace(row, end=cells[-1].end) if row else None


def _to_next_date(lines: Sequence[Cell], at: int, width: int) -> int:
    """How many lines a row has: fewer than the header where empty cells were lost."""
    stop = min(at + width, len(lines))
    return next((i - at for i in range(at + 2, stop) if _DATE.fullmatch(lines[i].text)), width)


def _short_row(cells: Sequence[Cell], country: str | None) -> TableRow | None:
    """A row that lacks a cell: the name stands behind the date, the sum is the cell that is one."""
    if not _DATE.fullmatch(cells[0].text) or len(cells) < 3 or len(cells[1].text) > 60:
        return None
    amount = next((cell for cell in cells[2:] if sums(cell.text, country)), None)
    stage = next((cell for cell in cells[2:] if _STAGE.fullmatch(cell.text)), None)
    if amount is None and stage is None:
        return None
    money = sums(amount.text, country)[0] if amount else None
    return TableRow(cells[0].start, cells[-1].end, cells[1], amount, money, stage, None, None, cells[0])


def _read(
    rows: Iterator[list[Cell]] | Iterator[Sequence[Cell]], columns: Sequence[str | None], country: str | None, at: int
) -> tuple[list[TableRow], int]:
    """The rows that follow a header, until one is none; and the position behind them."""
    found: list[TableRow] = []
    end = at
    for behind, cells in enumerate(rows, start=at + 1):
        row = _row(cells, columns, country)
        # What has the header's cells is a row of it, though not one of these: Markdown's rule, a sum in plain figures.
        if row is None and (len(cells) != len(columns) or behind - end > _MOST_UNREAD):
            break
        if row is not None:
            found.append(row)
            end = behind
    return found, end


def _row(cells: Sequence[Cell], columns: Sequence[str | None], country: str | None) -> TableRow | None:
    if len(cells) != len(columns) or any(len(cell.text) > MAX_CELL for cell in cells):
        return None
    by_name: dict[str, Cell] = {}
    for name, cell in zip(columns, cells, strict=True):
        if name and cell.text:
            by_name.setdefault(name, cell)
    company, amount, date = by_name.get("company"), by_name.get("amount"), by_name.get("date")
    if (
        company is None
        or not company.text[0].isalnum()
        or len(company.text) > 60
        or (date and not _DATE.match(date.text))
    ):
        return None
    money = next(iter(sums(amount.text, country)), None) if amount else None
    if amount and money is None and not _NONE.fullmatch(amount.text):
        return None
    stage = by_name.get("stage")
    if amount is None and (stage is None or not _STAGE.search(stage.text)):
        return None
    starless = company.text.rstrip("* ")
    company = Cell(starless, company.start, company.start + len(starless))
    filled = {
        name: by_name[name]
        for name in ("stage", "investors", "lead", "valuation")
        if name in by_name and not _NONE.fullmatch(by_name[name].text)
    }
    return TableRow(
        cells[0].start, cells[-1].end, company, amount, money, filled.get("stage"), filled.get("investors"), filled.get("lead"),
        date, filled.get("valuation"),
    )  # fmt: skip


_KINDS = (
    (re.compile(r"(?<!non)(?<!non.)convertible|\b(?-i:SAFE)\b", re.IGNORECASE), Kind.CONVERTIBLE),
    (re.compile(r"debt|loan|credit|ncd|debenture|non.?convertible", re.IGNORECASE), Kind.DEBT),
    (re.compile(r"grant", re.IGNORECASE), Kind.GRANT),
    (re.compile(r"\bipo\b(?<!pre-ipo)", re.IGNORECASE), Kind.IPO),
    (re.compile(r"acqui|m&a|merger|buyout", re.IGNORECASE), Kind.ACQUISITION),
    (re.compile(r"secondary", re.IGNORECASE), Kind.SECONDARY),
)


def mention_of(row: TableRow, text: str, published: date | None = None) -> Mention:
    """What a row claims: its company's round is news by the table's own word. `published`: whose year a date has."""
    evidence: dict[str, Span] = {"sentence": (row.start, row.end), "company": (row.company.start, row.company.end)}
    amount = None
    if row.money is not None and row.amount is not None and not row.money.is_too_much:
        money = row.money
        evidence["amount"] = (row.amount.start + money.start, row.amount.start + money.end)
        amount = Amount(
            money.value, money.currency, money.written, money.qualifier, Scope.THIS_ROUND, money.min, money.max
        )
    elif row.amount is not None and _KEPT_BACK.fullmatch(row.amount.text):
        evidence["amount"] = (row.amount.start, row.amount.end)
        amount = Amount(None, None, row.amount.text, Qualifier.UNDISCLOSED)
    valuation, valuation_at = _valuation(row)
    if valuation_at:
        evidence["valuation"] = valuation_at
    announced = day_in(row.date.text, published) if row.date else None
    if announced and row.date:
        at = row.date.text.index(announced.as_written) + row.date.start
        evidence |= dict.fromkeys(("dates", "dates.announced_on"), (at, at + len(announced.as_written)))
    series, label = None, None
    # In a column of stages "Bridge" needs no "round" behind it.
    match = SERIES.search(row.stage.text) or SERIES.match(f"{row.stage.text.strip()} round") if row.stage else None
    if match and row.stage:
        series, label = series_of(match), match[0]
        evidence["series"] = (row.stage.start + match.start(), row.stage.start + match.end())
    kind = next((kind for pattern, kind in _KINDS if row.stage and pattern.search(row.stage.text)), Kind.EQUITY)
    # That it is news, announced and by whom is what the row's standing in the table says.
    evidence["kind"] = (row.stage.start, row.stage.end) if row.stage else evidence["sentence"]
    evidence |= dict.fromkeys(("status", "certainty", "temporality"), evidence["sentence"])
    investors = tuple(_investors(row))
    evidence |= evidence_of_each("investors", [_named_at(row, investor.name) for investor in investors])
    return Mention(
        company=Company(row.company.text, row.company.text),
        kind=kind,
        status=Status.ANNOUNCED,
        certainty=Certainty.NAMED_SOURCE,
        sentence=text[row.start : row.end],
        evidence=evidence,
        amount=amount,
        valuation=valuation,
        dates=Dates(announced_on=announced),
        series=series,
        label_as_written=label,
        investors=investors,
        temporality=Temporality.NEW,
        confidence=CONFIDENCE,
        reasons=("rule: table row",),
    )  # fmt: skip


def _valuation(row: TableRow) -> tuple[Valuation | None, Span | None]:
    worth = next(iter(sums(row.valuation.text, None)), None) if row.valuation else None
    if worth is None or row.valuation is None or worth.currency is None:
        return None, None
    span = (row.valuation.start + worth.start, row.valuation.start + worth.end)
    return Valuation(worth.size, worth.currency, worth.written, qualifier=worth.qualifier), span


def _named_at(row: TableRow, name: str) -> Span:
    """Where a row's cells name an investor."""
    cells = [cell for cell in (row.lead, row.investors) if cell]
    for cell in cells:
        at = cell.text.find(name)
        if at >= 0:
            return cell.start + at, cell.start + at + len(name)
    return (cells[0].start, cells[0].end) if cells else (row.start, row.end)


_MARKED = re.compile(r"\s*\((?:co-)?lead(?: investor)?\)", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:existing|undisclosed|other|unnamed)\b.*|[-–— ]*|and others|others|angel investors?|n/?a", re.IGNORECASE
)


def _investors(row: TableRow) -> Iterator[Investor]:
    names = _names(row.investors)
    leads = _names(row.lead)
    if row.investors and row.lead is None and names:
        names, leads = _lead_at_the_end(names)
    leads += [_MARKED.sub("", name) for name in names if _MARKED.search(name)]
    many = len(leads) > 1
    for name in dict.fromkeys([*leads, *(_MARKED.sub("", name) for name in names)]):
        role = InvestorRole.PARTICIPANT if name not in leads else InvestorRole.CO_LEAD if many else InvestorRole.LEAD
        yield Investor(name, role)


def _names(cell: Cell | None) -> list[str]:
    parts = re.split(r"\s*[,;]\s*(?:and )?|\s+and\s+(?=[A-Z])", cell.text) if cell else []
    return [part.strip(" –—-") for part in parts if not _NOBODY.fullmatch(part)]


def _lead_at_the_end(names: list[str]) -> tuple[list[str], list[str]]:
    """A flattened row runs the lead's cell onto the investors': "Palm Street, Ujaala Palm Street"."""
    last = names[-1]
    for name in names[:-1]:
        if last.endswith(f" {name}"):
            return [*names[:-1], last.removesuffix(f" {name}")], [name]
    half = len(last) // 2
    if half and len(last) % 2 and last[:half] == last[half + 1 :]:
        return [*names[:-1], last[:half]], [last[:half]]
    return names, []
