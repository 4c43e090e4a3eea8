"""The spiders from a developer's shell, without the service."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.database import reading, writing
from crawler.sources import SourceSpec, add_source, count_due_entries, source_by_slug
from tests.conftest import CHECKOUT
from tests.crawler.spiders.test_outcomes import PAGE, feed
from tests.serving import serve


def scrapy(database: str, *args: str) -> str:
    command = [str(Path(sys.executable).with_name("scrapy")), *args, "-s", "ALLOW_NETWORKS=127.0.0.0/8"]
    settings = os.environ | {"ROUNDWATCH_DATABASE__URL": database}
    done = subprocess.run(command, cwd=CHECKOUT, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_spider_is_listed() -> None:
    assert scrapy("sqlite://", "list").split() == ["feeds", "listings", "pages", "single", "sitemaps"]


@pytest.mark.timeout(120)
def test_a_source_is_polled_and_its_pages_fetched(sqlite_engine: Engine) -> None:
    database = sqlite_engine.url.render_as_string(hide_password=False)
    with serve() as site:
        site.pages |= {"/feed": feed("/a", "/b"), "/a": PAGE, "/b": PAGE}
        now = datetime.now(UTC)
        with writing(sqlite_engine) as session:
            add_source(session, SourceSpec("wire", f"{site.url}/feed", "P"), now=now, default_poll_seconds=600)
        scrapy(database, "crawl", "feeds", "-a", "source=wire", "-s", "DOWNLOAD_DELAY=0.01")
        with reading(sqlite_engine) as session:
            found = source_by_slug(session, "wire")
            assert found is not None
            assert found.health.state == "ok"
            assert count_due_entries(session, datetime.now(UTC)) == 2
        scrapy(database, "crawl", "pages", "-s", "DOWNLOAD_DELAY=0.01")
    assert {"/a", "/b"} <= set(site.asked)
    with reading(sqlite_engine) as session:
        assert count_due_entries(session, datetime.now(UTC)) == 0
