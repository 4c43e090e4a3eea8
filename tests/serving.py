"""A loopback web server for tests: pages by path, each an answer or a function that makes one."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Answer | Callable[[Mapping[str, str]], Answer]


@dataclass
class Site:
    """A running server: its address, its pages by path, and every path that was asked for."""

    url: str
    pages: dict[str, Page]
    asked: list[str] = field(default_factory=list)
    waiting: dict[str, threading.Event] = field(default_factory=dict)

    def wait_for(self, path: str) -> threading.Event:
        """An event that is set when `path` is asked for."""
        return self.waiting.setdefault(path, threading.Event())

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")


@contextmanager
def serve(pages: dict[str, Page] | None = None, address: str = "127.0.0.1") -> Iterator[Site]:
    """Serve on a free port of a loopback address until the block ends. A path without a page answers 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.wait_for(self.path).set()
            page = site.pages.get(self.path, Answer("not here", 404))
            answer = page if isinstance(page, Answer) else page(self.headers)  # type: ignore[arg-type]
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://{address}:{server.server_port}", pages or {})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
