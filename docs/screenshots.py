"""Makes the documentation's pictures from the program's own output: `make screenshots`. Needs Chromium."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from alerts.channels.email.rendering import html
from alerts.digests.sample import sample_digest

CHROMIUM = "/usr/bin/chromium"
IMAGES = Path(__file__).parent / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip


def main() -> None:
    if not Path(CHROMIUM).exists():
        sys.exit("Chromium is not installed: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    document = html(sample_digest(datetime(2026, 3, 9, 7, 0, tzinfo=UTC), "analysts", "Europe/Berlin"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 700, "height": 900})
        page.set_content(document)
        page.screenshot(path=IMAGES / "digest.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
