"""How a digest reaches a person: one folder a channel, each with its rendering, its sending and its settings.

A channel renders a `DigestView` into `Message` parts, and hands one part over in `send`, whose answer is a value.
"""

from alerts.channels.contract import Channel, Message, Outcome, Sent

__all__ = ["Channel", "Message", "Outcome", "Sent"]
