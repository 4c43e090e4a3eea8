"""The files of articles and labels that commands read: one JSON object a line, held against its form before it is used.

What is wrong with a line is told with the field. Keys that are not named here are the file's own business.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from alerts.detection.mention import Kind, Temporality
from alerts.detection.published import is_date
from roundwatch.cli.console import USAGE, fail, read_bytes

_BEGINNING = 4_096
"""Bytes of a file in which a NUL says that it holds no text."""
_QUOTED = 40
"""Characters or figures of a wrong value that are told."""


class LineError(ValueError):
    """A line that cannot be used; the message says why, and names the field."""


def lines_of(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, with their numbers from 1; "-" is standard input.

    Only a line feed ends a line: JSON may hold U+2028 and its like as they are. Ends the command when there is no text.
    """
    content = read_bytes(file).removeprefix(codecs.BOM_UTF8)
    if b"\0" in content[:_BEGINNING]:
        fail(f"{file}: not UTF-8 text; expected one JSON object a line", USAGE)
    yield from ((number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip())


def _id(stated: Any) -> Any:
    if isinstance(stated, bool) or not isinstance(stated, str | int):
        raise ValueError(f"expected a string or a whole number, not {_said(stated)}")
    return stated


Id = Annotated[Any, BeforeValidator(_id)]
"""What an article is called: a string or a whole number."""


def _dated(stated: str) -> str:
    if stated.strip() and not is_date(stated):
        raise ValueError(f'expected a date such as "2026-03-02", not {_said(stated)}')
    return stated


Dated = Annotated[str, AfterValidator(_dated)]
"""When an article appeared, in one of the forms that `alerts.detection.published` knows; an empty one tells nothing."""
Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Line(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


_L = TypeVar("_L", bound=_Line)


class ArticleLine(_Line):
    """An article: what `detect` reads. What is null counts as not told."""

    id: Id
    title: str | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    published: Dated | None = None
    language: str | None = None
    publisher: str | None = None


class _Sum(_Line):
    value: Number
    currency: str | None


class _Investor(_Line):
    name: str
    lead: bool | None = None


Status = Literal["rumoured", "in_talks", "announced", "closed", "denied"]
"""The labels have fewer than a mention: see `alerts.detection.evaluation`."""


class _Event(_Line):
    company: str
    company_aliases_in_text: list[str] = []
    type: Annotated[Kind, Field(strict=False)]
    type_alts: list[str] = []
    status: Status
    status_alts: list[Status] = []
    temporality: Annotated[Temporality, Field(strict=False)]
    series: str | None = None
    amount: _Sum | None = None
    amount_alts: list[_Sum] = []
    valuation: _Sum | None = None
    investors: list[_Investor] = []
    optional: bool | None = None


class LabelLine(_Line):
    """What is to be found in the article with the same id."""

    id: Id
    events: list[_Event]
    mentioned_not_funded: list[str] = []
    tags: list[str] = []
    publisher: str | None = None


def article_in(line: bytes) -> ArticleLine:
    """The article that a line holds; a `LineError` says why it holds none."""
    stated = _object_in(line)
    if not stated.keys() & {"title", "text", "html"}:
        raise LineError("expected a title, text or html") if "id" in stated else LineError("id: is missing")
    return _held_against(ArticleLine, stated)


def label_in(line: bytes) -> Mapping[str, Any]:
    """The label that a line holds, as it stands there; a `LineError` says why it holds none."""
    stated = _object_in(line)
    _held_against(LabelLine, stated)
    return stated


def _object_in(line: bytes) -> dict[str, Any]:
    try:
        stated = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8: byte {line[error.start]:#04x} at column {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise LineError("not read: its lists or objects are nested too deeply") from error
    except ValueError as error:
        # The only other complaint of the standard library: more figures than it turns into a number.
        raise LineError("not read: it holds a number of more than 4,300 figures") from error
    if not isinstance(stated, dict):
        raise LineError(f"expected a JSON object, not {_said(stated)}")
    return stated


def _held_against(form: type[_L], stated: Mapping[str, Any]) -> _L:
    try:
        return form.model_validate(stated)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    raise LineError(f"{field}: {_why(first)}")


def _why(error: Any) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    wanted = "should be an object" if error["type"] == "model_type" else str(error["msg"]).removeprefix("Input ")
    return f"{wanted}, not {_said(error['input'])}"


def _said(value: Any) -> str:
    """A wrong value in a few words; a list is not written out, for it may be nested without an end."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, str) and len(value) > _QUOTED:
        return f"a string of {len(value)} characters"
    if isinstance(value, int) and abs(value) >= 10**_QUOTED:
        return f"a number of more than {_QUOTED} figures"
    return json.dumps(value, ensure_ascii=False)
