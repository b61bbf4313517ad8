"""Trains the models that the reader uses beside its frames, from training/texts, and writes the weights.

usage: python training/train.py [OUT]

OUT is src/detente/lexicon/trained/learned.npz. The texts are invented and were written and labelled for
the project (training/README.md). Four questions, each a softmax over what the reader tells of a thing
(`features.py`, `moments.py`, `sides.py`, `chosen.py`): which act a token carries, whether it happened, which
of the days told is its own, whose act it is. The same texts give the same weights.
"""

import sys
from pathlib import Path
from zlib import crc32

import numpy as np
from fit import Vocabulary, fit
from gather import Example, gather

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "detente" / "lexicon" / "trained" / "learned.npz"
PENALTY = {"kind": 1.0, "status": 5.0, "role": 6.0, "moment": 6.0}
"""L2 of each question, chosen by cross-validation over the training documents."""
SCALE = 0.3
SMALL = 0.005
"""Rows of no greater weight are left out."""


def table(rows: list[Example], penalty: float) -> dict[str, np.ndarray]:
    """Answers, feature codes and weights of one question."""
    answers = sorted({row.label for row in rows})
    vocabulary = Vocabulary([row.features for row in rows])
    vectors = [row.vector for row in rows] if rows[0].vector is not None else None
    x = vocabulary.matrix([row.features for row in rows], vectors, SCALE)
    y = np.array([answers.index(row.label) for row in rows])
    w = fit(x, y, len(answers), penalty)
    names = list(vocabulary.at)
    own, dense = w[: len(names)], w[len(names) :] * SCALE
    ids = np.array([crc32(name.encode()) for name in names], np.uint32)
    keep = np.abs(own).max(1) > SMALL
    order = np.argsort(ids[keep], kind="stable")
    spare = np.full(len(dense), np.iinfo(np.uint32).max, np.uint32)
    return {
        "answers": np.array(answers),
        "ids": np.concatenate([ids[keep][order], spare]),
        "weights": np.concatenate([own[keep][order], dense]).astype(np.float16),
    }


def main() -> None:
    """Gather, fit and write."""
    found = gather(sorted((HERE / "texts").glob("*.jsonl")))
    out: dict[str, np.ndarray] = {}
    for name, penalty in PENALTY.items():
        rows = getattr(found, name)
        for key, value in table(rows, penalty).items():
            out[f"{name}.{key}"] = value
        print(f"{name:8} {len(rows):7} examples  {len(out[f'{name}.ids']):7} weights", file=sys.stderr)
    np.savez_compressed(sys.argv[1] if len(sys.argv) > 1 else OUT, **out)


if __name__ == "__main__":
    main()
