"""The newsroom's articles: one Markdown file each, with a TOML head, in a folder for each publisher."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_FOLDER = Path(__file__).parent
_PARTS = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Story:
    """One article. `paragraphs` are plain text; `published` is an aware instant."""

    publisher: str
    slug: str
    title: str
    published: datetime
    author: str
    language: str
    paragraphs: tuple[str, ...]


def stories() -> list[Story]:
    """Every article, the earliest first."""
    return sorted((_read(file) for file in _FOLDER.glob("*/*.md")), key=lambda one: (one.published, one.slug))


def _read(file: Path) -> Story:
    parts = _PARTS.match(file.read_text(encoding="utf-8"))
    if parts is None:
        raise ValueError(f"{file}: expected a TOML head between lines of +++")
    head = tomllib.loads(parts[1])
    return Story(
        publisher=file.parent.name,
        slug=file.stem,
        title=head["title"],
        published=head["published"],
        author=head["author"],
        language=head.get("language", "en"),
        paragraphs=tuple(part.strip() for part in parts[2].strip().split("\n\n")),
    )
