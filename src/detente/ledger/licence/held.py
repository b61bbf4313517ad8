"""Licences held: those the user says, those the rules' data know, those in the licence book."""

from collections.abc import Iterator
from dataclasses import replace

from detente.ledger.licence.question import LICENCES, NONE_HELD, Asking, Finding, later, source, written
from detente.ledger.rules import Branch
from detente.ledger.views import Licence, LicenceBook, State
from detente.model import When


def books(state: State, item: str, form: str | None = None) -> list[LicenceBook]:
    """The licence books of an item: of one form where it is given, else the one of all its forms."""
    return [b for b in state.licences if b.item == item and b.form == form]


def with_licences(found: Finding, asking: Asking) -> Finding:
    """Choose the branch of a licence that is held.

    Where the user said which are held, these are all, and no branch of another licence is open: nor does
    a bulk licence cover it that is not among them.
    """
    said = asking.question.holds
    known = {kind: (basis, since) for kind, basis, since in _known(asking)}
    if not found.branches:
        bulk = found.answer in LICENCES[1:]
        if not bulk or not said or found.answer in {*said, *known}:
            return found
        basis = (*found.basis, (_none_fits(said), "the question"))
        return replace(found, answer=found.otherwise, since=None, basis=basis)
    found = replace(found, licences_tell=any(branch.holds for branch in found.branches))
    since: When | None = None
    facts = tuple(branch for branch in found.branches if branch.fact)
    rest = [branch for branch in found.branches if not branch.fact]
    held = next((b for b in rest if (b.holds or b.answer) in {*said, *known}), None)
    if held is not None:
        kind = held.holds or held.answer
        told, since = known.get(kind) or ((f"A {written(kind)} is held.", "the question"), None)
        basis = (told,)
    elif said:
        held = next((b for b in rest if b.answer not in LICENCES[1:]), None)
        basis = ((_none_fits(said), "the question"),)
    if held is None or (len(rest) < 2 and not facts):  # noqa: PLR2004
        return found
    left = (*facts, Branch("otherwise", held.answer, held.holds)) if facts else ()
    return replace(
        found,
        answer="depends" if facts else held.answer,
        branches=left,
        since=later(found.begun.get(held.answer, found.since), since),
        basis=(*found.basis, *basis),
    )


def _none_fits(said: frozenset[str]) -> str:
    given = ", ".join(sorted(written(kind) for kind in said - {NONE_HELD}))
    return (
        f"Of the licences held ({given}) none covers it." if given else "No licence is held that covers it."
    )


def knows_exporter(asking: Asking) -> bool:
    """Whether the data or the licence book know a licence of the exporter for this deal."""
    return any(True for _ in _known(asking))


def _known(asking: Asking) -> Iterator[tuple[str, tuple[str, str], When | None]]:
    """Licences of the exporter, for this consignee and item, that data or the ledger's book know.

    Each is its kind, what to say of it with the reference, and since when it is held.
    """
    question = asking.question
    if not question.exporter:
        return
    for holder in asking.regime.holders if asking.regime else ():
        if not holder.term.holds(asking.state.on, asking.state.known):
            continue
        if (
            asking.is_party(question.exporter, [holder.exporter])
            and (not holder.items or question.item in holder.items)
            and _to(asking, holder.consignee)
        ):
            said = f"{holder.exporter} holds a {written(holder.licence)}."
            yield holder.licence, (said, holder.reference), holder.term.since
    for licence in _approved(asking):
        if licence.kind in LICENCES[1:]:
            said = f"{licence.exporter} holds a {written(licence.kind)} approved on {licence.when}."
            yield licence.kind, (said, source(licence.supports)), licence.when


def _approved(asking: Asking) -> Iterator[Licence]:
    """Bulk licences in the book between these two parties that are still valid."""
    question, on = asking.question, asking.state.on
    for book in books(asking.state, question.item):
        for licence in book.approved:
            if (
                licence.exporter
                and licence.when
                and licence.when.latest <= on
                and (licence.until is None or on <= licence.until.earliest)
                and asking.is_party(question.exporter or "", [licence.exporter])
                and _to(asking, licence.consignee)
            ):
                yield licence


def _to(asking: Asking, consignee: str | None) -> bool:
    """Whether a licence for a consignee (None: for any) covers the one asked about."""
    if consignee is None:
        return True
    given = asking.question.consignee
    return bool(given) and asking.is_party(given or "", [consignee])
