"""How a person names what is to be shipped: by name or alias, form, list entry, or HS code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.errors import UsageError
from detente.ledger import entries
from detente.ledger.rules import Regime, within_wide
from detente.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Named:
    """The item meant; its form; the HS code, the list entry or the wider word where it was named by one.

    `parts` are the goods of which an HS code is the proxy, where there are several.
    """

    item: str
    form: str | None = None
    proxy: str | None = None
    entry: str | None = None
    wider: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def caught(self) -> str | None:
        """What is named by its list entry is within it."""
        return "yes" if self.entry else None


def named(text: str, lexicon: Lexicon, regime: Regime | None, told: Iterable[str] = ()) -> Named:
    """What a person means by `photoresist`, `etching gas`, `3707.90` or `3C002`.

    The three are kept apart: a product as people name it, a list entry of the country of export (which
    the part is then within), and an HS code, which is a proxy and wider. `told` are items as measures
    name them; those and the items of the rules are known by the words of their ids too. A good of which
    nothing is known stands under its own words. Raises UsageError, with the nearest names, where some
    are near, for a code that is none, and with all where an entry holds several.
    """
    if lexicon.find(text, entries.ITEMS) is None and (items := _by_entry(text, regime)):
        if len(items) > 1:
            names = ", ".join(map(lexicon.name, items))
            raise UsageError(f"the list entry {text!r} holds several: name one of {names}")
        return Named(items[0], entry=text)
    proxied = entries.by_hs(text, lexicon)
    if (several := _several(text, proxied, regime)) is not None:
        return several
    found = entries.item_and_form(text, lexicon) or _native(text, lexicon)
    if found is not None:
        code = text.upper().removeprefix("HS").strip()
        entry = lexicon.get(found[0])
        wide = " ".join(text.casefold().split()) in (entry.terms.get("wider", ()) if entry else ())
        return Named(*found, proxy=code if proxied else None, wider=text if wide else None)
    if text.startswith("item:"):
        return Named(text)  # one that only a ledger, a scenario or a file of rules names
    slug = "item:" + "-".join(re.findall(r"\w+", text.casefold()))
    if slug in {one.partition("#")[0] for one in (*told, *(regime.listed if regime else ()))}:
        return Named(slug)
    near = entries.nearest(text, lexicon, entries.ITEMS)
    if near or not re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", text.strip()):
        raise UsageError(f"no such item: {text!r}{near}")
    return Named(slug)


def check_form(
    form: str | None, meant: Named, lexicon: Lexicon, regime: Regime | None, told: Iterable[str] = ()
) -> str | None:
    """The form asked about: the one given, by its id or in words, else the one that came with the name.

    `told` are items as measures name them (`item:x#form`). Raises UsageError for a form that neither the
    lexicon, the rules nor a measure knows, with those there are, and for one that contradicts the name.
    """
    if form is None:
        return meant.form
    known: dict[str, set[str]] = {}
    for item in (meant.item, *lexicon.expand(meant.item)):
        entry = lexicon.get(item)
        for id_, words in entry.forms.items() if entry else ():
            known.setdefault(id_, set()).update(word.casefold() for word in words)
        listed = (id_ for one in (regime.listed.get(item, ()) if regime else ()) for id_ in one.forms)
        for id_ in (*listed, *(one.partition("#")[2] for one in told if one.startswith(f"{item}#"))):
            known.setdefault(id_, set())
    wanted = " ".join(form.casefold().split())
    found = next((id_ for id_, words in known.items() if wanted in {id_.casefold(), *words}), None)
    if found is None:
        there = f"there are: {', '.join(sorted(known))}" if known else "none of it is known"
        raise UsageError(f"no such form of {lexicon.name(meant.item)}: {form!r}; {there}")
    if meant.form and found != meant.form:
        raise UsageError(f"the name of the good says {meant.form}, --form says {found}: leave out one")
    return found


def _several(text: str, proxied: tuple[str, ...], regime: Regime | None) -> Named | None:
    """What a code means that holds several goods: a whole row of the list, or an HS code of more than one."""
    if within_wide(text, regime):
        return Named("item:" + "-".join(text.casefold().split()))
    if len(proxied) > 1:
        code = text.upper().removeprefix("HS").strip()
        return Named(f"hs:{code}", proxy=code, parts=proxied)
    return None


def _native(text: str, lexicon: Lexicon) -> tuple[str, str | None] | None:
    """The item and form that a person names in the language of a country of export."""
    wanted = "".join(text.split())
    for entry in lexicon.entries.values():
        for form, names in entry.terms.get("native", {}).items():
            if wanted in {"".join(name.split()) for name in names}:
                return entry.id, form if form in entry.forms else None
    return None


def _by_entry(text: str, regime: Regime | None) -> tuple[str, ...]:
    """The items whose list entry a person writes so."""
    wanted = _folded(text)
    return tuple(
        item
        for item, editions in (regime.listed.items() if regime else ())
        if any(wanted in {_folded(code) for code in (one.entry, *one.codes)} for one in editions)
    )


def _folded(text: str) -> str:
    return re.sub(r"\b(?:eccn|entry|row)\b|\s", "", text.casefold())
