"""Page bytes to an article's text: pure functions, and the pool of worker processes that runs them.

Usable alone: `read_page(body, content_type, url, seen=…)`.
"""

from crawler.extraction.article_text import ArticleText, Link, UnreadablePageError
from crawler.extraction.pool import PageTooSlowError, SlotPool, WorkerKilledError
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
