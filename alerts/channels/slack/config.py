"""Settings of the Slack channel."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class SlackConfig(BaseModel):
    """Slack's incoming webhooks, and what is compatible with them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    webhooks: dict[str, SecretStr] = Field(
        default_factory=dict, description="Webhook URLs by the name that subscriptions use. Each URL is a secret."
    )
    timeout_seconds: float = Field(15, gt=0, description="Longest wait for an answer, in seconds.")

    @field_validator("webhooks")
    @classmethod
    def _web_addresses(cls, webhooks: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, url in webhooks.items():
            if not url.get_secret_value().startswith(("https://", "http://")):
                raise ValueError(f"the webhook {name!r} is not an http or https address")
        return webhooks
