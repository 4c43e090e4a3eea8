"""Moves the demo's time from scene to scene, whenever the service has nothing left to do at the present one.

So the outcome does not depend on the machine's speed, nor on the service being killed and started again in between.
"""

import csv
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from crawler.clock import file_clock
from crawler.database import open_engine
from demo.articles import stories
from demo.inboxes import Inboxes, Letter
from demo.newsroom import Newsroom
from roundwatch.backlog import Backlog, backlog

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
POLL_HOURS = 2
# A scene after which an article can be found: every source has fallen due again by then.
AFTER_PUBLICATION = timedelta(hours=POLL_HOURS)
GROUPING_WAIT = timedelta(minutes=30)
STUCK_AFTER_SECONDS = 45.0
WATCHES = """name,kind,aliases
Megvii,company,Face++
SenseTime,company,
Glimmerwerk,company,
Lumenfold,company,
Kestrelyn,company,
Mittiworks,company,
Hyllaby,company,
Vayulane,company,
Peatbank,company,
Coppervane,company,
Quarry,company,
Anvilry,company,
"""


class StuckError(Exception):
    """The service did not get through the work of a scene; the message says which work."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What came of a demo."""

    folder: Path
    letters: tuple[Letter, ...]
    posts: tuple[Path, ...]


@dataclass
class Service:
    """The real service, as a process that can be killed and started again."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start `roundwatch run`; its log goes to service.log."""
        with (self.folder / "service.log").open("ab") as log:
            self.process = subprocess.Popen([*program(self.folder), "run"], stderr=log, stdout=log)

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL


def program(folder: Path) -> list[str]:
    """The command line of this environment's roundwatch, with the demo's configuration."""
    return [str(Path(sys.executable).with_name("roundwatch")), "--config", str(folder / "roundwatch.toml")]


def scenes() -> list[datetime]:
    """The instants that time stops at: when sources fall due after a publication, a grouping wait later, when Slack is
    told, and each morning after news, when email is.

    Just before a morning's digest there is one for polling: else it would be chance whether what was published in the
    last hour is in it.
    """
    polls: set[datetime] = {START}
    mornings: set[datetime] = set()
    for published in {story.published for story in stories() if story.published > START}:
        seen = published + AFTER_PUBLICATION
        morning = _next_morning(seen)
        polls |= {seen, morning - timedelta(minutes=1)}
        mornings.add(morning)
    return sorted(polls | mornings | {poll + GROUPING_WAIT for poll in polls})


def _next_morning(moment: datetime) -> datetime:
    local = moment.astimezone(ZONE)
    morning = local.replace(hour=8, minute=0, second=0, microsecond=0)
    return (morning if morning > local else morning + timedelta(days=1)).astimezone(UTC)


def run_demo(folder: Path, on_scene: Callable[[datetime, Service, Inboxes], None] | None = None) -> Demo:
    """Run the whole demo in an empty folder. `on_scene` is told of each scene before its work begins.

    Raises
    ------
    StuckError
    """
    now_file = folder / "now"
    set_clock(now_file, START)
    with Newsroom(file_clock(now_file)) as newsroom, Inboxes(folder / "inbox") as inboxes:
        _prepare(folder, newsroom, inboxes)
        engine = open_engine(f"sqlite:///{folder}/roundwatch.db")
        with _running(folder) as service:
            for scene in scenes():
                set_clock(now_file, scene)
                if on_scene:
                    on_scene(scene, service, inboxes)
                _until_idle(engine, scene, service)
        engine.dispose()
    return Demo(folder, tuple(inboxes.letters), tuple(inboxes.posts))


@contextmanager
def _running(folder: Path) -> Iterator[Service]:
    service = Service(folder)
    service.start()
    try:
        yield service
    except BaseException:
        service.kill()
        raise
    if service.stop() != 0:
        raise StuckError(f"the service did not stop cleanly; see {folder / 'service.log'}")


def set_clock(file: Path, moment: datetime) -> None:
    """Rewrite the clock's file whole or not at all: the service may read it at any instant."""
    fresh = file.with_suffix(".next")
    fresh.write_text(moment.isoformat(), encoding="ascii")
    fresh.replace(file)


def _prepare(folder: Path, newsroom: Newsroom, inboxes: Inboxes) -> None:
    (folder / "roundwatch.toml").write_text(_settings(inboxes), encoding="utf-8")
    with (folder / "sources.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*newsroom.sources[0], "poll_seconds"])
        writer.writeheader()
        writer.writerows(row | {"poll_seconds": str(POLL_HOURS * 3600)} for row in newsroom.sources)
    (folder / "watches.csv").write_text(WATCHES, encoding="utf-8")
    for arguments in (
        ("source", "import", str(folder / "sources.csv")),
        ("watch", "import", str(folder / "watches.csv")),
        ("subscription", "add", "analysts", "--email", "analysts@example.org", "--every", "daily", "--at", "08:00"),
        ("subscription", "add", "deals", "--slack", "deals", "--every", "immediate"),
    ):
        subprocess.run([*program(folder), *arguments], check=True, capture_output=True)


def _settings(inboxes: Inboxes) -> str:
    return f"""# The demo's configuration: the same service, with a clock of its own and only loopback to talk to.
[database]
url = "sqlite:///roundwatch.db"
[clock]
file = "now"
[service]
tick_seconds = 0.1
[crawler]
allow_networks = ["127.0.0.0/8"]
host_gap_seconds = 0
contact = "demo@example.org"
[digests]
timezone = "{ZONE.key}"
grouping_wait_seconds = {GROUPING_WAIT.total_seconds():.0f}
[email]
host = "127.0.0.1"
port = {inboxes.mail_port}
sender = "roundwatch@example.org"
[slack.webhooks]
deals = "{inboxes.webhook}"
[web]
enabled = false
"""


def _until_idle(engine: Engine, now: datetime, service: Service) -> None:
    deadline = time.monotonic() + STUCK_AFTER_SECONDS
    while not (due := backlog(engine, now, grouping_wait=GROUPING_WAIT)).empty:
        if service.process is not None and service.process.poll() is not None:
            raise StuckError(f"the service ended by itself with code {service.process.returncode}")
        if time.monotonic() > deadline:
            raise StuckError(f"at {now:%Y-%m-%d %H:%M} UTC the service did not get through: {_named(due)}")
        time.sleep(0.05)


def _named(due: Backlog) -> str:
    return ", ".join(f"{getattr(due, name)} {name.replace('_', ' ')}" for name in due.__slots__ if getattr(due, name))
