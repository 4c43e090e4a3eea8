"""Table of the fetching room: the host gate."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from crawler.database import Base


class Host(Base):
    """One host's gate: at most one crawl holds its lease, and none asks before `open_at`."""

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    lease_token: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    open_at: Mapped[datetime | None]
