"""The value that extraction returns: what a page says."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


class UnreadablePageError(Exception):
    """The page holds no article; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the page, with the words it stands on."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What a page says.

    `text` begins with the title, then a blank line, then the paragraphs, parted by blank lines: offsets of evidence
    count in it. Dates are aware, in UTC.
    """

    title: str
    text: str
    canonical_url: str
    published_at: datetime | None
    language: str | None
    byline: str | None
    publisher: str | None
    links: tuple[Link, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self) | {"published_at": self.published_at.isoformat() if self.published_at else None}


def with_title(title: str, body: str) -> str:
    """The stored form of an article's text: the title first, once."""
    body = body.strip()
    if not title or body == title or body.startswith(f"{title}\n"):
        return body or title
    return f"{title}\n\n{body}"
