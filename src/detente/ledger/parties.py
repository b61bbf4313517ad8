"""Who acts for which country, and what an assertion is about, as sets of ids."""

from collections.abc import Iterable

from detente.ledger.records import Logged
from detente.lexicon import Lexicon
from detente.model import Mention


def country(mention: Mention, lexicon: Lexicon) -> str | None:
    """The country a party acts for; of a body the lexicon does not know, what its id says.

    A `body:jp/meti` is of JP even where no lexicon names it.
    """
    found = lexicon.country_of(mention.id)
    if found or not mention.id:
        return found
    head, _, rest = mention.id.partition(":")
    if not rest and len(head) == len("JP") and head.isupper():
        return head
    code = rest.partition("/")[0]
    return code.upper() if head == "body" and len(code) == len("jp") else None


def short(id_: str, lexicon: Lexicon) -> str:
    """The short name of an id for people ("GSOMIA"), else its name."""
    entry = lexicon.get(id_)
    return (entry.short or entry.name) if entry else id_


def countries(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[str, ...]:
    """The countries of some parties, each once, in their order."""
    found = (country(mention, lexicon) for mention in mentions)
    return tuple(dict.fromkeys(code for code in found if code))


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The ids of some parties, or their names where they have none, each once, in their order."""
    return tuple(dict.fromkeys(mention.id or mention.name for mention in mentions))


def items(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[str, ...]:
    """The ids of some items, groups replaced by their members, each once; unknown ones by name.

    A group of which only some members are meant, and not which, names none.
    """
    found: dict[str, None] = {}
    for mention in mentions:
        if mention.part:
            continue
        for one in lexicon.expand(mention.id) if mention.id else (mention.name,):
            found[one] = None
    return tuple(found)


def narrower(id_: str, lexicon: Lexicon) -> frozenset[str]:
    """What a loose word for goods may mean: "chip materials" is photoresist, wafers, or others."""
    entry = lexicon.get(id_)
    return frozenset(entry.terms.get("narrower", ())) if entry else frozenset()


def loose(mentions: Iterable[Mention], lexicon: Lexicon) -> frozenset[str]:
    """What the loose words and parts of groups among some items may mean."""
    found: set[str] = set()
    for mention in mentions:
        if mention.id:
            found |= set(lexicon.expand(mention.id)) if mention.part else narrower(mention.id, lexicon)
    return frozenset(found)


def without_classes(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Leave out groups and loose words beside which a member is named: "photoresist, one of the three"."""
    given = tuple(mentions)
    named = {mention.id for mention in given}

    def wider(id_: str) -> set[str]:
        return {*lexicon.expand(id_), *narrower(id_, lexicon)} - {id_}

    return tuple(m for m in given if not m.id or named.isdisjoint(wider(m.id)))


def forms(record: Logged) -> frozenset[str]:
    """The forms that the items of an assertion have."""
    return frozenset(mention.form for mention in record.assertion.items if mention.form)
