"""Worker processes that can each be killed: a page that hangs, crashes or eats memory costs only itself.

Each slot is an executor with one worker. A pool with several workers dies whole when one of them does, and a timeout
inside the worker never runs while C code holds the interpreter: both were measured. Here a slot's worker is killed from
outside and the slot gets a new one.
"""

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from threading import Thread
from typing import ParamSpec, TypeVar

import structlog

from crawler.config import ExtractionConfig

log = structlog.get_logger()

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

# Libraries leak a little; a fresh worker after so many jobs bounds it.
RECYCLE_AFTER = 500
# The first worker also pays for the fork server's imports.
START_SECONDS = 60.0


class WorkerKilledError(Exception):
    """The worker died of this job, twice: it crashed or ran out of memory."""


class PageTooSlowError(Exception):
    """The job did not end within its limit and was killed."""


@dataclass
class _Slot:
    executor: ProcessPoolExecutor
    jobs: int = 0


@dataclass
class SlotPool:
    """Runs functions in worker processes, each within a limit of time and memory. `run` may be called at any rate:
    jobs wait for a free slot.

    `preload` names the modules that the fork server imports once, so that a new worker starts in milliseconds.
    """

    config: ExtractionConfig
    preload: tuple[str, ...] = ("crawler.extraction.reading",)
    # Held open by this process alone: its end tells the workers that this process is gone, however it went.
    _lifeline: tuple[Connection, Connection] = field(default_factory=lambda: multiprocessing.Pipe(duplex=False))
    _idle: asyncio.Queue[_Slot] = field(default_factory=asyncio.Queue)
    _all: list[_Slot] = field(default_factory=list)

    async def start(self) -> None:
        """Start every worker and have each answer once. Raises WorkerKilledError when one cannot be started."""
        for _ in range(self.config.workers):
            slot = _Slot(self._executor())
            self._all.append(slot)
            self._idle.put_nowait(slot)
        await asyncio.gather(*(self._tried_twice(START_SECONDS, os.getpid, (), {}) for _ in self._all))

    async def run(
        self,
        function: Callable[Parameters, Answer],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """The function's answer, or the exception that it raised, from a worker process.

        Raises
        ------
        PageTooSlowError
            After the configuration's `page_seconds`; the worker is killed.
        WorkerKilledError
            The worker died, on a fresh worker again; or it met the ceiling of its memory.
        """
        return await self._tried_twice(self.config.page_seconds, function, args, kwargs)

    async def _tried_twice(
        self, seconds: float, function: Callable[..., Answer], args: tuple[object, ...], kwargs: dict[str, object]
    ) -> Answer:
        for last in (False, True):
            slot = await self._idle.get()
            try:
                return await self._attempt(slot, function, args, kwargs, seconds)
            except BrokenExecutor:
                if last:
                    raise WorkerKilledError("the worker process died of this page twice") from None
            finally:
                self._idle.put_nowait(slot)
        raise AssertionError("unreachable")

    async def _attempt(
        self,
        slot: _Slot,
        function: Callable[..., Answer],
        args: tuple[object, ...],
        kwargs: dict[str, object],
        seconds: float,
    ) -> Answer:
        try:
            call = asyncio.get_running_loop().run_in_executor(slot.executor, _call, function, args, kwargs)
            answer = await asyncio.wait_for(call, seconds)
        except TimeoutError:
            self._replace(slot)
            raise PageTooSlowError(f"not done within {seconds:g} s") from None
        except MemoryError:
            # What is left of its memory may be in pieces; the next page gets a fresh worker.
            self._replace(slot)
            raise WorkerKilledError("it needs more memory than a worker may have") from None
        except (BrokenExecutor, asyncio.CancelledError):
            self._replace(slot)
            raise
        slot.jobs += 1
        if slot.jobs >= RECYCLE_AFTER:
            self._replace(slot)
        return answer

    def _replace(self, slot: _Slot) -> None:
        _kill(slot.executor)
        slot.executor, slot.jobs = self._executor(), 0

    def _executor(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self.preload))
        told = (self.config.memory_bytes, self._lifeline[0])
        return ProcessPoolExecutor(1, mp_context=context, initializer=_settle_in, initargs=told)

    def close(self) -> None:
        """Kill every worker. Jobs in hand end with an exception."""
        for slot in self._all:
            _kill(slot.executor)
        self._all.clear()


def _call(function: Callable[..., Answer], args: tuple[object, ...], kwargs: dict[str, object]) -> Answer:
    return function(*args, **kwargs)


def _settle_in(memory_bytes: int, lifeline: Connection) -> None:
    """In the worker: Ctrl-C is the parent's business; memory has a ceiling; the crawl's own work comes first."""
    Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(10)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _end_with_parent(lifeline: Connection) -> None:
    # A worker waits for work on a pipe that it holds both ends of, so without this it would outlive a killed service.
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(0)


def _kill(executor: ProcessPoolExecutor) -> None:
    # Before Python 3.14 there is no public way to kill an executor's worker.
    for process in list((executor._processes or {}).values()):
        process.kill()
    executor.shutdown(wait=False, cancel_futures=True)
