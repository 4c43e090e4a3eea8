"""The email channel."""

from alerts.channels.email.config import EmailConfig

__all__ = ["EmailConfig"]
