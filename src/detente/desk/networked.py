"""A network checked and summarised, as text for a terminal."""

from collections.abc import Sequence

from detente.desk.words import day
from detente.exposure.faults import SHOWN, Fault
from detente.exposure.summary import Good, Single, Summary
from detente.exposure.tables import Checked
from detente.lexicon import Lexicon

LINES = 12
"""Rows of a list that are printed; JSON has them all."""


def render_check(found: Checked) -> str:
    """Every fault and every warning, then what it comes to."""
    lines = [f"fault    {fault}" for fault in found.faults[:SHOWN]]
    lines += [f"warning  {fault}" for fault in found.warnings[:SHOWN]]
    hidden = max(0, len(found.faults) - SHOWN) + max(0, len(found.warnings) - SHOWN)
    lines += [f"and {hidden} more (--json lists them)"] if hidden else []
    if found.faults:
        return "\n".join([*lines, f"{found.path} cannot be used: {_count(found.faults, 'fault')}"])
    warned = f", {_count(found.warnings, 'warning')}" if found.warnings else ""
    rows = found.tables.rows if found.tables else {}
    sizes = ", ".join(f"{len(table)} in {name}" for name, table in rows.items())
    return "\n".join([*lines, f"{found.path} can be used{warned}: {sizes}"])


def _count(found: Sequence[Fault], what: str) -> str:
    return f"{len(found)} {what}" + ("" if len(found) == 1 else "s")


def render_summary(found: Summary, lexicon: Lexicon) -> str:
    """The network in figures: what it is, tiers, origins, single sources, goods under control, cover."""
    where = lexicon.name(found.country) if found.country else "a country that is not given"
    lines = [
        found.name or "A network without a name",
        _size(found),
        f"goods arrive in {where}; stock "
        + (f"counted on {day(found.stock_date)}" if found.stock_date else "as of the day asked about")
        + f"; money in {found.currency}",
        "",
        "Tiers, from what is only bought upwards",
        *(f"  {tier.tier}: {tier.parts} parts" for tier in found.tiers),
        "",
        "Where the sources ship from",
    ]
    lines += [
        f"  {lexicon.name(one.country)}: {one.sources} sources of {one.components} components"
        + (f", {len(one.alone)} of them from there alone" if one.alone else "")
        for one in found.origins
    ]
    lines += ["", f"Single sources: {len(found.single_sources)} components"]
    lines += _some([_single(one, found.products) for one in found.single_sources])
    lines += ["", _heading(found)]
    lines += _some([_good(good, lexicon, found.country, asked=found.on is not None) for good in found.items])
    lines += ["", "Least cover of what is bought, at full use"]
    lines += _some([
        f"  {one.component}: {one.cover_days:.0f} days"
        + (", all that its shelf life allows" if one.cover_days == one.shelf_life_days else "")
        for one in found.cover
        if one.cover_days is not None and one.bought
    ])  # fmt: skip
    return "\n".join(lines)


def _size(found: Summary) -> str:
    parts = f"{found.parts} parts ({found.bought} bought)"
    return f"{found.products} products, {parts}, {found.links} links between them, {found.sources} sources"


def _some(lines: Sequence[str]) -> list[str]:
    if len(lines) <= LINES:
        return list(lines)
    return [*lines[:LINES], f"  and {len(lines) - LINES} more (--json lists them)"]


def _single(one: Single, products: int) -> str:
    cover = "not used, or not counted" if one.cover_days is None else f"{one.cover_days:.0f} days on hand"
    whole = "" if one.share == 1 else f", {one.share:.0%} of it, the rest is not known"
    return (
        f"  {one.component}: {one.supplier} ({one.ships_from}){whole}; {cover}; "
        f"in {len(one.products)} of {products} products"
    )


def _heading(found: Summary) -> str:
    if not found.items:
        return "Goods that may be controlled: no source names an item"
    if found.on is None or found.known is None:
        return "Goods that may be controlled (no ledger was asked what is)"
    return f"Goods and the measures on them, on {day(found.on)}, as known on {day(found.known)}"


def _good(good: Good, lexicon: Lexicon, home: str | None, *, asked: bool) -> str:
    form = f" ({good.form})" if good.form else ""
    cover = "" if good.cover_days is None else f"; least cover {good.cover_days:.0f} days"
    if good.effect:
        since = f" since {good.since}" if good.since else ""
        said = f"{EFFECTS[good.effect]}{since}, {good.measure}"
    elif good.ships_from == home:
        said = "crosses no border"
    elif good.caught == "no":
        said = "outside the control"
    else:
        said = "no measure in the ledger" if asked else "not asked"
    components = ", ".join(good.components[:3]) + (" ..." if len(good.components) > 3 else "")  # noqa: PLR2004
    return f"  {lexicon.name(good.item)}{form} from {good.ships_from}: {said} ({components}){cover}"


EFFECTS = {
    "prohibited": "prohibited",
    "stopped": "needs a licence a contract",
    "depends": "goes on under a licence that the table does not say is held",
    "held": "goes on under a licence held",
    "maybe": "perhaps within the control",
    "undeterminable": "no source says from when",
}
"""What a measure does to a source, in words."""
