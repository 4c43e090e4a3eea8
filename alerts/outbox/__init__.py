"""Alerts owed and deliveries made: the one place that promises "once".

`queries` holds the unique keys and conditional updates that keep the promise; `sending` talks to the channels.
"""

from alerts.outbox.sending import send_due

__all__ = ["send_due"]
