"""The program crawling a loopback web that misbehaves: broken sources are named, the others are unaffected."""

import json
import os
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.program import Program, program_in
from tests.serving import Answer, Site, serve

PAGE = (
    "<!doctype html><html lang='en'><head><title>Acme raises $12 million in Series A led by Quay Partners</title></head>"
    "<body><article><h1>Acme raises $12 million in Series A led by Quay Partners</h1>"
    "<p>Acme, a maker of tidal turbines, has raised $12 million in a Series A round led by Quay Partners, it said.</p>"
    "</article></body></html>"
)


def feed(site: Site, *paths: str, published: datetime | None = None) -> Answer:
    when = format_datetime(published or datetime.now(UTC) + timedelta(minutes=1))
    items = "".join(
        f"<item><title>{p}</title><link>{site.url}{p}</link><pubDate>{when}</pubDate></item>" for p in paths
    )
    return Answer(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>", headers={"ETag": '"v1"'})


def test_sources_that_are_broken_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    with (
        serve() as good,
        serve({"/feed": Answer("<html><body>Accept?</body></html>")}) as wall,
        serve() as missing,
        serve({"/feed": Answer("")}) as empty,
    ):
        good.pages |= {"/feed": feed(good, "/a"), "/a": Answer(PAGE, headers={"Content-Type": "text/html"})}
        for name, site in (("good", good), ("wall", wall), ("missing", missing), ("empty", empty)):
            program.ok("source", "add", f"{site.url}/feed", "--name", name)
        crawl = program.run("crawl", "--once")
    assert crawl.returncode == 3, crawl.stderr
    [found] = program.json("round", "list")
    assert (found["company"], found["amount"]["value"], found["series"]) == ("Acme", 12e6, "a")
    status = program.json("status")
    assert {s["slug"]: s["problem"] for s in status["ailing_sources"]} == {
        "wall": "HTML instead of a feed",
        "missing": "404 Not Found",
        "empty": "an empty body",
    }
    shown = program.ok("status")
    assert "404 Not Found" in shown
    assert max(map(len, shown.splitlines()[2:])) <= 80


def test_an_unchanged_feed_is_asked_for_conditionally_and_adds_nothing(tmp_path: Path) -> None:
    program, conditional = program_in(tmp_path), []
    with serve() as site:
        whole = feed(site, "/a")
        site.pages["/a"] = Answer(PAGE)

        def answer(headers: object) -> Answer:
            if headers.get("If-None-Match") == '"v1"':  # type: ignore[attr-defined]
                conditional.append(1)
                return Answer(status=304)
            return whole

        site.pages["/feed"] = answer
        program.ok("source", "add", f"{site.url}/feed", "--name", "wire")
        program.ok("crawl", "--once")
        program.ok("crawl", "--once", "--source", "wire")
    assert len(conditional) == 1
    assert site.asked.count("/a") == 1
    assert len(program.json("article", "search")) == 1


def test_private_addresses_are_refused_without_a_connection_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "roundwatch.toml").write_text(
        "[crawler]\nhost_gap_seconds = 0\n[service]\ntick_seconds = 0.2\n[web]\nenabled = false\n"
    )
    program = Program(tmp_path)
    with serve({"/feed": Answer("<rss/>")}) as canary:
        port = canary.host.split(":")[1]
        forms = [
            "127.0.0.1",
            "localhost",
            "[::1]",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "[::ffff:127.0.0.1]",
            "0",
        ]
        for number, form in enumerate(forms):
            program.ok("source", "add", f"http://{form}:{port}/feed", "--name", f"form-{number}")
        assert program.run("crawl", "--once").returncode == 1
        assert canary.asked == []
    problems = {s["slug"]: s["problem"] for s in program.json("status")["ailing_sources"]}
    assert len(problems) == len(forms)
    assert "not a public address" in problems["form-0"]


def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path) -> None:
    # 127.0.0.2 may be asked, 127.0.0.1 may not: the redirect leads from one to the other.
    (tmp_path / "roundwatch.toml").write_text(
        "[crawler]\nhost_gap_seconds = 0\nrobots = false\nallow_networks = ['127.0.0.2/32']\n[service]\ntick_seconds = 0.2\n"
    )
    program = Program(tmp_path)
    with serve({"/feed": Answer("<rss/>")}) as canary, serve(address="127.0.0.2") as site:
        site.pages["/feed"] = Answer(status=302, headers={"Location": f"{canary.url}/feed"})
        program.ok("source", "add", f"{site.url}/feed", "--name", "turncoat")
        program.run("crawl", "--once")
        assert site.asked == ["/feed"]
        assert canary.asked == []


def test_robots_are_obeyed_and_a_broken_robots_file_shuts_the_site(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    with serve() as site, serve({"/robots.txt": Answer("", 503), "/feed": Answer("<rss/>")}) as broken:
        site.pages |= {
            "/robots.txt": Answer("User-agent: *\nDisallow: /private/"),
            "/feed": feed(site, "/private/a", "/b"),
            "/private/a": Answer(PAGE),
            "/b": Answer(PAGE),
        }
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        program.ok("source", "add", f"{broken.url}/feed", "--name", "broken")
        program.run("crawl", "--once")
        assert "/private/a" not in site.asked
        assert "/b" in site.asked
        assert "/feed" not in broken.asked


def test_an_endless_page_and_a_hostile_page_cost_only_themselves(tmp_path: Path) -> None:
    program = program_in(tmp_path, "[extraction]\npage_seconds = 3\n")
    hostile = (
        "<html><body><article><h1>T</h1>"
        + "<table><tr>"
        + "<td>1</td>" * 60_000
        + "</tr></table></article></body></html>"
    )
    with serve() as site:
        site.pages |= {
            "/feed": feed(site, "/big", "/cells", "/a"),
            "/big": Answer(b"x" * 11_000_000),
            "/cells": Answer(hostile),
            "/a": Answer(PAGE),
        }
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        program.ok("crawl", "--once")
    assert [row["title"] for row in program.json("article", "search")] == [
        "Acme raises $12 million in Series A led by Quay Partners"
    ]


def started(program: Program) -> subprocess.Popen[str]:
    """`roundwatch run`, once it says that it has started."""
    service = subprocess.Popen(
        program.command("run"), stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"}
    )
    assert service.stderr is not None
    for line in service.stderr:
        if "service.started" in line:
            return service
    raise AssertionError("the service did not start")


def test_sigterm_in_the_middle_of_a_crawl_ends_the_service_cleanly_within_ten_seconds(tmp_path: Path) -> None:
    program = program_in(tmp_path, "")
    with serve() as site:
        asked_for_slow = site.wait_for("/slow")

        def slow(_headers: object) -> Answer:
            time.sleep(4)
            return Answer("late")

        site.pages |= {"/feed": feed(site, "/slow"), "/slow": slow}
        program.ok("source", "add", f"{site.url}/feed", "--name", "site")
        service = started(program)
        assert asked_for_slow.wait(20)
        began = time.monotonic()
        service.send_signal(signal.SIGTERM)
        assert service.wait(15) == 0
        assert time.monotonic() - began < 10


def test_a_second_service_on_one_sqlite_file_is_refused_in_one_line(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    service = started(program)
    try:
        second = program.run("run")
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(15)
    assert second.returncode == 1
    assert "another roundwatch is running" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_status_page_and_health_checks_answer(tmp_path: Path) -> None:
    from urllib.request import urlopen

    from tests.serving import free_port

    port = free_port()
    program = program_in(tmp_path)
    settings = (tmp_path / "roundwatch.toml").read_text().replace("enabled = false", f"port = {port}")
    (tmp_path / "roundwatch.toml").write_text(settings)
    service = started(program)
    try:
        deadline = time.monotonic() + 10
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                    assert json.load(answer)["ok"] is True
                break
            except ConnectionRefusedError:  # pragma: no cover - the thread is still binding
                assert time.monotonic() < deadline
            except OSError:
                assert time.monotonic() < deadline
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert b"No rounds yet" in page.read()
        with urlopen(f"http://127.0.0.1:{port}/api/v1/rounds") as rounds:
            assert json.load(rounds) == []
    finally:
        service.send_signal(signal.SIGTERM)
        assert service.wait(15) == 0


@pytest.mark.parametrize(
    ("settings", "parts"),
    [
        ("[crawler]\nbatch_host = 3\n", ["crawler.batch_host", "batch_hosts"]),
        ('[digests]\ntimezone = "Mars"\n', ["digests.timezone", "'Mars'"]),
        ('[database]\nurl = "postgresql://u:topsecret@127.0.0.1:1/x"\n', ["127.0.0.1", "cannot use the database"]),
        ('[database]\nurl = "sqlite:////proc/nothing/x.db"\n', ["/proc/nothing"]),
    ],
)
def test_a_configuration_that_cannot_be_used_is_one_line_and_exit_code_two(
    tmp_path: Path, settings: str, parts: list[str]
) -> None:
    (tmp_path / "roundwatch.toml").write_text(settings)
    for command in (["status"], ["run"]):
        done = Program(tmp_path).run(*command)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        for part in parts:
            assert part in done.stderr
        assert "topsecret" not in done.stderr
