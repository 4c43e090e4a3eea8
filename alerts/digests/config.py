"""Settings of digests."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator


def known_timezone(name: str) -> str:
    """`name` itself when it is an IANA time zone; raises ValueError with what is expected."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("expected an IANA time zone such as Europe/Berlin") from None
    return name


class DigestConfig(BaseModel):
    """How digests are timed when a subscription does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = Field("UTC", description="Time zone of a subscription that names none (IANA name).")
    at: str = Field(
        "08:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Time of day of daily and weekly digests."
    )
    grouping_wait_seconds: float = Field(
        120, ge=0, description="How long an immediate digest waits for further alerts, in seconds."
    )

    _timezone = field_validator("timezone")(known_timezone)
