"""Tables of the rounds room: mentions as they were read, rounds as they stand, and what changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class MentionRow(Base):
    """One funding claim found in one article. The claim is never edited; only its resolution is marked."""

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("article_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    position: Mapped[int]
    company: Mapped[str]
    company_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    status: Mapped[str]
    temporality: Mapped[str]
    claim: Mapped[dict[str, Any]]

    # What the article says of itself, kept beside the claim so that a round can be told without the archive.
    story_id: Mapped[int]
    publisher: Mapped[str]
    source_role: Mapped[str]
    article_title: Mapped[str]
    article_url: Mapped[str]
    published_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    baseline: Mapped[bool] = mapped_column(default=False)

    # How it was resolved, in an enum of alerts.rounds and in words; None while it is not.
    resolved_at: Mapped[datetime | None] = mapped_column(index=True)
    resolution: Mapped[str | None]
    resolution_note: Mapped[str | None]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"), index=True)


class RoundRow(Base):
    """One company's one funding event, as the mentions so far tell it."""

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    company: Mapped[str]
    company_key: Mapped[str] = mapped_column(index=True)
    also_known_as: Mapped[list[str]]
    kind: Mapped[str]
    series: Mapped[str | None]
    status: Mapped[str]
    certainty: Mapped[str]
    amount_value: Mapped[float | None] = mapped_column(Float)
    amount_currency: Mapped[str | None]
    # The displayed value of each field and the mention it came from: {field: {"value": …, "mention": id}}.
    displayed: Mapped[dict[str, Any]]
    conflicts: Mapped[dict[str, Any]]
    flags: Mapped[list[str]]
    corroboration: Mapped[int]
    first_reported_at: Mapped[datetime]
    last_reported_at: Mapped[datetime] = mapped_column(index=True)


class RoundStatus(Base):
    """One line of a round's status history; only ever appended."""

    __tablename__ = "round_statuses"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    status: Mapped[str]
    at: Mapped[datetime]
    mention_id: Mapped[int] = mapped_column(ForeignKey("mentions.id"))


class Development(Base):
    """A change of a round that deserves telling, once."""

    __tablename__ = "developments"
    __table_args__ = (UniqueConstraint("mention_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    mention_id: Mapped[int] = mapped_column(ForeignKey("mentions.id"))
    kind: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    # From a baseline article: part of the round's history, owed to nobody.
    baseline: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
