"""Which agreement or case an act is about, where its sentence does not name it.

A page that names one agreement means it by "the pact" as well; a complaint between two countries is
the one case they have, or a case of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

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
    cases = _cases(given, lexicon)
    pacts = _pacts(given, lexicon)
    return [_named(node, agreements, cases, pacts) for node in given]


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


def _named(
    node: Act,
    agreements: dict[str, str],
    cases: dict[frozenset[str], set[str]],
    pacts: dict[frozenset[str], set[str]],
) -> Act:
    if node.kind.value.startswith("agreement_") and _unnamed(node):
        told = {agreements[key] for key in node.keys if key in agreements}
        if not told and node.kind in _NOTICE_KINDS:
            told = pacts.get(node.countries, set())
        return replace(node, about=next(iter(told))) if len(told) == 1 else node
    countries = node.countries if len(node.countries) > 1 else _in_words(node)
    if node.kind in _CASE_KINDS and not node.case and len(countries) > 1:
        options = cases.get(countries, set())
        slug = "-".join(sorted(countries)).lower()
        return replace(node, about=next(iter(options)) if len(options) == 1 else f"case:{slug}")
    return node


def _in_words(node: Act) -> frozenset[str]:
    """The countries that the sentence of a step names, where its arguments name fewer than two."""
    if node.kind not in _CASE_KINDS:
        return frozenset()
    words = " ".join(record.quote for record in node.records)
    return node.countries | {code for code, names in _countries(node.lexicon) if names.search(words)}


@lru_cache(maxsize=4)
def _countries(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every country with a pattern of its names and of what is called after it."""
    return tuple(
        (
            entry.id,
            re.compile(rf"\b(?:{'|'.join(map(re.escape, (entry.name, *entry.names, *entry.demonyms)))})\b"),
        )
        for entry in lexicon.entries.values()
        if entry.kind == "country"
    )
