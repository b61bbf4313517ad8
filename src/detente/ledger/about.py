"""Which agreement or case an act is about, where its sentence does not name it.

A page that names one agreement means it by "the pact" as well; a complaint between two countries is
the one case they have, or a case of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.ledger.acts import Act
from detente.lexicon import Lexicon
from detente.model import Kind

_CASE_KINDS = frozenset(
    {
        Kind.COMPLAINT_FILED,
        Kind.CONSULTATIONS_HELD,
        Kind.PANEL_REQUESTED,
        Kind.PANEL_BLOCKED,
        Kind.PANEL_ESTABLISHED,
        Kind.PROCEEDING_SUSPENDED,
        Kind.PROCEEDING_RESUMED,
        Kind.PROCEEDING_WITHDRAWN,
    }
)


def name_subjects(nodes: Iterable[Act], lexicon: Lexicon) -> list[Act]:
    """Give acts on an agreement or a case the one they must mean; others stay as they are."""
    given = list(nodes)
    agreements = _only_one(given)
    cases = _cases(given, lexicon)
    return [_named(node, agreements, cases) for node in given]


def _only_one(nodes: Sequence[Act]) -> dict[str, str]:
    """The agreement of each article that names just one."""
    named: dict[str, set[str]] = {}
    for node in nodes:
        if node.agreement and node.agreement.startswith("agreement:"):
            for key in node.keys:
                named.setdefault(key, set()).add(node.agreement)
    return {key: next(iter(found)) for key, found in named.items() if len(found) == 1}


def _cases(nodes: Sequence[Act], lexicon: Lexicon) -> dict[frozenset[str], set[str]]:
    """Cases by their parties: those of the lexicon that the ledger names, else those with just these."""
    used = {node.case for node in nodes if node.case}
    found: dict[frozenset[str], set[str]] = {}
    known: dict[frozenset[str], set[str]] = {}
    for entry in lexicon.entries.values():
        if entry.kind == "case" and (parties := frozenset(entry.terms.get("parties", ()))):
            (found if entry.id in used else known).setdefault(parties, set()).add(entry.id)
    return {**known, **found}


def _named(node: Act, agreements: dict[str, str], cases: dict[frozenset[str], set[str]]) -> Act:
    if node.kind.value.startswith("agreement_") and not node.agreement:
        told = {agreements[key] for key in node.keys if key in agreements}
        return replace(node, about=next(iter(told))) if len(told) == 1 else node
    if node.kind in _CASE_KINDS and not node.case and len(node.countries) > 1:
        options = cases.get(node.countries, set())
        slug = "-".join(sorted(node.countries)).lower()
        return replace(node, about=next(iter(options)) if len(options) == 1 else f"case:{slug}")
    return node
