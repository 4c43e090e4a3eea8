"""One post to an incoming webhook, and what the answer means. Only 200 with "ok" says that it arrived."""

import json
import socket
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.webhook import WebhookClient, WebhookResponse

from alerts.channels.contract import Message, Outcome, Sent

LONGEST_WAIT_SECONDS = 86_400


def send(url: str, message: Message, timeout_seconds: float) -> Sent:
    """Post the payload as it is. Never raises for a fault of the network; never says the URL, which is a secret."""
    # The client's own retries would send again behind the outbox's back.
    client = WebhookClient(url, timeout=int(timeout_seconds) or 1, retry_handlers=[])
    try:
        answer = client.send_dict(json.loads(message.payload))
    except (URLError, OSError, HTTPException) as error:
        return _unanswered(error)
    return _answered(answer)


def _unanswered(error: Exception) -> Sent:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return Sent(Outcome.RETRY, "the webhook's host cannot be reached")
    # The request may have been read before the connection ended.
    return Sent(Outcome.UNKNOWN, f"no answer from the webhook ({type(reason).__name__})")


def _answered(answer: WebhookResponse) -> Sent:
    status, words = answer.status_code, " ".join(str(answer.body or "").split())[:120]
    if status == HTTPStatus.OK and words == "ok":
        return Sent(Outcome.SENT)
    detail = f"the webhook answered {status}: {words or 'nothing'}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Sent(Outcome.RETRY, detail, _retry_after(answer))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Sent(Outcome.RETRY, detail)
    return Sent(Outcome.FAILED, detail)


def _retry_after(answer: WebhookResponse) -> timedelta | None:
    stated = next((value for name, value in answer.headers.items() if name.lower() == "retry-after"), "")
    text = stated[0] if isinstance(stated, list) else stated
    return timedelta(seconds=min(int(text), LONGEST_WAIT_SECONDS)) if str(text).isdigit() else None
