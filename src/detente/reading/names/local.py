"""Bodies by the names that many states share: "China's commerce ministry", "the trade ministry".

Which is meant follows from the country named with it, else from the same words earlier in the
article, else from the article's countries where only one of them has such a body.
"""

from collections.abc import Sequence

from detente.lexicon import Lexicon
from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.marks import Marks
from detente.reading.names.matcher import Hit, lower, matcher, plain
from detente.reading.names.phrases import country_after, country_before


def mark_local(blocks: Sequence[Block], lexicon: Lexicon, marks: Marks) -> None:
    """Add the bodies named locally; one whose country is unknown has a null id."""
    finder = matcher(lexicon)
    meant: dict[str, Name] = {}
    present = {name.id for name in marks if name.kind in {"country", "government"}}
    for block in blocks:
        for hit in finder.hits(block.doc.text):
            start, end = block.start + hit.start, block.start + hit.end
            if hit.use != "local" or marks.over(start, end):
                continue
            text = block.doc.text[hit.start : hit.end]
            ids = finder.shared[lower(plain(text))]
            country = _country(block, hit, marks)
            id_, acts_for = _which(ids, country, present, meant.get(text.lower()), lexicon)
            name = Name(text, start, end, id_, "body", acts_for=acts_for)
            if marks.add(name) and id_:
                meant[text.lower()] = name


def _country(block: Block, hit: Hit, marks: Marks) -> str | None:
    span = block.doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None:
        return None
    owner = country_before(block, span[0], marks) or country_after(block, span[-1], marks)
    return owner.id if owner else None


def _which(
    ids: Sequence[str], country: str | None, present: set[str | None], before: Name | None, lexicon: Lexicon
) -> tuple[str | None, str | None]:
    """Id and country of the body meant."""
    by_country = {lexicon.country_of(id_): id_ for id_ in ids}
    if country is not None:
        return by_country.get(country), country
    if before is not None:
        return before.id, before.acts_for
    here = [c for c in by_country if c in present]
    return (by_country[here[0]], here[0]) if len(here) == 1 else (None, None)


def mark_namesakes(blocks: Sequence[Block], lexicon: Lexicon, marks: Marks) -> None:
    """Take the id off a body that the country before it says is another's ("Canada's Senate")."""
    for block in blocks:
        for name in marks.over(block.start, block.end):
            own = lexicon.country_of(name.id) if name.kind == "body" else None
            span = block.between(name.start, name.end) if own else None
            if span is None:
                continue
            country = country_before(block, span[0], marks)
            if country and country.id and country.id not in {own, "EU"}:
                marks.change(name, id=None, acts_for=country.id)
