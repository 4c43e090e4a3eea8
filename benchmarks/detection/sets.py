"""The labelled sets: items with their labels, and the part of them that nobody tunes on.

The sets of ../shared/devdata belong to others and stay where they are; a checkout without them has only our own cases.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.extraction import UnreadablePageError, read_page

HERE = Path(__file__).parent.parent.parent
DEVDATA = HERE.parent / "shared" / "devdata"
CASES = HERE / "tests" / "data" / "hard_cases.jsonl"

Labelled = list[tuple[dict[str, Any], dict[str, Any]]]
"""Pairs of an item and its label."""


def easy() -> Labelled:
    """The easy set; empty where it does not lie beside the checkout."""
    return _pairs(DEVDATA / "items.jsonl", DEVDATA / "labels.jsonl")


def hard(*, kept: bool) -> Labelled:
    """The hard set: the two thirds that may be read, or the third kept unread until the end."""
    every = _pairs(DEVDATA / "hard_items.jsonl", DEVDATA / "hard_labels.jsonl")
    return [(item, label) for item, label in every if is_kept(label) is kept]


def cases(file: Path = CASES) -> Labelled:
    """Our own cases: each line is an item and its label in one."""
    return [(line, line) for line in _lines(file)]


def is_kept(label: dict[str, Any]) -> bool:
    """Is this article of the unread third? Chosen by company, so that no company stands on both sides."""
    return int(hashlib.sha256(company_key(label).encode()).hexdigest(), 16) % 3 == 0


def company_key(label: dict[str, Any]) -> str:
    """What an article is filed under: its first company with an event, else its first other company, else its id."""
    funded = [event["company"] for event in label["events"] if event.get("company")]
    named = funded + label.get("mentioned_not_funded", [])
    return re.sub(r"[^a-z0-9]", "", named[0].lower()) if named else str(label["id"])


def title_and_text(item: dict[str, Any]) -> tuple[str, str]:
    """An item's headline and text; a page is extracted as the service would."""
    if "text" in item:
        return item.get("title") or "", item["text"]
    try:
        url = item.get("url") or "http://example.org/"
        page = read_page(item["html"].encode(), "text/html; charset=utf-8", url, seen=datetime.now(UTC))
    except UnreadablePageError:
        return "", ""
    return page.title, page.text


def _pairs(items: Path, labels: Path) -> Labelled:
    if not items.exists():
        return []
    by_id = {label["id"]: label for label in _lines(labels)}
    return [(item, by_id[item["id"]]) for item in _lines(items)]


def _lines(file: Path) -> Iterable[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
