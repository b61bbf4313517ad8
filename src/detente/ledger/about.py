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
    given = _by_words(given, agreements)
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


_PLAIN = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "their",
        "new",
        "bilateral",
        "landmark",
        "pact",
        "agreement",
        "accord",
    }
    | {"treaty", "deal", "arrangement", "convention", "line", "facility"}
)
"""Words by which any agreement may be called."""


def _by_words(nodes: Sequence[Act], agreements: dict[str, str]) -> list[Act]:
    """On a page that names no agreement, "the pact" is the one last told of in words: "a fisheries pact"."""
    last: dict[str, str] = {}
    named: dict[int, str] = {}
    told = [n for n in nodes if n.agreement and n.kind.value.startswith("agreement_") and _unnamed(n)]
    told = [n for n in told if len(n.keys) == 1 and not n.keys & agreements.keys()]
    told.sort(key=lambda n: (min(n.keys), n.records[0].assertion.start or 0))
    for node in (*told, *told):  # twice: a headline may say no more than "pact"
        key, words = min(node.keys), str(node.agreement).lower().split()
        own = [w for w in words if w not in _PLAIN]
        if own:
            sides = sorted(code.lower() for code in node.countries)
            known = last.get(key, "")
            name = f"agreement:{'-'.join((*sides, *own))}"
            last[key] = known if known.endswith("-" + "-".join(own)) and not sides else name
        if key in last:
            named.setdefault(id(node), last[key])
    return [replace(n, about=named[id(n)]) if id(n) in named else n for n in nodes]


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
    if not node.agreement:
        return True
    words = [w for w in node.agreement.split() if w not in {"The", "A", "An", "This", "That", "Its", "Their"}]
    capital = [w for w in words if not w.islower()]
    return ":" not in node.agreement and all(node.lexicon.find(w, {"country"}) for w in capital)


def _named(node: Act, agreements: dict[str, str], pacts: dict[frozenset[str], set[str]]) -> Act:
    if not (node.kind.value.startswith("agreement_") and _unnamed(node)):
        return node
    told = {agreements[key] for key in node.keys if key in agreements}
    if not told and node.kind in _NOTICE_KINDS:
        told = pacts.get(node.countries, set())
    return replace(node, about=next(iter(told))) if len(told) == 1 else node
