"""Every channel there is, by its name."""

from alerts.channels.contract import Channel
from alerts.channels.email import EmailChannel, EmailConfig
from alerts.channels.slack import SlackChannel, SlackConfig


def channels(email: EmailConfig, slack: SlackConfig) -> dict[str, Channel]:
    """The channels, set up."""
    every: tuple[Channel, ...] = (EmailChannel(email), SlackChannel(slack))
    return {channel.name: channel for channel in every}
