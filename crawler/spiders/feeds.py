"""Feeds: RSS, Atom, RDF and JSON Feed."""

from typing import ClassVar

from crawler.sources import FEEDS, SourceKind
from crawler.spiders.polling import PollingSpider


class FeedSpider(PollingSpider):
    """Polls feeds."""

    name = "feeds"
    kinds: ClassVar[tuple[SourceKind, ...]] = FEEDS
