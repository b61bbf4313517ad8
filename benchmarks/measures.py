"""A row of the gate's table, and the interval of a figure over documents."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

DRAWS = 1000
SEED = 0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of which task on which data, over how many, with its peer's and its 95 % interval.

    `ours` is None where it is skipped, `why` says why. `most` marks a figure that should be small;
    `held` is false for one that has no floor, such as a ratio of times.
    """

    task: str
    data: str
    n: int = 0
    ours: float | None = None
    peer: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""
    most: bool = False
    held: bool = True

    @property
    def key(self) -> str:
        """What floors are kept under."""
        return f"{self.task}, {self.data}"


def interval(documents: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """95 % interval of a figure by drawing the documents again, the same draws every time."""
    draw = random.Random(SEED)
    found = sorted(figure(draw.choices(documents, k=len(documents))) for _ in range(DRAWS))
    return found[round(DRAWS * 0.025)], found[round(DRAWS * 0.975) - 1]


def measured(
    task: str,
    data: str,
    documents: Sequence[T],
    figure: Callable[[Sequence[T]], float],
    *,
    n: int | None = None,
    peer: float | None = None,
    most: bool = False,
) -> Row:
    """The row of a figure that is reckoned from what was counted in each document."""
    if not documents:
        return Row(task, data, why="no document")
    low, high = interval(documents, figure)
    number = len(documents) if n is None else n
    return Row(task, data, number, figure(documents), peer, low, high, most=most)


def share(parts: Sequence[tuple[float, float]]) -> float:
    """Sum of the first over sum of the second, 0 of nothing."""
    whole = sum(part[1] for part in parts)
    return sum(part[0] for part in parts) / whole if whole else 0.0


def f1(parts: Sequence[tuple[float, float, float]]) -> float:
    """F1 of (hits, found, gold) of each document."""
    hits, found, gold = (sum(part[at] for part in parts) for at in range(3))
    return 2 * hits / (found + gold) if found + gold else 0.0
