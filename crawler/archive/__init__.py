"""What came in is kept: pages as bytes, articles as text, and stories, which tell an article from its copies.

Nothing here is edited after it was written; a later reading of a page is a new row.
"""

from crawler.archive.queries import (
    KeptArticle,
    UnreadPage,
    article,
    articles_without,
    count_articles,
    count_unread,
    mark_unreadable,
    search_articles,
    store_article,
    store_page,
    unread_pages,
)

__all__ = [
    "KeptArticle",
    "UnreadPage",
    "article",
    "articles_without",
    "count_articles",
    "count_unread",
    "mark_unreadable",
    "search_articles",
    "store_article",
    "store_page",
    "unread_pages",
]
