"""Who issues an official document: it acts where a sentence of the document names nobody.

A notice says "exports of gallium shall be subject to licence" and leaves to its head or its signature whose
licence it is. Heads are "Notice of the Ministry of Commerce", "Commission Regulation (EU) No 5 of ..."; a
signature is a line that is nothing but the name of an authority; a page that an authority publishes is its.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.model import Basis, Kind, Mention, Name, Status, When
from detente.reading.assertions.draft import Draft
from detente.reading.assertions.scene import Scene

_ACTS = frozenset(
    {
        Kind.MEASURE_ANNOUNCED,
        Kind.MEASURE_COMMENT_OPENED,
        Kind.MEASURE_COMMENT_CLOSED,
        Kind.MEASURE_DECIDED,
        Kind.MEASURE_PROMULGATED,
        Kind.MEASURE_EFFECTIVE,
        Kind.MEASURE_AMENDED,
        Kind.MEASURE_WITHDRAWN,
        Kind.GROUP_CHANGED,
    }
)
_DOCUMENT = re.compile(
    r"\b(?:Public |Joint |Official |Implementing |Executive |Final |Interim )*"
    r"(?:Notice|Announcement|Notification|Order|Ordinance|Regulation|Decree|Proclamation|Circular|Decision|Rule)\b"
)
_NUMBERED = re.compile(r"\bNos?\.? ?\d|\bby the\b|\bof the\b|\(\w{2,}\)|/\d{4}\b")
_HEAD = 300
"""Characters at the head of a document within which it says whose it is."""
_TAIL = 400
"""Characters at the end of a document within which it is signed."""
_LONGEST_NAME = 80
_WORDS = 8
_SMALL = frozenset({"of", "and", "the", "&", "on", "for"})
_AUTHORITIES = frozenset({"body", "government", "country"})


_CLAUSE = re.compile(
    r"\bth(?:is|e present) (?:\w+ ){0,2}?(?:notice|announcement|notification|order|ordinance|regulation"
    r"|decree|rule|proclamation|circular|decision|act|law)\b[^.;\n]{0,40}?"
    r"\b(?:takes? effect|(?:comes?|enters?) into (?:force|effect)|becomes? effective|applies)\b",
    re.IGNORECASE,
)
_ON_ISSUE = re.compile(r"\b(?:date|day) of (?:its )?(?:issu\w+|publication|promulgation)\b", re.IGNORECASE)


def commenced(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, the measures of a document dated by the clause that says when it takes effect.

    "This announcement shall take effect on August 1" gives its day to every control of the document that has
    no day of its own, and takes their goods.
    """
    clauses = [(d, when) for d in drafts if (when := _commencement(scene, d)) is not None]
    if len({when.value for _, when in clauses}) != 1:
        return list(drafts)
    clause, when = clauses[0]
    ahead = scene.published is not None and when.earliest > scene.published
    mine = [
        d
        for d in drafts
        if d.assertion.kind is Kind.MEASURE_EFFECTIVE and d is not clause and not d.learned
        if d.assertion.when_basis in {None, Basis.REPORT} and d.assertion.items
        if d.assertion.status in {Status.OCCURRED, Status.PLANNED} and d.match.block.part == "body"
    ]
    status = Status.PLANNED if ahead else Status.OCCURRED
    items = tuple({(m.id, m.form): m for d in mine for m in d.assertion.items}.values())
    span = clause.assertion.when_span
    dated, telling = {id(d) for d in mine}, {id(d) for d, _ in clauses}
    found = []
    for draft in drafts:
        own = draft.assertion
        if id(draft) in dated:
            own = replace(own, when=when, when_basis=Basis.DERIVED, when_span=span, status=status)
        elif id(draft) in telling:
            own = replace(own, when=when, items=own.items or items, status=status)
        found.append(replace(draft, assertion=own))
    return found


def _commencement(scene: Scene, draft: Draft) -> When | None:
    """The day that a commencement clause gives; that of the page where it takes effect as it is issued."""
    own = draft.assertion
    text = scene.article.text[own.start : own.end] if own.start is not None else ""
    if own.kind is not Kind.MEASURE_EFFECTIVE or draft.learned or not _CLAUSE.search(text):
        return None
    if _ON_ISSUE.search(text):
        return When(scene.published.isoformat()) if scene.published else None
    return own.when if own.when_basis is Basis.TEXT else None


def issued(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of an official document with its issuer where they name nobody who acts."""
    bare = [d for d in drafts if d.assertion.kind in _ACTS and not d.assertion.actors and not d.learned]
    who = issuer(scene) if bare else None
    if who is None:
        return list(drafts)
    mine = {id(d) for d in bare if who.id not in {m.id for m in d.assertion.targets}}
    return [replace(d, assertion=replace(d.assertion, actors=(who,))) if id(d) in mine else d for d in drafts]


def issuer(scene: Scene) -> Mention | None:
    """The authority whose document the article is; None where it is none, or does not say."""
    publisher = scene.article.publisher
    entry = scene.lexicon.find(publisher, ("body",)) if publisher else None
    if publisher and entry and scene.lexicon.country_of(entry.id):
        return Mention(entry.id, publisher)
    head = scene.article.text[:_HEAD]
    found = next((m for m in _DOCUMENT.finditer(head) if _opens(head, m.start())), None)
    line = head[found.start() :].partition("\n")[0] if found else ""
    if found is None or not _NUMBERED.search(line):
        return None
    start = head.rfind("\n", 0, found.start()) + 1
    near = [n for n in scene.names_in(start, found.start() + len(line)) if _authority(scene, n)]
    if near:
        return Mention(near[0].id, near[0].text, near[0].start, near[0].end)
    return next(_signatures(scene), None)


def _opens(head: str, at: int) -> bool:
    """Whether a word stands at the head of its line, after at most the name of who issues it."""
    before = head[head.rfind("\n", 0, at) + 1 : at].split()
    return len(before) <= _WORDS and all(w[:1].isupper() or w in _SMALL for w in before)


def _authority(scene: Scene, name: Name) -> bool:
    return name.kind in _AUTHORITIES and scene.lexicon.country_of(name.id) is not None


def _signatures(scene: Scene) -> Iterator[Mention]:
    """Lines at the end that are nothing but the name of an authority."""
    text = scene.article.text
    at = max(0, len(text) - _TAIL)
    for line in text[at:].splitlines(keepends=True):
        name = line.strip(" .,;:-\r\n")
        entry = scene.lexicon.find(name, ("body",)) if 0 < len(name) <= _LONGEST_NAME else None
        if entry and scene.lexicon.country_of(entry.id):
            start = at + line.index(name)
            yield Mention(entry.id, name, start, start + len(name))
        at += len(line)
