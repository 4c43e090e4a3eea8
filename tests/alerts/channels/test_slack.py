"""Slack against a real endpoint that behaves, and one that does not; and its limits."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from alerts.channels import Outcome, Sent
from alerts.channels.slack import SlackChannel, SlackConfig
from alerts.digests.digest import DigestView
from alerts.digests.sample import sample_digest
from tests.alerts.channels.hostile import view_of_strings

NOW = datetime(2026, 3, 9, 7, tzinfo=UTC)
SAMPLE = sample_digest(NOW, "analysts", "UTC")


@contextmanager
def webhook(
    status: int = 200, body: str = "ok", hang: bool = False, **headers: str
) -> Iterator[tuple[str, list[bytes]]]:
    received: list[bytes] = []
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            if hang:
                release.wait(10)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/services/T0/SECRET", received
    release.set()
    server.shutdown()
    server.server_close()


def channel(url: str) -> SlackChannel:
    return SlackChannel(SlackConfig(webhooks={"deals": SecretStr(url)}, timeout_seconds=1))


def send(url: str) -> Sent:
    sender = channel(url)
    return sender.send(sender.render(SAMPLE, "deals", "id")[0], "deals", "id.0")


def test_a_digest_is_posted_as_it_was_rendered() -> None:
    with webhook() as (url, received):
        assert send(url) == Sent(Outcome.SENT)
        assert json.loads(received[0]) == json.loads(channel(url).render(SAMPLE, "deals", "id")[0].payload)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "<html>welcome</html>", Outcome.FAILED),
        (200, "", Outcome.FAILED),
        (400, "invalid_blocks", Outcome.FAILED),
        (403, "action_prohibited", Outcome.FAILED),
        (404, "no_service", Outcome.FAILED),
        (410, "channel_is_archived", Outcome.FAILED),
        (500, "rollup_error", Outcome.RETRY),
        (502, "", Outcome.RETRY),
    ],
)
def test_only_ok_counts(status: int, body: str, outcome: Outcome) -> None:
    with webhook(status, body) as (url, _):
        sent = send(url)
    assert sent.outcome is outcome
    assert str(status) in sent.detail


def test_retry_after_is_honoured() -> None:
    with webhook(429, "slow down", Retry_After="30") as (url, _):
        assert send(url).retry_after == timedelta(seconds=30)


def test_no_answer_after_the_request_is_an_unknown_outcome() -> None:
    with webhook(hang=True) as (url, received):
        assert send(url).outcome is Outcome.UNKNOWN
        assert len(received) == 1


def test_a_host_that_refuses_is_tried_again_and_the_secret_is_not_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/services/T0/SECRET"
    sent = send(url)
    assert sent.outcome is Outcome.RETRY
    assert "SECRET" not in sent.detail
    assert "SECRET" not in repr(channel(url))


def test_a_webhook_that_is_not_configured_is_named() -> None:
    assert "typo" in (channel("http://a/").check_target("typo") or "")
    assert channel("http://a/").check_target("deals") is None


def test_a_digest_of_five_hundred_items_is_split_within_slacks_limits() -> None:
    items = tuple(SAMPLE.items[n % 3] for n in range(500))
    parts = channel("http://a/").render(DigestView("s", "daily", "UTC", NOW, items, 1, ()), "deals", "id")
    assert len(parts) > 1
    shown = 0
    for part in parts:
        payload = json.loads(part.payload)
        assert len(payload["blocks"]) <= 50
        shown += sum(block["type"] == "divider" for block in payload["blocks"])
        for block in payload["blocks"]:
            if block["type"] == "section":
                assert len(block["text"]["text"]) <= 3000
    assert shown == 500


def texts(payload: object) -> Iterator[tuple[str, str]]:
    if isinstance(payload, dict):
        if isinstance(payload.get("text"), str):
            yield str(payload.get("type", "mrkdwn")), payload["text"]
        for value in payload.values():
            yield from texts(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from texts(value)


def check_inert(string: str) -> None:
    for part in channel("http://a/").render(view_of_strings(string), "deals", "id"):
        for kind, text in texts(json.loads(part.payload)):
            if kind == "mrkdwn":
                for link in re.findall(r"<([^>]*)>", text):
                    assert re.match(r"https?://[^|<>]*\|[^|<>]*$", link), link


@pytest.mark.parametrize(
    "string", ["<!channel>", "<@U1>", "<http://evil.example|Your bank>", "*bold*_it_`c`", "a|b>c<d"]
)
def test_nothing_from_outside_becomes_a_mention_or_a_link(string: str) -> None:
    check_inert(string)


@pytest.mark.shared
def test_all_naughty_strings_are_inert(shared: Path) -> None:
    for string in json.loads((shared / "corpora" / "naughty" / "blns.json").read_text(encoding="utf-8")):
        check_inert(string)
