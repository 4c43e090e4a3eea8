"""Settings of the email channel."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Security(StrEnum):
    """How the conversation with the mail server is protected. STARTTLS is required when asked for."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class EmailConfig(BaseModel):
    """The mail server that sends digests."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field("localhost", description="The mail server's name.")
    port: int = Field(25, ge=1, le=65535, description="Its port: 587 for starttls, 465 for tls.")
    security: Security = Field(Security.NONE, description="none, starttls or tls.")
    username: str = Field("", description="Name to log in with; empty: no log-in.")
    password: SecretStr | None = Field(
        None, description="Password; better in a file named by ROUNDWATCH_EMAIL__PASSWORD_FILE."
    )
    sender: str = Field("roundwatch@localhost", pattern=r"^[^@\s<>]+@[^@\s<>]+$", description="The digests' sender.")
    timeout_seconds: float = Field(20, gt=0, description="Longest wait for the mail server, in seconds.")
