"""Whose list is meant by a name that several states' lists have: "its white list", "Japan's whitelist"."""

from collections.abc import Sequence

from detente.lexicon import Lexicon
from detente.model import Name
from detente.reading.blocks import Block
from detente.reading.names.discourse import subject
from detente.reading.names.marks import Marks
from detente.reading.names.phrases import country_before


def mark_lists(blocks: Sequence[Block], lexicon: Lexicon, marks: Marks) -> None:
    """Give a shared name of a list the id it has for the country that acts.

    That is the country named before it, else the subject of an active sentence: who removes somebody
    from a list removes him from his own. Otherwise the shared id stays.
    """
    for block in blocks:
        for name in marks.over(block.start, block.end):
            entry = lexicon.get(name.id) if name.kind == "country_group" else None
            same: dict[str, str] = entry.terms.get("same_as", {}) if entry else {}
            if same and (id_ := same.get(_owner(block, name, lexicon, marks) or "")):
                marks.change(name, id=id_)


def _owner(block: Block, name: Name, lexicon: Lexicon, marks: Marks) -> str | None:
    span = block.between(name.start, name.end)
    if span is None:
        return None
    if before := country_before(block, span[0], marks):
        return before.id
    sent = span.sent
    acting = [
        n
        for n in marks.over(block.start + sent.start_char, name.start)
        if n.kind in {"country", "government", "body"} and subject(block, n, passive=False)
    ]
    return lexicon.country_of(acting[-1].id) if acting else None
