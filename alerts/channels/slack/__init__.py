"""Digests to Slack, and to whatever takes Slack's incoming webhooks (Mattermost, Rocket.Chat)."""

from dataclasses import dataclass

from alerts.channels.contract import Message, Outcome, Sent
from alerts.channels.slack.config import SlackConfig
from alerts.channels.slack.rendering import messages
from alerts.channels.slack.sending import send
from alerts.digests.digest import DigestView

__all__ = ["SlackChannel", "SlackConfig"]


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """The Slack channel, set up. A target is a webhook's name in the configuration, never its URL."""

    config: SlackConfig
    name: str = "slack"

    def check_target(self, target: str) -> str | None:
        """What is wrong with a webhook's name, in one line."""
        if target in self.config.webhooks:
            return None
        known = ", ".join(sorted(self.config.webhooks)) or "none yet"
        return f"there is no Slack webhook called {target!r} in the configuration ([slack] webhooks: {known})"

    def render(self, digest: DigestView, target: str, message_id: str) -> list[Message]:
        """As many messages as Slack's limits ask for. A webhook has no room for an id."""
        del target, message_id
        return messages(digest)

    def send(self, message: Message, target: str, message_id: str) -> Sent:
        """Post it to the webhook of this name."""
        del message_id
        url = self.config.webhooks.get(target)
        if url is None:
            return Sent(Outcome.FAILED, f"there is no Slack webhook called {target!r} in the configuration")
        return send(url.get_secret_value(), message, self.config.timeout_seconds)
