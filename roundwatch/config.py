"""One typed configuration, composed of each room's own.

Read from roundwatch.toml, then from `ROUNDWATCH_…` variables (`ROUNDWATCH_EMAIL__HOST`), then from files named by
`ROUNDWATCH_…_FILE` variables, for secrets; a later one wins. Whatever is wrong is one line that a person can act on.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from alerts.channels.email import EmailConfig
from alerts.channels.slack import SlackConfig
from alerts.digests.config import DigestConfig
from alerts.second_opinion import SecondOpinionConfig
from crawler.config import CrawlerConfig, ExtractionConfig

DEFAULT_FILE = Path("roundwatch.toml")
PREFIX = "ROUNDWATCH_"
# Variables of the program that are not keys of the configuration.
RESERVED = {"ROUNDWATCH_CONFIG", "ROUNDWATCH_FAULT_POINT", "ROUNDWATCH_UPDATE_GOLDEN"}


class ConfigError(Exception):
    """Something in the configuration cannot be used; the message names file, key, found and expected."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseConfig(_Section):
    """Where everything is kept."""

    url: SecretStr = Field(
        SecretStr("sqlite:///roundwatch.db"),
        description="SQLite file (relative to this file) or postgresql://user:password@host/name.",
    )


class ClockConfig(_Section):
    """Where the time comes from."""

    file: Path | None = Field(
        None, description="For rehearsals only: a file with one ISO 8601 instant to be taken as the present."
    )


class LogConfig(_Section):
    """What is logged, to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe line that is kept.")
    format: Literal["text", "json"] = Field("text", description="text for people, json for machines.")


class ServiceConfig(_Section):
    """The service's own rhythm."""

    tick_seconds: float = Field(5, gt=0, le=3600, description="How often the database is asked what is due.")
    drain_seconds: float = Field(
        8, gt=0, le=60, description="How long a stop waits for work in hand; what is cut off is done again."
    )


class WebConfig(_Section):
    """The status page and health checks."""

    enabled: bool = Field(True, description="Serve the status page, /healthz and the JSON API.")
    host: Literal["127.0.0.1", "::1", "localhost"] = Field(
        "127.0.0.1", description="Loopback only: there is no login yet."
    )
    port: int = Field(8350, ge=0, le=65535, description="Port; 0 lets the system choose.")


class Config(BaseSettings):
    """The whole configuration. Sections are the rooms' own."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
    )

    database: DatabaseConfig = DatabaseConfig()
    crawler: CrawlerConfig = CrawlerConfig()
    extraction: ExtractionConfig = ExtractionConfig()
    second_opinion: SecondOpinionConfig = SecondOpinionConfig()
    digests: DigestConfig = DigestConfig()
    email: EmailConfig = EmailConfig()
    slack: SlackConfig = SlackConfig()
    web: WebConfig = WebConfig()
    service: ServiceConfig = ServiceConfig()
    log: LogConfig = LogConfig()
    clock: ClockConfig = ClockConfig()


class _Variables(EnvSettingsSource):
    """Values from `ROUNDWATCH_SECTION__KEY` variables; those that name a secret's file are read below."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        files = {f"{name}_file" for name, _ in _secret_variables()}
        return {name: value for name, value in super()._load_env_vars().items() if name.lower() not in files}


class _SecretFiles(EnvSettingsSource):
    """Values from the files that `ROUNDWATCH_SECTION__KEY_FILE` variables name."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name: _secret(name, path).strip() for name, path in _secret_variables()}


def _secret_variables() -> Iterator[tuple[str, str]]:
    for name, path in os.environ.items():
        upper = name.upper()
        if upper.startswith(PREFIX) and upper.endswith("_FILE") and upper != f"{PREFIX}CLOCK__FILE":
            yield name.lower().removesuffix("_file"), path


def _secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name.upper()}_FILE: cannot read {path}: {error}") from None


def load_config(file: Path | None = None) -> Config:
    """The configuration from `file` (default: ROUNDWATCH_CONFIG, else ./roundwatch.toml if it is there).

    Raises
    ------
    ConfigError
        One line for each thing that is wrong: where, which key, what was found, what is expected.
    """
    path = file or (Path(os.environ["ROUNDWATCH_CONFIG"]) if "ROUNDWATCH_CONFIG" in os.environ else None)
    if path is None and DEFAULT_FILE.exists():
        path = DEFAULT_FILE
    if path:
        _read_toml(path)
    _refuse_unknown_variables()
    try:
        config = _settings_from(path)()
    except ValidationError as error:
        raise ConfigError("\n".join(_explained(path, error))) from None
    return _with_paths_beside(config, path)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; `roundwatch init` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None


def _settings_from(path: Path | None) -> type[Config]:
    class FromFile(Config):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            del env_settings, dotenv_settings, file_secret_settings
            toml = (TomlConfigSettingsSource(settings_cls, path),) if path else ()
            return (init_settings, _SecretFiles(settings_cls), _Variables(settings_cls), *toml)

    return FromFile


def _refuse_unknown_variables() -> None:
    sections = {name.upper() for name in Config.model_fields}
    for name in sorted(os.environ):
        upper = name.upper()
        if not upper.startswith(PREFIX) or upper in RESERVED:
            continue
        if upper.removeprefix(PREFIX).split("__")[0] not in sections:
            raise ConfigError(
                f"environment: unknown variable {name}; expected {PREFIX}SECTION__KEY with a section of "
                f"{', '.join(sorted(s.lower() for s in sections))}"
            )


def _explained(path: Path | None, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        keys = [str(part) for part in problem["loc"]]
        where = _origin(path, keys)
        key = ".".join(keys)
        if problem["type"] == "extra_forbidden":
            yield f"{where}: unknown key {key}{_nearest(keys)}"
            continue
        found = "a secret" if _is_secret(keys) else repr(problem["input"])
        expected = problem["msg"].removeprefix("Value error, ")
        yield f"{where}: {key}: found {found}; {expected[:1].lower()}{expected[1:]}"


def _origin(path: Path | None, keys: list[str]) -> str:
    variable = PREFIX + "__".join(keys).upper()
    for name in (variable, f"{variable}_FILE"):
        if any(name == candidate.upper() for candidate in os.environ):
            return f"environment variable {name}"
    return str(path) if path else "environment"


def _nearest(keys: list[str]) -> str:
    from difflib import get_close_matches

    fields: Mapping[str, FieldInfo] = Config.model_fields
    for key in keys[:-1]:
        annotation = fields[key].annotation if key in fields else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return ""
        fields = annotation.model_fields
    match = get_close_matches(keys[-1], list(fields), n=1)
    return f"; did you mean {match[0]}?" if match else f"; expected one of {', '.join(fields)}"


def _is_secret(keys: list[str]) -> bool:
    # Where the name of a key's variable belongs, and in an address, people paste keys.
    return keys[0] == "slack" or keys[-1] in ("password", "url", "endpoint", "api_key_env")


def _with_paths_beside(config: Config, path: Path | None) -> Config:
    """Relative paths count from the configuration's folder, not from wherever the program was started."""
    folder = path.resolve().parent if path else Path.cwd()
    url = config.database.url.get_secret_value()
    marker = "sqlite:///"
    if url.startswith(marker) and not url.startswith("sqlite:////") and url != "sqlite:///:memory:":
        url = f"{marker}{folder / url.removeprefix(marker)}"
    clock = config.clock.file
    return config.model_copy(
        update={
            "database": DatabaseConfig(url=SecretStr(url)),
            "clock": ClockConfig(file=folder / clock if clock else None),
        }
    )


def commented_toml() -> str:
    """A roundwatch.toml with every key, its description and its default, all commented out."""
    lines = ["# Roundwatch's configuration. Every key is shown with its default; remove the # to change one.", ""]
    for section, info in Config.model_fields.items():
        model = info.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        lines += [f"# {(model.__doc__ or '').splitlines()[0]}", f"[{section}]"]
        for key, field in model.model_fields.items():
            lines += _commented(key, field)
        lines.append("")
    return "\n".join(lines)


def _commented(key: str, field: FieldInfo) -> list[str]:
    default = field.get_default(call_default_factory=True, validated_data={})
    return [f"# {field.description}", f"#{key} = {_toml_value(default)}", ""]


def _toml_value(value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if value is None:
        return '""  # not set'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str | Path) else f"{value:_}" if isinstance(value, int) else str(value)
