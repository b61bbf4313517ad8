"""Which agreement or case an act is about, where its sentence does not name it.

A page that names one agreement means it by "the pact" as well; for cases see `cases`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.ledger.acts import Act
from detente.ledger.cases import name_cases
from detente.lexicon import Lexicon
from detente.model import Kind

_NOTICE_KINDS = frozenset(
    {
        Kind.AGREEMENT_NOTICE_DECIDED,
        Kind.AGREEMENT_NOTICE_GIVEN,
        Kind.AGREEMENT_NOTICE_SUSPENDED,
        Kind.AGREEMENT_NOTICE_WITHDRAWN,
    }
)


def name_subjects(nodes: Iterable[Act], lexicon: Lexicon) -> list[Act]:
    """Give acts on an agreement or a case the one they must mean; others stay as they are."""
    given = list(nodes)
    agreements = _only_one(given)
    pacts = _pacts(given, lexicon)
    return name_cases([_named(node, agreements, pacts) for node in given], lexicon)


def _only_one(nodes: Sequence[Act]) -> dict[str, str]:
    """The agreement of each article that names just one."""
    named: dict[str, set[str]] = {}
    for node in nodes:
        if node.agreement and node.agreement.startswith("agreement:"):
            for key in node.keys:
                named.setdefault(key, set()).add(node.agreement)
    return {key: next(iter(found)) for key, found in named.items() if len(found) == 1}


def _pacts(nodes: Sequence[Act], lexicon: Lexicon) -> dict[frozenset[str], set[str]]:
    """The agreements that the ledger names and that can be given notice of, by their parties."""
    found: dict[frozenset[str], set[str]] = {}
    for id_ in sorted({node.agreement for node in nodes if node.agreement}):
        entry = lexicon.get(id_)
        if entry and entry.terms.get("clock"):
            parties = frozenset(entry.terms.get("parties", ()) or entry.members)
            found.setdefault(parties, set()).add(id_)
    return found


def _unnamed(node: Act) -> bool:
    """Whether an act names no agreement, or only as "the pact"."""
    return not node.agreement or (":" not in node.agreement and node.agreement.islower())


def _named(node: Act, agreements: dict[str, str], pacts: dict[frozenset[str], set[str]]) -> Act:
    if not (node.kind.value.startswith("agreement_") and _unnamed(node)):
        return node
    told = {agreements[key] for key in node.keys if key in agreements}
    if not told and node.kind in _NOTICE_KINDS:
        told = pacts.get(node.countries, set())
    return replace(node, about=next(iter(told))) if len(told) == 1 else node
