"""The weights of the trained models, lexicon/trained/learned.npz: a table a question.

`DETENTE_LEARNED=0` reads by frames alone.
"""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one question: a row a feature, found by its CRC-32, a column an answer."""

    answers: tuple[str, ...]
    ids: NDArray[np.uint32]
    """CRC-32 of the features, rising."""
    weights: NDArray[np.float32]
    """(features, answers)."""
    rows: dict[int, int]
    """The row of each code; the rows of a vector have none."""

    def sums(self, rows: Collection[int], vector: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """What the weights of some rows, each given once, add up to for each answer."""
        known = np.fromiter(rows, np.intp, len(rows))
        known.sort()  # the order in which numbers are added changes their last digits
        z: NDArray[np.float32] = self.weights.take(known, 0).sum(0, dtype=np.float32)
        if vector is not None:
            z += vector @ self.weights[-len(vector) :]
        return z

    def scores_of(self, codes: Iterable[int]) -> NDArray[np.float32]:
        """As `scores`, of features given by their codes."""
        return softmax(self.sums({row for row in map(self.rows.get, codes) if row is not None}))

    def scores(
        self, features: Iterable[str], vector: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """Probabilities of the answers; `vector` is that of the token, where it was learned from."""
        own = self.ids[: -len(vector)] if vector is not None else self.ids
        hashed = np.array(sorted({crc32(f.encode("utf-8", "surrogatepass")) for f in features}), np.uint32)
        at = np.searchsorted(own, hashed)
        at[at == len(own)] = 0
        z = self.weights[at[own[at] == hashed]].sum(0, dtype=np.float32)
        if vector is not None:
            z += vector @ self.weights[-len(vector) :]
        return softmax(z)


def softmax(z: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities from sums of weights."""
    z = np.exp(z - z.max())
    found: NDArray[np.float32] = z / z.sum()
    return found


_SPARE = np.iinfo(np.uint32).max
"""The id of the rows of a vector."""


def _places(ids: NDArray[np.uint32]) -> dict[int, int]:
    """The first row of each id."""
    own = ids[ids != _SPARE].tolist()
    return dict(zip(reversed(own), reversed(range(len(own))), strict=True))


@cache
def tables() -> dict[str, Table]:
    """The bundled weights by question, none where `DETENTE_LEARNED` is 0."""
    if os.environ.get("DETENTE_LEARNED") == "0":
        return {}
    with (resources.files("detente.lexicon") / "trained" / "learned.npz").open("rb") as file:
        rows = np.load(file)
        return {
            name: Table(
                tuple(str(a) for a in rows[f"{name}.answers"]),
                rows[f"{name}.ids"],
                rows[f"{name}.weights"].astype(np.float32),
                _places(rows[f"{name}.ids"]),
            )
            for name in ("kind", "status", "role", "moment")
        }
