"""What all spiders of a batch share: each result tells that the crawl lives, and if its host is to be left alone."""

from datetime import timedelta
from typing import Any

from scrapy import Spider
from sqlalchemy.orm import Session

from crawler.fetching import keep_lease, shut_host
from crawler.fetching.gate import speaks_for_its_host
from crawler.spiders.desk import Batch, Desk, developers_desk

# What a host gets that says "too many requests" and no time.
LEFT_ALONE = timedelta(minutes=5)
LONGEST = timedelta(hours=24)


class PoliteSpider(Spider):
    """Works through the tasks of one batch."""

    def __init__(self, *args: Any, batch: Batch | None = None, desk: Desk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk or developers_desk()
        self.batch = batch

    def tell(self, session: Session, host: str, status: int | None, retry_after: timedelta | None) -> None:
        """Write beside a result that this crawl lives, and until when its host is shut, if the answer asks for it."""
        now = self.desk.clock()
        if self.batch:
            keep_lease(session, self.batch.token, now=now)
        if speaks_for_its_host(status, names_a_time=retry_after is not None):
            shut_host(session, host, until=now + min(retry_after or LEFT_ALONE, LONGEST))
