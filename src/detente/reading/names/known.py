"""What the lexicon knows in a parsed piece, each with whom it means there."""

import re
from collections.abc import Iterable

from detente.lexicon import Entry, Lexicon
from detente.model import Article, Name
from detente.reading.blocks import Block
from detente.reading.names.matcher import Hit, matcher
from detente.reading.names.offices import is_role
from detente.reading.names.places import is_government
from detente.reading.parsed import Doc, Span

_AROUND = 6
"""Years around an office in which its holder is meant by the surname alone."""

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "X", "NUM"})
_NOUN_PLACES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "compound", "nmod"})
"""Places of the parse that only a noun has, whatever its tag says ("exports of tungsten")."""


def known_names(blocks: Iterable[Block], article: Article, lexicon: Lexicon) -> list[Name]:
    """The names of the lexicon in all pieces, in the order of the text."""
    finder, found = matcher(lexicon), []
    for block in blocks:
        found += [(block, hit) for hit in finder.hits(block.doc.text)]
    strangers = {
        hit.id for block, hit in found if _stranger(block, hit, lexicon.entries.get(hit.id), article)
    }
    found = [(block, hit) for block, hit in found if hit.id not in strangers]
    present = {hit.id for _, hit in found}
    year = article.published.day.year if article.published else None
    names = (
        _name(block, hit, lexicon.entries[hit.id], lexicon)
        for block, hit in found
        if hit.id and _applies(lexicon.entries[hit.id], block.doc.text[hit.start : hit.end], present, year)
    )
    return [name for name in names if name]


def _stranger(block: Block, hit: Hit, entry: Entry | None, article: Article) -> bool:
    """Whether a surname alone is another's: after another first name, or long before or after the office."""
    text = block.doc.text[hit.start : hit.end]
    if entry is None or entry.kind != "person" or " " in text:
        return False
    year = article.published.day.year if article.published else None
    offices = entry.terms.get("offices", ())
    if year is not None and not any(
        int(o["from"][:4]) - _AROUND <= year <= int(o.get("to", "9999")[:4]) + _AROUND for o in offices
    ):
        return True
    span = block.doc.char_span(hit.start, hit.end)
    if span is None or span.start == 0 or block.part != "body":
        return False
    before = span.doc[span.start - 1]
    entity = next((e for e in span.doc.ents if e.start < span.start < e.end), None)
    first = entity is not None and entity.label_ == "PERSON" and before.i >= entity.start
    return first and before.pos_ == "PROPN" and before.text.istitle() and not is_role(before)


def _applies(entry: Entry, text: str, present: set[str], year: int | None) -> bool:
    """Whether a description in common nouns may mean this entry: its parties named, its years right.

    "the semiconductor pact" is the one of 1986 only in those years and beside both its parties; a
    name with capitals speaks for itself.
    """
    if not text.islower():
        return True
    first_last = entry.terms.get("years")
    if first_last and year is not None and not first_last[0] <= year <= first_last[1]:
        return False
    parties = entry.terms.get("parties", ())
    return all(party in present for party in parties)


def _name(block: Block, hit: Hit, entry: Entry, lexicon: Lexicon) -> Name | None:
    span = block.doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or not _nominal(block.doc, hit) or (block.part == "body" and _in_a_title(span, entry)):
        return None
    kind, id_, acts_for = entry.kind, entry.id, None
    if hit.use == "metonym":
        kind = "government"
    elif hit.use == "seat":
        government = is_government(span)
        kind, id_ = (
            ("government", entry.id)
            if government
            else ("place", f"place:{slug(block.doc.text[hit.start : hit.end])}")
        )
    elif entry.kind == "person":
        acts_for = entry.country
    start, end = block.start + hit.start, block.start + hit.end
    if entry.kind == "agreement" and (pair := _of_others(block.doc.text[: hit.start], entry, lexicon)):
        text = pair + block.doc.text[hit.start : hit.end]
        return Name(text, start - len(pair), end, f"agreement:{slug(text)}", kind)
    return Name(block.doc.text[hit.start : hit.end], start, end, id_, kind, acts_for=acts_for, form=hit.form)


_PAIR = re.compile(r"[A-Z][\w.]+[-–][A-Z][\w.]+\s$")


def _of_others(before: str, entry: Entry, lexicon: Lexicon) -> str:
    """The pair of countries before a name that is another's agreement: "India-UK CETA" is not Canada's."""
    match, parties = _PAIR.search(before), set(entry.terms.get("parties", ()))
    if match is None or not parties:
        return ""
    found = [
        lexicon.find(word, {"country", "organisation", "body"}) for word in re.split("[-–]", match[0].strip())
    ]
    return match[0] if all(found) and not {one.id for one in found if one} <= parties else ""


def _nominal(doc: Doc, hit: Hit) -> bool:
    """Whether a name in small letters is a noun here, not a verb ("the price of oil", "they oil it").

    A name of several words is no verb, whatever the parser makes of a word it does not know.
    """
    if not doc.text[hit.start].islower() or " " in doc.text[hit.start : hit.end]:
        return True
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    return span is not None and (span[-1].pos_ in _NOMINAL or span[-1].dep_ in _NOUN_PLACES)


def _in_a_title(span: Span, entry: Entry) -> bool:
    """Whether a good is a word of some longer name with capitals ("Example Steel Fund")."""
    if entry.kind not in {"item", "item_group"} or not span.text.istitle() or span.end >= len(span.doc):
        return False
    following = span.doc[span.end]
    return following.pos_ == "PROPN" and following.text.istitle() and bool(span[-1].whitespace_)


_FOLD = str.maketrans("áàâäãåéèêëíìîïóòôöõøúùûüçñ", "aaaaaaeeeeiiiioooooouuuucn")


def slug(text: str) -> str:
    """A text as the last part of an id.

    >>> slug("Bureau of  São Paulo's Trade")
    'bureau-of-sao-paulos-trade'
    """
    plain = text.casefold().translate(_FOLD).replace("'", "").replace("’", "")
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())
