"""Tables of the outbox: alerts owed and deliveries made, each at most once by its unique key."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class FanOut(Base):
    """The mark that a development was held against every watch, and why it was owed to nobody if it was not."""

    __tablename__ = "fan_outs"

    development_id: Mapped[int] = mapped_column(ForeignKey("developments.id"), primary_key=True)
    at: Mapped[datetime]
    alerts: Mapped[int]
    withheld: Mapped[str | None]


class Alert(Base):
    """One development owed to one subscription."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("development_id", "subscription_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    development_id: Mapped[int] = mapped_column(ForeignKey("developments.id"))
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"), index=True)
    # Why it is owed: which watches matched and on what, [{"watch": name, "on": words}].
    reasons: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime]
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digests.id"), index=True)


class Delivery(Base):
    """Handing one digest (or one part of it) to one channel: the bytes, the attempts, the outcome."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("digest_id", "target", "part"),
        Index("ix_deliveries_due", "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digests.id", ondelete="CASCADE"), index=True)
    part: Mapped[int]
    channel: Mapped[str]
    target: Mapped[str]
    # Fixed before the first byte is sent: a repeat carries the same id.
    message_id: Mapped[str] = mapped_column(unique=True)
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[str]
    # due -> sending -> sent | due (to be tried again) | unknown (may have arrived; tried once more) | failed
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    lease_token: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    # Set once an attempt ended without an answer: this delivery may have arrived twice, at most.
    ambiguous: Mapped[bool] = mapped_column(default=False)
    last_error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
