"""Table of the watches room: what somebody cares about."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class Watch(Base):
    """A company, an investor or a sector that is watched, with its filters."""

    __tablename__ = "watches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    aliases: Mapped[list[str]]
    domains: Mapped[list[str]]
    exclusions: Mapped[list[str]]
    filters: Mapped[dict[str, Any]]
    enabled: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
