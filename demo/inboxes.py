"""Where the digests arrive: a real mail server on loopback, and an endpoint that speaks Slack's webhook protocol."""

import email
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True, slots=True)
class Letter:
    """One email as it arrived, and the file of its HTML part."""

    message_id: str
    subject: str
    text: str
    html_file: Path


@dataclass
class Inboxes:
    """Receive while the `with` block lasts; everything is kept in `folder`."""

    folder: Path
    letters: list[Letter] = field(default_factory=list)
    posts: list[Path] = field(default_factory=list)

    def __enter__(self) -> "Inboxes":
        self.folder.mkdir(parents=True, exist_ok=True)
        # Port 0 would be chosen by the system, but the controller connects to the number that it was given.
        self._mail = Controller(self, hostname="127.0.0.1", port=_free_port())
        self._mail.start()
        self._slack = ThreadingHTTPServer(("127.0.0.1", 0), _webhook(self))
        self._slack.daemon_threads = True
        threading.Thread(target=self._slack.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._mail.stop()
        self._slack.shutdown()
        self._slack.server_close()

    @property
    def mail_port(self) -> int:
        """The mail server's port on 127.0.0.1."""
        return int(self._mail.port)

    @property
    def webhook(self) -> str:
        """The webhook's address."""
        return f"http://127.0.0.1:{self._slack.server_port}/services/deals"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """A message has arrived whole."""
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        name = f"mail-{len(self.letters) + 1:02}"
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        html = self.folder / f"{name}.html"
        html.write_text(_part(message, "html"), encoding="utf-8")
        self.letters.append(Letter(str(message["Message-ID"]), str(message["Subject"]), _part(message, "plain"), html))
        return "250 kept"

    def posted(self, payload: bytes) -> None:
        """A Slack message has arrived."""
        file = self.folder / f"slack-{len(self.posts) + 1:02}.json"
        file.write_bytes(payload)
        self.posts.append(file)


def _part(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _webhook(inboxes: Inboxes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inboxes.posted(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            """What arrives is in the folder."""

    return Handler
