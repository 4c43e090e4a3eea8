"""Tables of the digests room: who is told what, how often, and each digest composed."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from alerts.watches.tables import Watch
from crawler.database import Base

subscription_watches = Table(
    "subscription_watches",
    Base.metadata,
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), primary_key=True),
)


class Subscription(Base):
    """Which watches, to which channel, how often, in which time zone."""

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    # Where in the channel: an email address, or the name of a Slack webhook of the configuration.
    target: Mapped[str]
    frequency: Mapped[str]
    at: Mapped[str | None]
    weekday: Mapped[str | None]
    timezone: Mapped[str]
    # Sent with nothing to tell as well, to say that everything was read.
    heartbeat: Mapped[bool] = mapped_column(default=False)
    enabled: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
    # None for an immediate subscription: its digest is due a grouping wait after its oldest open alert.
    next_digest_at: Mapped[datetime | None]
    # Empty: every watch.
    watches: Mapped[list[Watch]] = relationship(secondary=subscription_watches, lazy="selectin")


class Digest(Base):
    """The alerts that one subscription receives together."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("subscription_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id", ondelete="CASCADE"))
    due_at: Mapped[datetime]
    composed_at: Mapped[datetime]
    subject: Mapped[str]
    alert_count: Mapped[int]
