"""The trained model: acts that no frame tells.

A softmax over the features of a token gives the kind of its act, or none. It is trained by
`python training/train.py` on texts that the project wrote (docs/reference/trained.md); the weights lie in
lexicon/trained/learned.npz. `DETENTE_LEARNED=0` reads by frames alone.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from detente.model import Kind
from detente.reading.assertions.coded import Coded, lexis
from detente.reading.assertions.coded import sighted as seen
from detente.reading.assertions.features import candidate
from detente.reading.assertions.frames import Frame
from detente.reading.assertions.match import Match, sighted
from detente.reading.assertions.scene import LONGEST, Scene
from detente.reading.assertions.tables import softmax, tables
from detente.reading.blocks import Block
from detente.reading.parsed import Token

LEAST = 0.35
"""Probability from which an act is taken."""

_FAR = 0.7
"""How far under "none" an act may be before softmax: further down its share is under a third."""

REACH = 40_000
"""Characters of an article in which the model looks for acts: a news page has 5,000."""

_SIDES = frozenset({"country", "government", "agreement", "case", "country_group"})
"""Kinds of name of which a dispute has one: without any, the model is not asked."""

NONE = "none"

_CONTENT = frozenset({Kind.APPEAL_MADE, Kind.DEMAND_MADE, Kind.STATEMENT_MADE, Kind.THREAT_MADE})
"""Kinds whose clause says what is asked or said."""


@cache
def frames() -> dict[Kind, Frame]:
    """Where an act of each kind takes its arguments from: lexicon/trained/learned.toml."""
    rows = tomllib.loads((resources.files("detente.lexicon") / "trained" / "learned.toml").read_text("utf-8"))
    return {Kind(kind): _frame(Kind(kind), row) for kind, row in rows.items()}


def _frame(kind: Kind, row: dict[str, list[str]]) -> Frame:
    fields: dict[str, Any] = {name: tuple(value) for name, value in row.items()}
    return Frame(id=f"learned-{kind}", kind=kind, content=kind in _CONTENT, learned=True, **fields)


def learned(scene: Scene, block: Block, found: Sequence[Match]) -> Iterator[Match]:
    """What the model finds in a block beside the matches of its frames: no kind twice in a sentence."""
    table = tables().get("kind")
    if table is None or block.start > REACH or not any(n.id and n.kind in _SIDES for n in scene.names):
        return
    none = table.answers.index(NONE)
    told = {match.trigger.i for match in found}
    kinds: dict[int, set[Kind]] = defaultdict(set)
    for match in found:
        kinds[match.trigger.sent.start].add(match.frame.kind)
    for sentence in block.doc.sents:
        able = [t for t in sentence if t.i not in told and candidate(t)] if len(sentence) <= LONGEST else []
        if not able:
            continue
        have = kinds[sentence.start]
        sight = Coded(seen(scene, block, sentence), lexis("kind"))
        best: dict[Kind, tuple[float, Token]] = {}
        for token in able:
            z = table.sums(sight.of(token), block.doc.tensor[token.i])
            least, z[none] = float(z[none]) - _FAR, -np.inf
            at = int(z.argmax())
            if z[at] < least:
                continue
            z[none] = least + _FAR
            kind, share = Kind(table.answers[at]), float(softmax(z)[at])
            if share >= LEAST and kind not in have and share > best.get(kind, (0.0, token))[0]:
                best[kind] = (share, token)
        for kind, (_, token) in sorted(best.items(), key=lambda row: row[1][1].i):
            yield sighted(scene, block, frames()[kind], token)
