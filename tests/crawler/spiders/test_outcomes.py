"""However a page is answered, its entry says in words what became of it, and is tried again where that may help."""

import gzip
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from crawler.database import open_engine, reading
from crawler.sources.tables import Entry
from tests.program import program_in
from tests.serving import Answer, serve

PAGE = Answer("<html><body><article><h1>A title</h1><p>A paragraph that says something.</p></article></body></html>")
BOMB = Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})

# One crawl serves all that look at it.
pytestmark = pytest.mark.xdist_group("outcomes")

OUTCOMES = {
    "/fine": (PAGE, "fetched", None),
    "/gone": (Answer("", 410), "failed", "410 Gone"),
    "/broken": (Answer("", 500), "pending", "500 Internal Server Error"),
    "/odd": (Answer("", 799), "pending", "799"),
    "/empty": (Answer(" "), "pending", "an empty page"),
    "/nowhere": (Answer("", 302), "pending", "302 Found"),
    "/round": (Answer("", 301, {"Location": "/round"}), "pending", "it redirects without end"),
    "/file": (Answer("", 302, {"Location": "file:///etc/passwd"}), "pending", "302 Found"),
    "/bomb": (BOMB, "pending", "the answer is larger than allowed"),
    "/big": (Answer(bytes(11_000_000)), "pending", "the answer is larger than allowed"),
    "/private": (PAGE, "failed", "robots.txt does not allow it"),
    "/moved": (Answer("", 301, {"Location": "/fine?moved"}), "fetched", None),
    "/fine?moved": (PAGE, "fetched", None),
    "/to-private": (Answer("", 302, {"Location": "/private"}), "failed", "robots.txt does not allow it"),
}


def feed(*links: str) -> Answer:
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    return Answer(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """The entries of one crawl over a site where everything happens, and one whose robots.txt is broken, by path."""
    folder = tmp_path_factory.mktemp("outcomes")
    program = program_in(folder)
    with serve() as site, serve({"/robots.txt": Answer("", 503), "/shut": PAGE}) as shut:
        site.pages |= {path: answer for path, (answer, _, _) in OUTCOMES.items()}
        site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /private")
        site.pages["/feed"] = feed(*OUTCOMES, f"{shut.url}/shut")
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        program.run("crawl", "--once")
        assert "/private" not in site.asked
        assert "/shut" not in shut.asked
    with reading(open_engine(f"sqlite:///{folder}/roundwatch.db")) as session:
        return {"/" + entry.url.split("/", 3)[3]: entry for entry in session.scalars(select(Entry))}


@pytest.mark.parametrize("path", OUTCOMES)
def test_what_became_of_a_page_is_kept_in_words(crawled: dict[str, Entry], path: str) -> None:
    _, state, error = OUTCOMES[path]
    assert (crawled[path].fetch_state, crawled[path].fetch_error) == (state, error)


def test_a_page_behind_a_robots_file_that_cannot_be_read_is_asked_for_again_later(crawled: dict[str, Entry]) -> None:
    entry = crawled["/shut"]
    assert entry.fetch_state == "pending"
    assert entry.fetch_error == "robots.txt could not be read (503 Service Unavailable), so nothing is fetched"
    assert entry.next_fetch_at > entry.first_seen_at


@pytest.mark.parametrize(("status", "wait"), [(503, "3600"), (429, None)])
def test_a_host_that_wants_to_be_left_alone_is_not_asked_again(tmp_path: Path, status: int, wait: str | None) -> None:
    program = program_in(tmp_path)
    pages = [f"/{n}" for n in range(30)]
    with serve() as busy, serve() as site:
        busy.pages |= dict.fromkeys(pages, Answer("", status, {"Retry-After": wait} if wait else {}))
        site.pages |= {"/feed": feed("/fine", *(f"{busy.url}{page}" for page in pages)), "/fine": PAGE}
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        began = time.monotonic()
        program.run("crawl", "--once")
        assert time.monotonic() - began < 30
    robots, *asked = busy.asked
    assert (robots, len(asked)) == ("/robots.txt", 1)
    with reading(open_engine(f"sqlite:///{tmp_path}/roundwatch.db")) as session:
        found = {entry.url.rsplit("/", 1)[1]: entry for entry in session.scalars(select(Entry))}
    assert found.pop("fine").fetch_state == "fetched"
    assert {entry.fetch_state for entry in found.values()} == {"pending"}
    assert [number for number, entry in found.items() if entry.fetch_attempts] == [asked[0][1:]]
    shut_for = min(entry.next_fetch_at - entry.first_seen_at for entry in found.values())
    assert shut_for >= timedelta(seconds=int(wait or 300))


def test_between_two_requests_to_a_host_its_gap_passes_robots_too(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    settings = tmp_path / "roundwatch.toml"
    settings.write_text(settings.read_text().replace("host_gap_seconds = 0", "host_gap_seconds = 1"))
    with serve() as site:
        times: list[float] = []

        def timed(answer: Answer) -> Callable[[object], Answer]:
            def at(_headers: object) -> Answer:
                times.append(time.monotonic())
                return answer

            return at

        site.pages = {path: timed(PAGE) for path in ("/a", "/b", "/robots.txt")} | {"/feed": timed(feed("/a", "/b"))}
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        program.run("crawl", "--once")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert min(gaps) > 0.6
