"""Settings of the crawl and of extraction."""

from ipaddress import ip_network

from pydantic import BaseModel, ConfigDict, Field, field_validator


class CrawlerConfig(BaseModel):
    """How sources are polled and pages fetched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = Field(
        "", description="An address or URL for publishers to reach you at; it is part of the User-Agent."
    )
    host_gap_seconds: float = Field(2.0, ge=0, description="Least time between two requests to one host, in seconds.")
    request_timeout_seconds: float = Field(20, gt=0, le=300, description="Longest time for one answer, in seconds.")
    max_body_bytes: int = Field(10_000_000, gt=0, description="Largest answer, decompressed, in bytes.")
    concurrent_requests: int = Field(16, ge=1, le=200, description="Requests at once over all hosts of one crawl.")
    batch_hosts: int = Field(50, ge=1, description="Hosts that one crawl takes at once.")
    default_poll_seconds: int = Field(1800, ge=1, description="How often a source is polled that does not say.")
    max_entries_per_poll: int = Field(500, ge=1, description="Entries taken from one poll; the rest are left.")
    fetch_attempts: int = Field(4, ge=1, description="Attempts to fetch one page before it is given up.")
    robots: bool = Field(True, description="Honour robots.txt (RFC 9309).")
    allow_networks: tuple[str, ...] = Field(
        (), description="Networks that may be asked although they are not public, such as 127.0.0.0/8."
    )

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            try:
                ip_network(network)
            except ValueError:
                raise ValueError(f"expected a network such as 10.0.0.0/8, found {network!r}") from None
        return networks


class ExtractionConfig(BaseModel):
    """The worker processes that read pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workers: int = Field(2, ge=1, le=64, description="Worker processes.")
    page_seconds: float = Field(10, gt=0, description="Longest time for one page; its worker is then killed.")
    memory_bytes: int = Field(1_500_000_000, ge=300_000_000, description="Address space of one worker, in bytes.")
