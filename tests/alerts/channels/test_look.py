"""The digest in a real browser: nothing is loaded, nothing runs over the edge, both themes can be read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from alerts.channels.email.rendering import html
from alerts.digests.sample import sample_digest
from docs.screenshots import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.browser

DOCUMENT = html(sample_digest(datetime(2026, 3, 9, 7, tzinfo=UTC), "analysts", "Europe/Berlin"))
_CONTRASTS = """() => {
  const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(n => n / 255)
    .map(n => n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)|transparent/.test(c)) return c; } return "rgb(255, 255, 255)" };
  return [...document.querySelectorAll("p, td, th, h1, h2, span, a, blockquote, li")].filter(e => e.innerText.trim()).map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.innerText.slice(0, 40)] }) }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 700])
def test_a_digest_is_legible_on_a_phone_and_on_a_desk(browser: Browser, theme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(DOCUMENT)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    too_faint = [text for ratio, text in page.evaluate(_CONTRASTS) if ratio < 4.5]
    assert too_faint == []
    assert asked == []
    page.close()
