"""Listing pages: a section's front page, where there is no feed."""

from typing import ClassVar

from crawler.sources import SourceKind
from crawler.spiders.polling import PollingSpider


class ListingSpider(PollingSpider):
    """Polls listing pages."""

    name = "listings"
    kinds: ClassVar[tuple[SourceKind, ...]] = (SourceKind.LISTING,)
