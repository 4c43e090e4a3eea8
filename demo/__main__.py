"""`python -m demo`: runs the demo, shows its progress, and says what was told, and what was not and why."""

import argparse
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.articles import stories
from demo.director import Demo, Service, StuckError, run_demo, scenes
from demo.inboxes import Inboxes
from demo.report import print_report

out = Console(highlight=False, width=None if sys.stdout.isatty() else 80)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("demo-run"), help="where everything is kept; emptied first")
    folder = parser.parse_args().folder.resolve()
    if folder.exists() and not (folder / "now").exists() and any(folder.iterdir()):
        out.print(f"{folder} is there already and is no demo's folder; choose another with --folder", markup=False)
        return 2
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    try:
        demo = _shown(folder)
    except StuckError as error:
        out.print(f"\nThe demo stopped: {error}\nThe end of {folder / 'service.log'}:", markup=False)
        out.print("\n".join((folder / "service.log").read_text().splitlines()[-15:]), markup=False)
        return 1
    except KeyboardInterrupt:
        out.print("\nStopped.")
        return 130
    print_report(out, demo, seconds=time.monotonic() - began)
    return 0


def _shown(folder: Path) -> Demo:
    every = scenes()
    out.print(f"Five weeks of news, {len(stories())} articles, in a minute at most. Everything is in {folder.name}/.")
    with Progress(
        TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=out, disable=not out.is_terminal,
    ) as progress:  # fmt: skip
        task = progress.add_task("starting", total=len(every))
        told = [0]

        def on_scene(scene: datetime, _service: Service, inboxes: Inboxes) -> None:
            progress.update(task, advance=1, description=f"{scene:%a %-d %b %H:%M} UTC")
            news = len(inboxes.letters) + len(inboxes.posts)
            if news > told[0] and not out.is_terminal:
                out.print(
                    f"{scene:%a %-d %b %H:%M}  {len(inboxes.letters)} emails, {len(inboxes.posts)} Slack messages"
                )
            told[0] = news

        return run_demo(folder, on_scene)


if __name__ == "__main__":
    sys.exit(main())
