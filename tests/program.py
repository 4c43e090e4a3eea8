"""The installed program, run as a person runs it, in a folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTINGS = """
[crawler]
allow_networks = ["127.0.0.0/8"]
host_gap_seconds = 0
request_timeout_seconds = 5
[service]
tick_seconds = 0.2
[web]
enabled = false
"""


@dataclass(frozen=True)
class Program:
    """`roundwatch` with the configuration of one folder."""

    folder: Path

    def command(self, *args: str) -> list[str]:
        return [
            str(Path(sys.executable).with_name("roundwatch")),
            "--config",
            str(self.folder / "roundwatch.toml"),
            *args,
        ]

    def run(self, *args: str, stdin: str = "", timeout: float = 120) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*args), input=stdin, capture_output=True, text=True, timeout=timeout,
            env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}, check=False,
        )  # fmt: skip

    def ok(self, *args: str, stdin: str = "", timeout: float = 120) -> str:
        done = self.run(*args, stdin=stdin, timeout=timeout)
        assert done.returncode == 0, f"{args} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *args: str) -> Any:
        return json.loads(self.ok(*args, "--json"))


def program_in(folder: Path, extra: str = "") -> Program:
    """The program with settings for tests: loopback may be asked, nobody waits."""
    (folder / "roundwatch.toml").write_text(SETTINGS + extra)
    return Program(folder)
