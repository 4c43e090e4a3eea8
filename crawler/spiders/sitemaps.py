"""News sitemaps: what a publisher tells search engines is new."""

from typing import ClassVar

from crawler.sources import SourceKind
from crawler.spiders.polling import PollingSpider


class SitemapSpider(PollingSpider):
    """Polls news sitemaps."""

    name = "sitemaps"
    kinds: ClassVar[tuple[SourceKind, ...]] = (SourceKind.NEWS_SITEMAP,)
