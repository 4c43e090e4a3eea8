"""Every channel there is, by its name."""

from alerts.channels.contract import Channel
from alerts.channels.email import EmailConfig
from alerts.channels.slack import SlackConfig


def channels(email: EmailConfig, slack: SlackConfig) -> dict[str, Channel]:
    """The channels, set up."""
    return {}
