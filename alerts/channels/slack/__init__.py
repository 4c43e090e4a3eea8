"""The Slack channel."""

from alerts.channels.slack.config import SlackConfig

__all__ = ["SlackConfig"]
