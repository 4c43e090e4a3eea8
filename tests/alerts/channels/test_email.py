"""Email against a real mail server that behaves, and one that does not."""

import email
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from alerts.channels import Message, Outcome, Sent
from alerts.channels.email import EmailChannel, EmailConfig, Security
from alerts.channels.email.rendering import html, plain_text
from alerts.digests.digest import DigestView
from alerts.digests.sample import sample_digest
from tests.alerts.channels.hostile import view_of_strings

NOW = datetime(2026, 3, 9, 7, tzinfo=UTC)
SAMPLE = sample_digest(NOW, "analysts", "Europe/Berlin")


class Inbox:
    """A mail server that keeps what it is sent, or answers as it was told to."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.messages: list[bytes] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 ok")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(envelope.content)
        return self.answers.get("data", "250 kept")


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def channel(port: int, **more: Any) -> EmailChannel:
    return EmailChannel(EmailConfig(host="127.0.0.1", port=port, sender="rw@example.org", timeout_seconds=3, **more))


def send(port: int, view: DigestView = SAMPLE, **more: Any) -> Sent:
    sender = channel(port, **more)
    [message] = sender.render(view, "a@example.org", "digest-1-abc")
    return sender.send(message, "a@example.org", "digest-1-abc.0")


def test_a_digest_arrives_with_equal_text_and_html_and_the_id_it_was_given() -> None:
    inbox = Inbox()
    with mail_server(inbox) as port:
        assert send(port) == Sent(Outcome.SENT)
    letter = email.message_from_bytes(inbox.messages[0], policy=default)
    assert isinstance(letter, EmailMessage)
    assert letter["Message-ID"] == "<digest-1-abc.0@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Tidewater Robotics raises €42m" in letter["Subject"]
    for form in ("plain", "html"):
        part = letter.get_body((form,))
        assert part is not None
        text = str(part.get_content())
        for fact in ("Tidewater Robotics", "€42m", "Quayside Partners", "two people with knowledge", "404 Not Found"):
            assert fact in text, (form, fact)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"rcpt": "550 no such user"}, Outcome.FAILED),
        ({"rcpt": "451 greylisted"}, Outcome.RETRY),
        ({"data": "452 full"}, Outcome.RETRY),
        ({"data": "554 refused"}, Outcome.FAILED),
    ],
)
def test_an_answer_says_whether_trying_again_makes_sense(answers: dict[str, str], outcome: Outcome) -> None:
    with mail_server(Inbox(**answers)) as port:
        sent = send(port)
    assert sent.outcome is outcome
    assert sent.detail == next(iter(answers.values()))


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    assert send(port).outcome is Outcome.RETRY


def test_without_the_starttls_that_is_required_nothing_is_sent_and_no_password_told() -> None:
    inbox = Inbox()
    with mail_server(inbox) as port:
        sent = send(port, security=Security.STARTTLS, username="u", password=SecretStr("hunter2"))
    assert sent.outcome is Outcome.FAILED
    assert inbox.messages == []
    assert "hunter2" not in sent.detail


@contextmanager
def scripted(play: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that speaks by hand, to hang up at an exact moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                play(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join(5)


def _until_data(connection: socket.socket) -> None:
    connection.sendall(b"220 here\r\n")
    for answer in (b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
        connection.recv(4096)
        connection.sendall(answer)


def _hang_up_before_the_end(connection: socket.socket) -> None:
    _until_data(connection)
    connection.recv(16)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def _hang_up_after_the_end(connection: socket.socket) -> None:
    _until_data(connection)
    received = b""
    while not received.endswith(b"\r\n.\r\n"):
        received += connection.recv(65536)


def test_a_connection_lost_after_the_last_byte_is_an_unknown_outcome() -> None:
    with scripted(_hang_up_after_the_end) as port:
        assert send(port).outcome is Outcome.UNKNOWN


def test_a_connection_lost_before_data_is_tried_again() -> None:
    with scripted(lambda connection: connection.sendall(b"220 here\r\n")) as port:
        assert send(port).outcome is Outcome.RETRY


class Live(HTMLParser):
    """Collects what could act: scripts, handlers, and addresses that are not of the web."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {"html", "head", "meta", "title", "style", "body", "div", "p", "strong", "h1", "h2", "span", "table", "tr",
                   "th", "td", "blockquote", "a", "br", "ul", "li", "code", "tbody"}  # fmt: skip
        if tag not in allowed:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "src":
                self.found.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith(("http://", "https://")):
                self.found.append(f"{tag} href={value}")


def live_in(document: str) -> list[str]:
    parser = Live()
    parser.feed(document)
    return parser.found


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "a\r\nBcc: evil@example.org", "\u202egnp.exe",
    "line\u2028separator", "javascript:alert(1)", "x" * 5000, "\x00\x1b[31mred", "<!channel>", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("string", HOSTILE)
def test_hostile_strings_are_inert_in_html_headers_and_text(string: str) -> None:
    check_inert(string)


@pytest.mark.shared
def test_all_naughty_strings_are_inert(shared: Path) -> None:
    for string in json.loads((shared / "corpora" / "naughty" / "blns.json").read_text(encoding="utf-8")):
        check_inert(string)


def check_inert(string: str) -> None:
    view = view_of_strings(string)
    assert live_in(html(view)) == []
    [message] = channel(25).render(view, "a@example.org", "digest-1")
    letter = email.message_from_bytes(message.payload, policy=default)
    assert letter["Bcc"] is None
    assert letter["To"] == "a@example.org"
    assert not any(c in plain_text(view) for c in "\x00\x1b\u202e\u2028")


def test_a_digest_of_five_hundred_items_stays_below_the_size_that_mail_programs_cut() -> None:
    items = tuple(SAMPLE.items[n % 3] for n in range(500))
    large = DigestView("s", "daily", "UTC", NOW, items, 1, ())
    assert len(html(large).encode()) <= 102_000
    assert "more, which did not fit" in html(large)


def test_the_plain_text_fits_eighty_columns() -> None:
    assert max(len(line) for line in plain_text(SAMPLE).splitlines() if "://" not in line) <= 80


def test_an_address_is_checked() -> None:
    assert channel(25).check_target("a@example.org") is None
    for wrong in ("a", "a@", "a@b c", "A <a@b.c>", "a@b.c,d@e.f"):
        assert wrong in (channel(25).check_target(wrong) or "")


def test_the_message_is_the_bytes_that_are_sent() -> None:
    inbox = Inbox()
    [message] = channel(25).render(SAMPLE, "a@example.org", "digest-1")
    with mail_server(inbox) as port:
        for _ in range(2):
            assert (
                channel(port).send(Message(message.payload, message.subject), "a@example.org", "x").outcome
                is Outcome.SENT
            )
    assert inbox.messages[0] == inbox.messages[1]
