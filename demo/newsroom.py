"""The newsroom: loopback web servers, one for each publisher, that show what is out as of the demo's clock."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from demo.articles import Story, stories
from demo.publishers import BROKEN, PUBLISHERS, Publisher, listing, page

LISTED = 30
Answer = tuple[int, str, str]
"""Status, content type, body."""


class Newsroom:
    """Serves while the `with` block lasts. `sources` are the addresses to poll, as rows of an import file."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._stories = stories()
        self._open = ExitStack()
        self.sources: list[dict[str, str]] = []

    def __enter__(self) -> "Newsroom":
        for publisher in PUBLISHERS:
            base = self._serve(lambda path, host, publisher=publisher: self._answer(publisher, f"http://{host}", path))
            self.sources.append(_row(publisher, base))
        for slug, name, kind, trouble in BROKEN:
            base = self._serve(lambda _path, _host, trouble=trouble: _broken(trouble))
            self.sources.append(
                {"slug": slug, "url": f"{base}/feed", "publisher": name, "kind": kind, "role": "tech", "country": "US"}
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def out(self, publisher: Publisher) -> list[Story]:
        """What a publisher has out by now, the newest first."""
        own = [s for s in self._stories if s.publisher == publisher.slug and s.published <= self._now()]
        return own[::-1][:LISTED]

    def _answer(self, publisher: Publisher, base: str, path: str) -> Answer:
        if path == "/robots.txt":
            return 200, "text/plain", "User-agent: *\nDisallow: /t/\nDisallow: /m/\n"
        if path == publisher.listing:
            body, content_type = listing(publisher, base, self.out(publisher))
            return 200, content_type, body
        found = next((s for s in self.out(publisher) if s.slug == path.rsplit("/", 1)[-1]), None)
        return (200, "text/html; charset=utf-8", page(publisher, found)) if found else (404, "text/plain", "not here")

    def _serve(self, answer: Callable[[str, str], Answer]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._open.callback(server.server_close)
        self._open.callback(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"


def _row(publisher: Publisher, base: str) -> dict[str, str]:
    return {
        "slug": publisher.slug,
        "url": f"{base}{publisher.listing}",
        "publisher": publisher.name,
        "kind": publisher.kind,
        "role": publisher.role,
        "country": publisher.country,
    }


def _broken(trouble: str) -> Answer:
    if trouble == "html":
        return (
            200,
            "text/html",
            "<!doctype html><html><body><h1>Before you continue</h1><p>Accept all?</p></body></html>",
        )
    return (200, "application/rss+xml", "") if trouble == "empty" else (404, "text/plain", "no such page")


def _handler(answer: Callable[[str, str], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, content_type, text = answer(self.path, self.headers["Host"])
            body = text.encode()
            # As a publisher does: an unchanged list is answered with 304 and no body.
            etag = f'"{sha256(body).hexdigest()[:16]}"'
            unchanged = status == 200 and self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else status)
            if status == 200 and body:
                self.send_header("ETag", etag)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The service logs what it asks; the newsroom need not."""

    return Handler
