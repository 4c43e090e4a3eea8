"""Page bytes to an article's text: pure functions, and the pool of worker processes that runs them.

Usable alone: `read_page(body, content_type, url, seen=…)`.
"""

from typing import TYPE_CHECKING, Any

from crawler.extraction.article_text import ArticleText, Link, UnreadablePageError
from crawler.extraction.pool import PageTooSlowError, SlotPool, WorkerKilledError

if TYPE_CHECKING:
    from crawler.extraction.reading import read_page

__all__ = [
    "ArticleText",
    "Link",
    "PageTooSlowError",
    "SlotPool",
    "UnreadablePageError",
    "WorkerKilledError",
    "read_page",
]


def __getattr__(name: str) -> Any:
    # Trafilatura takes half a second to import, and only worker processes read pages.
    if name == "read_page":
        from crawler.extraction.reading import read_page

        return read_page
    raise AttributeError(name)
