"""Organisations and places that only the language model sees; their ids are made of their names."""

from collections.abc import Sequence

from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.brackets import kind_of
from detente.reading.names.known import slug
from detente.reading.names.marks import Marks
from detente.reading.names.offices import is_role
from detente.reading.names.tokens import base, capitalised
from detente.reading.names.words import words
from detente.reading.parsed import Span

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_INNER = frozenset({"country", "place", "government"})


def mark_unknown(blocks: Sequence[Block], marks: Marks) -> None:
    """Add organisations and places that are in no lexicon.

    In headlines, where every word has a capital, only what the body names is believed.
    """
    seen: dict[str, Name] = {}
    for block in sorted(blocks, key=lambda b: b.part != "body"):
        for entity in block.doc.ents:
            name = _name(block, entity, marks)
            if name and (block.part == "body" or name.text in seen) and marks.add(name):
                seen.setdefault(name.text, name)


def _name(block: Block, entity: Span, marks: Marks) -> Name | None:
    span = _trim(entity)
    if span is None or not all(
        capitalised(t) or t.pos_ in {"ADP", "CCONJ", "DET", "PART", "PUNCT", "NUM"} for t in span
    ):
        return None
    if _of_an_office(span):
        return None
    over = marks.over(*block.at(span))
    start, end = block.at(span)
    text = " ".join(span.text.split())
    if entity.label_ == "ORG" and (not over or _wider(block, span, over)):
        kind = kind_of(text)
        prefix = {"organisation": "org"}.get(kind, kind)
        acts_for = over[0].id if over and kind == "body" and over[0].kind == "country" else None
        return Name(span.text, start, end, f"{prefix}:{slug(text)}", kind, acts_for=acts_for)
    if entity.label_ in _PLACES and not over:
        return Name(span.text, start, end, f"place:{slug(text)}", "place")
    return None


def _trim(entity: Span) -> Span | None:
    start, end = entity.start, entity.end
    while start < end and entity.doc[start].pos_ == "DET":
        start += 1
    while end > start and entity.doc[end - 1].tag_ == "POS":
        end -= 1
    span = entity.doc[start:end]
    return span if len(span) and any(c.isalpha() for c in span.text) else None


def _of_an_office(span: Span) -> bool:
    """Whether the words are of a title ("Secretary of State") or only a common word ("Co", "Agency")."""
    doc, forms = span.doc, words().heads["company"]
    if span.end < len(doc) and is_role(doc[span.end]) and capitalised(doc[span.end]):
        return True
    if (
        span.start > 1
        and doc[span.start - 1].lower_ == "of"
        and is_role(doc[span.start - 2])
        and len(span) == 1
    ):
        return True
    return all(t.lower_ in forms or t.is_punct for t in span)


def _wider(block: Block, span: Span, over: list[Name]) -> bool:
    """Whether an organisation's name rightly swallows the country in it ("Korea Widget Agency")."""
    if any(
        n.kind not in _INNER or n.start < block.at(span).start or n.end > block.at(span).end for n in over
    ):
        return False
    rest = [t for t in span if not any(n.start <= block.at(t).start < n.end for n in over) and t.is_alpha]
    own = [t for t in rest if capitalised(t) and t.pos_ == "PROPN"]
    common = words().government | words().business | words().role
    return (
        bool(own)
        and len(over) == 1
        and not any(is_role(t) or base(t) in common for t in own)
        and "-" not in span.text
    )
