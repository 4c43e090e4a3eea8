"""The pool of workers: a page that hangs, crashes or eats memory costs only itself, and nothing outlives the service."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from crawler.config import ExtractionConfig
from crawler.extraction import PageTooSlowError, SlotPool, UnreadablePageError, WorkerKilledError

FEW = ExtractionConfig(workers=2, page_seconds=1.5, memory_bytes=600_000_000)


def hang_in_c() -> None:
    """A regular expression that takes for ever while it holds the interpreter."""
    re.match(r"(a+)+$", "a" * 40 + "b")


def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat_memory() -> int:
    return len(bytearray(2_000_000_000))


def refuse() -> None:
    raise UnreadablePageError("no article here")


def in_pool(story: Callable[[SlotPool], Awaitable[None]]) -> None:
    async def run() -> None:
        pool = SlotPool(FEW, preload=())
        try:
            await pool.start()
            await story(pool)
        finally:
            pool.close()

    asyncio.run(run())


async def goes_on(pool: SlotPool) -> None:
    """Every slot still answers."""
    assert await asyncio.gather(*(pool.run(abs, -n) for n in range(8))) == list(range(8))


def test_a_page_that_hangs_in_c_code_is_killed_in_time_and_the_others_go_on() -> None:
    async def story(pool: SlotPool) -> None:
        began = time.monotonic()
        answers = await asyncio.gather(
            pool.run(hang_in_c), *(pool.run(abs, -n) for n in range(20)), return_exceptions=True
        )
        assert isinstance(answers[0], PageTooSlowError)
        assert answers[1:] == list(range(20))
        assert time.monotonic() - began < 10
        await goes_on(pool)

    in_pool(story)


def test_a_page_that_kills_its_worker_twice_is_given_up() -> None:
    async def story(pool: SlotPool) -> None:
        with pytest.raises(WorkerKilledError):
            await pool.run(crash)
        await goes_on(pool)

    in_pool(story)


def test_a_page_that_eats_memory_is_stopped_at_the_ceiling() -> None:
    async def story(pool: SlotPool) -> None:
        with pytest.raises(WorkerKilledError, match="memory"):
            await pool.run(eat_memory)
        await goes_on(pool)

    in_pool(story)


def test_what_a_page_raises_comes_back() -> None:
    async def story(pool: SlotPool) -> None:
        with pytest.raises(UnreadablePageError, match="no article here"):
            await pool.run(refuse)

    in_pool(story)


_SERVICE = """
import asyncio, os, sys
from crawler.config import ExtractionConfig
from crawler.extraction import SlotPool
async def main():
    pool = SlotPool(ExtractionConfig(workers=2), preload=())
    await pool.start()
    print(await pool.run(os.getpid), flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def test_no_worker_outlives_a_killed_service() -> None:
    service = subprocess.Popen([sys.executable, "-c", _SERVICE], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    worker = int(service.stdout.readline())
    service.kill()
    service.wait()
    deadline = time.monotonic() + 10
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
