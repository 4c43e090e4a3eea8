"""CPU time of two ways to do one thing, taken in turn so that the machine's mood falls on both."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

ROUNDS = 5
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the table. Times are median CPU milliseconds for one item."""

    part: str
    ours_ms: float
    peer: str
    peer_ms: float

    @property
    def ratio(self) -> float:
        """Our time over the peer's: below 1 is faster."""
        return self.ours_ms / self.peer_ms


def compare(
    part: str, items: Sequence[Item], ours: Callable[[Item], object], peer: str, theirs: Callable[[Item], object]
) -> Compared:
    """Measure both over all items, ROUNDS times, in turn."""
    rounds = [(_cpu_ms(items, ours), _cpu_ms(items, theirs)) for _ in range(ROUNDS)]
    return Compared(part, median(a for a, _ in rounds), peer, median(b for _, b in rounds))


def compare_each(
    part: str, items: Sequence[Item], ours: Callable[[Item], object], peer: str, theirs: Callable[[Item], object]
) -> Compared:
    """Measure both over each item, ROUNDS times, in turn: the time of the item in the middle, whatever the slowest."""
    pairs = [(_cpu_ms([one], ours), _cpu_ms([one], theirs)) for _ in range(ROUNDS) for one in items]
    return Compared(part, median(a for a, _ in pairs), peer, median(b for _, b in pairs))


def _cpu_ms(items: Sequence[Item], work: Callable[[Item], object]) -> float:
    began = time.process_time()
    for item in items:
        work(item)
    return 1000 * (time.process_time() - began) / len(items)
