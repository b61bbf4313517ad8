"""What a later edition of a page makes of a sentence is the same assertion told anew, whatever day it gives.

Without this a day that was corrected by more than a few would be a second act beside the first.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations

from detente.ledger.acts import family, modality
from detente.ledger.choose import canonical
from detente.ledger.records import Logged
from detente.model import Kind

ALIKE = 0.75
"""Share of words that two editions of a sentence have in common, in their order (a tuned number)."""


def edited_together(groups: Iterable[list[Logged]]) -> list[list[Logged]]:
    """The groups of records, those joined that are one sentence of a page in several editions.

    A sentence that a later edition keeps is joined with itself, so that one beside it that is new is not
    taken for what became of it.
    """
    found: list[list[Logged]] = []
    pages: dict[tuple[object, ...], list[list[Logged]]] = {}
    for group in groups:
        first = group[0]
        said = first.assertion
        if first.source.page is None or said.kind is Kind.LICENCE_COUNTED or not first.quote:
            found.append(group)
            continue
        goods = frozenset((m.id or m.name, m.form) for m in said.items)
        key = (first.source.page, family(said.kind), modality(said.status), goods)
        pages.setdefault(key, []).append(group)
    for editions in pages.values():
        found += _joined(editions)
    return found


def _joined(groups: list[list[Logged]]) -> list[list[Logged]]:
    """Groups of one page and family joined, the most alike first; of each snapshot one at most."""
    parts = {i: [i] for i in range(len(groups))}
    ordered = sorted(range(len(groups)), key=lambda i: canonical(groups[i][0]))
    pairs = [(_alike(groups[i][0], groups[j][0]), i, j) for i, j in combinations(ordered, 2)]
    pairs = [pair for pair in pairs if pair[0] >= ALIKE]
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        mine, theirs = parts[i], parts[j]
        shots = [{groups[n][0].snapshot for n in part} for part in (mine, theirs)]
        if mine is not theirs and not shots[0] & shots[1]:
            mine += theirs
            parts.update((n, mine) for n in theirs)
    whole = {id(part): part for part in parts.values()}
    return [[record for n in part for record in groups[n]] for part in whole.values()]


def _alike(a: Logged, b: Logged) -> float:
    """How alike the sentences of two snapshots are, 0 to 1."""
    if a.snapshot == b.snapshot:
        return 0.0
    words = [" ".join(one.quote.split()).split(" ") for one in (a, b)]
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()
