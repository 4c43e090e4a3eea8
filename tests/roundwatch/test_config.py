"""Configuration: what is wrong is one line that names where, which key, what was found and what is expected."""

from pathlib import Path

import pytest

from roundwatch.config import Config, ConfigError, commented_toml, load_config


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ROUNDWATCH_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def written(folder: Path, text: str) -> Path:
    file = folder / "roundwatch.toml"
    file.write_text(text)
    return file


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    config = load_config()
    assert config.database.url.get_secret_value() == f"sqlite:///{tmp_path}/roundwatch.db"
    assert config.web.host == "127.0.0.1"


def test_every_key_is_in_the_written_file_and_the_file_is_valid(tmp_path: Path) -> None:
    text = commented_toml()
    for section, info in Config.model_fields.items():
        assert f"[{section}]" in text
        for key, field in info.annotation.model_fields.items():  # type: ignore[union-attr]
            assert f"#{key} = " in text
            assert field.description, f"{section}.{key} says nothing of itself"
    assert load_config(written(tmp_path, text)).model_dump() == load_config(written(tmp_path, "")).model_dump()


def test_uncommented_defaults_are_the_defaults(tmp_path: Path) -> None:
    lines = [
        line.removeprefix("#") if line.startswith("#") and " = " in line and not line.startswith("# ") else line
        for line in commented_toml().splitlines()
        if "# not set" not in line
    ]
    uncommented = load_config(written(tmp_path, "\n".join(lines)))
    assert uncommented.model_dump() == load_config(written(tmp_path, "")).model_dump()


def test_a_variable_wins_over_the_file_and_keeps_the_sections_other_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, '[email]\nhost = "a.example"\nport = 2525\n')
    monkeypatch.setenv("ROUNDWATCH_EMAIL__HOST", "b.example")
    config = load_config(file)
    assert (config.email.host, config.email.port) == ("b.example", 2525)


def test_a_secret_is_read_from_its_file_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2\n")
    monkeypatch.setenv("ROUNDWATCH_EMAIL__PASSWORD_FILE", str(secret))
    config = load_config()
    assert config.email.password is not None
    assert config.email.password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(config)


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDWATCH_EMAIL__PASSWORD_FILE", "/no/such/file")
    with pytest.raises(ConfigError, match=r"ROUNDWATCH_EMAIL__PASSWORD_FILE.*/no/such/file"):
        load_config()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[crawler]\nhost_gap = 3\n", ["roundwatch.toml", "unknown key crawler.host_gap", "host_gap_seconds"]),
        ("[crowler]\n", ["roundwatch.toml", "unknown key crowler", "crawler"]),
        ('[web]\nport = "many"\n', ["roundwatch.toml", "web.port", "'many'", "integer"]),
        ('[digests]\ntimezone = "Mars/Olympus"\n', ["digests.timezone", "'Mars/Olympus'", "IANA time zone"]),
        ('[web]\nhost = "0.0.0.0"\n', ["web.host", "0.0.0.0", "127.0.0.1"]),
        ("[web\n", ["roundwatch.toml", "not TOML", "line 1"]),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    message = str(caught.value)
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_a_wrong_variable_is_named_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDWATCH_WEB__PORT", "many")
    with pytest.raises(ConfigError, match=r"environment variable ROUNDWATCH_WEB__PORT.*'many'"):
        load_config()


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDWATCH_WEBB__PORT", "1")
    with pytest.raises(ConfigError, match="ROUNDWATCH_WEBB__PORT"):
        load_config()


def test_a_secret_that_is_wrong_is_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, '[slack]\nwebhooks = "https://hooks.example/T0/QX7"\n'))
    assert "QX7" not in str(caught.value)
