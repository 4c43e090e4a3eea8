"""The wheel holds all that the program needs, and the lock files all that installing it needs."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

_TRY_IT = """
import sys
from datetime import UTC, datetime
import crawler.database
from crawler.database import migrate, open_engine, schema_revision
from crawler.sources import catalogue
from alerts.channels.email.rendering import html
from alerts.detection import detect
from alerts.digests.sample import sample_digest
assert crawler.database.__file__.startswith(sys.argv[1]), crawler.database.__file__
engine = open_engine(f"sqlite:///{sys.argv[1]}/x.db")
migrate(engine)
assert schema_revision(engine)
assert len(list(catalogue())) > 100
assert "Roundwatch" in html(sample_digest(datetime.now(UTC), "s", "UTC"))
[mention] = detect("Acme raises $5m", "Robot maker Acme has raised $5 million from Bolt Ventures.")
assert mention.confidence > 0.5
[mention] = detect("远岚科技完成A轮融资", "远岚科技宣布完成1亿元A轮融资。", language="zh")
import roundwatch.web.app
"""


def test_the_wheel_runs_by_itself(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(CHECKOUT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    top = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert top == {"alerts", "crawler", "roundwatch"}
    subprocess.run(
        [sys.executable, "-c", _TRY_IT, str(installed)], check=True, cwd=tmp_path, env={"PYTHONPATH": str(installed)}
    )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_has_every_hash_and_no_address(name: str) -> None:
    text = (CHECKOUT / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 100
    assert all("--hash=sha256:" in entry and "==" in entry for entry in entries)


def test_the_lock_files_agree() -> None:
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (CHECKOUT / name).read_text(), re.MULTILINE))

    run, develop = versions("requirements.lock"), versions("requirements-dev.lock")
    assert run.items() <= develop.items()
