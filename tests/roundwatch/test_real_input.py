"""Real articles, served as feeds and pages and crawled by the program: every one is kept, and kept whole."""

import json
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape, unescape
from pathlib import Path

import pytest

from tests.program import program_in
from tests.serving import Answer, Site, serve

pytestmark = [pytest.mark.shared, pytest.mark.timeout(240)]

FEEDS = 6


def page(item: dict[str, str]) -> str:
    body = item["text"].removeprefix(item["title"]).strip()
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n+", body) if part.strip())
    title = escape(item["title"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/tech'>Technology</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def feed(site: Site, items: list[dict[str, str]]) -> str:
    now = format_datetime(datetime.now(UTC))
    rows = "".join(
        f"<item><title>{escape(item['title'] or item['text'][:60])}</title><link>{site.url}/a/{item['id']}</link>"
        f"<guid isPermaLink='false'>{item['id']}</guid><pubDate>{now}</pubDate></item>"
        for item in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>{rows}</channel></rss>'


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(text))


def lines_lost(item: dict[str, str], kept: str) -> list[str]:
    """The article's lines that are not in the kept text, furniture-like ones (a word or three) left aside."""
    have = " ".join(words(kept))
    lines = [" ".join(words(line)) for line in item["text"].splitlines()]
    return [line for line in lines if line not in have and len(line.split()) > 3]


def test_every_article_is_kept_whole_and_rounds_are_listed(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "devdata" / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    with serve() as site:
        program = program_in(tmp_path)
        for number in range(FEEDS):
            mine = items[number::FEEDS]
            site.pages[f"/feed{number}.xml"] = Answer(feed(site, mine), headers={"Content-Type": "application/rss+xml"})
            for item in mine:
                html = {"Content-Type": "text/html; charset=utf-8"}
                site.pages[f"/a/{item['id']}"] = Answer(page(item), headers=html)
            program.ok("source", "add", f"{site.url}/feed{number}.xml", "--name", f"feed-{number}")
        program.ok("crawl", "--once", timeout=200)

    kept = {row["url"].rsplit("/", 1)[1]: row for row in program.json("article", "search", "--limit", "1000")}
    assert sorted(kept) == sorted(item["id"] for item in items)
    for item in items:
        assert lines_lost(item, kept[item["id"]]["text"]) == [], f"{item['id']} is not whole"
    assert len(program.json("round", "list", "--limit", "1000")) > 40
