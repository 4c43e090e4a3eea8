"""A stand-in for a language model's endpoint: a real HTTP server on loopback that answers as a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from alerts.detection.mention import Amount, Certainty, Company, Kind, Mention, Status
from alerts.second_opinion import SecondOpinionConfig

SENTENCE = "Acme, a maker of tidal turbines, has raised $12 million in a Series A round led by Quay Partners."
TEXT = f"Acme raises $12 million\n\n{SENTENCE} Bolt, a rival, said it wished it had $900 million.\n"
ACME = Mention(
    company=Company("Acme", "Acme"),
    kind=Kind.EQUITY,
    status=Status.ANNOUNCED,
    certainty=Certainty.COMPANY,
    sentence=SENTENCE,
    evidence={"sentence": (TEXT.index(SENTENCE), TEXT.index(SENTENCE) + len(SENTENCE)), "company": (0, 4)},
    amount=Amount(12e6, "USD", "$12 million"),
    confidence=0.8,
    reasons=("rule: raises a sum",),
)
AGREE: dict[str, Any] = {
    "company": "Acme",
    "verdict": "agree",
    "reason": "supported",
    "quote": "has raised $12 million in a Series A round",
    "confidence": None,
}
DOUBT = AGREE | {"verdict": "doubt", "reason": "old_news", "confidence": 0.6}
VETO = AGREE | {"verdict": "veto", "reason": "not_funding"}


@dataclass(frozen=True)
class Reply:
    """What the endpoint answers to one request."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def saying(content: object) -> Reply:
    """A well-formed response whose message is this text, or this value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return Reply(json.dumps({"id": "x1", "object": "chat.completion", "choices": [choice], "usage": {}}).encode())


@dataclass
class Model:
    """The running endpoint, and every request that it got."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def settings(self, **more: Any) -> SecondOpinionConfig:
        """A configuration that asks it, about every claim."""
        return SecondOpinionConfig.model_validate(
            {"endpoint": self.url, "model": "stand-in", "allow_networks": ["127.0.0.0/8"], "only_below": 1} | more
        )


@contextmanager
def model(*replies: Reply, by: Callable[[dict[str, Any]], Reply] = lambda _: saying(AGREE)) -> Iterator[Model]:
    """Serve these replies in turn, the last one again and again; or what `by` makes of a request."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                served.requests.append(request)
                served.headers.append(dict(self.headers))
                in_turn = replies[min(len(served.requests), len(replies)) - 1] if replies else None
            reply = in_turn or by(request)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Model(f"http://127.0.0.1:{server.server_port}/v1/chat/completions")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
