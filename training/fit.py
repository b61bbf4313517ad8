"""The softmax of the trained models: sparse features, an L2 penalty, L-BFGS; the same weights every time."""

import collections
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

ITERATIONS = 70
"""Steps of L-BFGS: stopped early, which helps about as much as a stronger penalty."""

Floats = NDArray[np.float32]


def softmax(z: Floats) -> Floats:
    """Probabilities of the rows of a matrix of scores."""
    z = z - z.max(1, keepdims=True)
    np.exp(z, out=z)
    found: Floats = z / z.sum(1, keepdims=True)
    return found


class Vocabulary:
    """The features that stand in two examples or more, each with its column."""

    def __init__(self, rows: Sequence[Sequence[str]], least: int = 2) -> None:
        """Count features; what stands in fewer than `least` examples is left out."""
        count = collections.Counter(f for r in rows for f in set(r))
        self.at = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= least))}

    def matrix(self, rows: Sequence[Sequence[str]], vectors: Sequence[Any] | None, scale: float) -> Any:
        """(examples, features) of 0 and 1, the scaled vectors as further columns where there are any."""
        indptr, indices = [0], []
        for row in rows:
            indices += sorted({self.at[f] for f in row if f in self.at})
            indptr.append(len(indices))
        ones = np.ones(len(indices), np.float32)
        x = sparse.csr_matrix((ones, indices, indptr), (len(rows), len(self.at)))
        if vectors is None:
            return x
        return sparse.hstack([x, sparse.csr_matrix(np.asarray(vectors, np.float32) * scale)]).tocsr()


def fit(x: Any, y: NDArray[np.int64], classes: int, penalty: float) -> Floats:
    """Weights (features, classes) that make the right answers likely."""
    n, d = x.shape
    right = np.zeros((n, classes), np.float32)
    right[np.arange(n), y] = 1
    turned = x.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w = flat.reshape(d, classes)
        p = softmax(x @ w)
        value = -np.log(p[np.arange(n), y] + 1e-9).sum() + 0.5 * penalty * (w * w).sum()
        return float(value), (turned @ (p - right) + penalty * w).ravel().astype(np.float64)

    options = {"maxiter": ITERATIONS, "maxcor": 10}
    done = minimize(loss, np.zeros(d * classes), jac=True, method="L-BFGS-B", options=options)
    found: Floats = done.x.reshape(d, classes).astype(np.float32)
    return found
