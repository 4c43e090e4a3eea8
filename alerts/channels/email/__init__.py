"""Digests by email: SMTP, one message for each recipient, HTML and plain text that say the same."""

import re
from dataclasses import dataclass

from alerts.channels.contract import Message, Sent
from alerts.channels.email.config import EmailConfig, Security
from alerts.channels.email.rendering import message as letter
from alerts.channels.email.sending import send
from alerts.digests.digest import DigestView

__all__ = ["EmailChannel", "EmailConfig", "Security"]

_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """The email channel, set up."""

    config: EmailConfig
    name: str = "email"

    def check_target(self, target: str) -> str | None:
        """What is wrong with an address, in one line."""
        return None if _ADDRESS.fullmatch(target) else f"{target!r} is not an email address"

    def render(self, digest: DigestView, target: str, message_id: str) -> list[Message]:
        """One message: an email has room for a whole digest."""
        written = letter(digest, sender=self.config.sender, to=target, message_id=f"{message_id}.0")
        return [Message(written.as_bytes(), str(written["Subject"]))]

    def send(self, message: Message, target: str, message_id: str) -> Sent:
        """Hand it to the mail server. The id is in the message already."""
        del message_id
        return send(self.config, message, target)
