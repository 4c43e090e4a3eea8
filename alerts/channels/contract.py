"""What the outbox and a channel promise each other."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from alerts.digests.digest import DigestView


class Outcome(StrEnum):
    """How one attempt ended. UNKNOWN: bytes were sent and no answer came, so it may have arrived."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """The answer to one attempt. `detail` is one line for a person, without secrets."""

    outcome: Outcome
    detail: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One part of a digest as it will go over the wire. The bytes are kept and resent unchanged on a retry."""

    payload: bytes
    subject: str


class Channel(Protocol):
    """One way out. Blocking: the service calls `send` in a thread."""

    @property
    def name(self) -> str:
        """What subscriptions call it."""

    def check_target(self, target: str) -> str | None:
        """What is wrong with `target`, in one line for a person; None when it can be used."""

    def render(self, digest: DigestView, target: str, message_id: str) -> list[Message]:
        """The digest in this channel's form; more than one part when the channel's limits need it.

        Part n (from 0) must carry an id derived from `message_id` and n wherever the channel has room for one.
        """

    def send(self, message: Message, target: str, message_id: str) -> Sent:
        """Hand one part over. Never raises for a fault of the network or the receiver."""
