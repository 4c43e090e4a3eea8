"""Settings of the second opinion."""

from ipaddress import ip_network
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator


class SecondOpinionConfig(BaseModel):
    """An optional language model that may lower or veto a claim before it is alerted; off without an endpoint."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    endpoint: str | None = Field(
        None,
        description="The whole address of an OpenAI-compatible chat completions endpoint, such as "
        "https://api.example.com/v1/chat/completions. Parts of the articles are sent there.",
    )
    model: str = Field("", validate_default=True, description="The model's name, as the endpoint knows it.")
    api_key_env: str = Field(
        "",
        description="The environment variable that holds the API key, such as OPENAI_API_KEY; or the same name with "
        "_FILE at its end may name a file that holds it. Never the key itself. Empty: no key is sent.",
    )
    only_below: float = Field(
        0.9, ge=0, le=1, description="Only claims of less confidence than this are asked about; 1 asks about every one."
    )
    alert_from: float = Field(
        0.5,
        ge=0,
        le=1,
        description="A claim whose confidence is lowered below this is kept, but no round is made of it.",
    )
    timeout_seconds: float = Field(
        20, gt=0, le=300, description="Longest time for one claim, all attempts together, in seconds."
    )
    attempts: int = Field(3, ge=1, le=10, description="Attempts for one claim, when the endpoint is busy or failing.")
    concurrent_requests: int = Field(4, ge=1, le=64, description="Claims asked about at once.")
    max_per_hour: int = Field(
        300, ge=1, description="Claims asked about in one hour; the others are alerted without a second opinion."
    )
    allow_networks: tuple[str, ...] = Field(
        (),
        validate_default=True,
        description="Networks in which the endpoint may be although they are not public, such as 127.0.0.0/8 for a "
        "model of your own. An http endpoint must be in one of them.",
    )

    @field_validator("endpoint")
    @classmethod
    def _web_address(cls, endpoint: str | None) -> str | None:
        if not endpoint:
            return None
        try:
            parts = urlsplit(endpoint)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
            raise ValueError("expected an https or http address such as https://api.example.com/v1/chat/completions")
        if "@" in parts.netloc or parts.fragment:
            raise ValueError("expected an address without user, password and fragment; the key comes from api_key_env")
        if {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} - {"api-version"}:
            raise ValueError("expected an address without parameters but api-version; the key comes from api_key_env")
        return endpoint

    @field_validator("model")
    @classmethod
    def _named(cls, model: str, info: ValidationInfo) -> str:
        if info.data.get("endpoint") and not model.strip():
            raise ValueError("expected the model's name, because endpoint is set")
        return model

    @field_validator("api_key_env")
    @classmethod
    def _variable(cls, name: str) -> str:
        if name and not (name.isascii() and name.isidentifier()):
            raise ValueError("expected the name of an environment variable, such as OPENAI_API_KEY, not the key itself")
        if name.upper().startswith("ROUNDWATCH_"):
            raise ValueError("expected a variable that does not begin with ROUNDWATCH_: those are configuration keys")
        return name

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for network in networks:
            try:
                ip_network(network)
            except ValueError:
                raise ValueError(f"expected a network such as 10.0.0.0/8, found {network!r}") from None
        if (info.data.get("endpoint") or "").startswith("http:") and not networks:
            raise ValueError(
                "an http endpoint would carry articles and key in clear: use https, or name the network that it is in, "
                "such as 127.0.0.0/8"
            )
        return networks
