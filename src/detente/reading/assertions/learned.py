"""The trained model: acts that no frame tells.

A softmax over the features of a token gives the kind of its act, or none. It is trained by
`python training/train.py` on texts that the project wrote (docs/reference/trained.md); the weights lie in
lexicon/trained/learned.npz. `DETENTE_LEARNED=0` reads by frames alone.
"""

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from detente.model import Kind
from detente.reading.assertions.features import Sighted, candidate
from detente.reading.assertions.frames import Frame
from detente.reading.assertions.match import Match, sighted
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.blocks import Block

LEAST = 0.35
"""Probability from which an act is taken."""

REACH = 40_000
"""Characters of an article in which the model looks for acts: a news page has 5,000."""

_SIDES = frozenset({"country", "government", "agreement", "case", "country_group"})
"""Kinds of name of which a dispute has one: without any, the model is not asked."""

NONE = "none"

_CONTENT = frozenset({Kind.APPEAL_MADE, Kind.DEMAND_MADE, Kind.STATEMENT_MADE, Kind.THREAT_MADE})
"""Kinds whose clause says what is asked or said."""


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one question: a row a feature, found by its CRC-32, a column an answer."""

    answers: tuple[str, ...]
    ids: NDArray[np.uint32]
    """CRC-32 of the features, rising."""
    weights: NDArray[np.float32]
    """(features, answers)."""

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
        z = np.exp(z - z.max())
        found: NDArray[np.float32] = z / z.sum()
        return found


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
            )
            for name in ("kind", "status", "role", "moment")
        }


@cache
def frames() -> dict[Kind, Frame]:
    """Where an act of each kind takes its arguments from: lexicon/trained/learned.toml."""
    rows = tomllib.loads((resources.files("detente.lexicon") / "trained" / "learned.toml").read_text("utf-8"))
    return {Kind(kind): _frame(Kind(kind), row) for kind, row in rows.items()}


def _frame(kind: Kind, row: dict[str, list[str]]) -> Frame:
    fields: dict[str, Any] = {name: tuple(value) for name, value in row.items()}
    return Frame(id=f"learned-{kind}", kind=kind, content=kind in _CONTENT, **fields)


def learned(scene: Scene, block: Block, found: Sequence[Match]) -> Iterator[Match]:
    """What the model finds in a block beside the matches of its frames: no kind twice in a sentence."""
    table = tables().get("kind")
    if table is None or block.start > REACH or not any(n.id and n.kind in _SIDES for n in scene.names):
        return
    told = {match.trigger.i for match in found}
    kinds: dict[int, set[Kind]] = defaultdict(set)
    for match in found:
        kinds[match.trigger.sent.start].add(match.frame.kind)
    for sentence in block.doc.sents:
        if len(sentence) > LONGEST or not any(candidate(t) for t in sentence):
            continue
        have = kinds[sentence.start]
        sight = Sighted(scene, block, sentence)
        best: dict[Kind, tuple[float, Token]] = {}
        for token in sentence:
            if token.i in told or not candidate(token):
                continue
            scores = table.scores(sight.of(token), block.doc.tensor[token.i])
            at = max((i for i, answer in enumerate(table.answers) if answer != NONE), key=lambda i: scores[i])
            kind, share = Kind(table.answers[at]), float(scores[at])
            if share >= LEAST and kind not in have and share > best.get(kind, (0.0, token))[0]:
                best[kind] = (share, token)
        for kind, (_, token) in sorted(best.items(), key=lambda row: row[1][1].i):
            yield sighted(scene, block, frames()[kind], token)
