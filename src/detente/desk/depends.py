"""Dependence as text for a terminal, 100 columns."""

from collections.abc import Iterable, Iterator

from detente.desk.words import day, words
from detente.exposure.dependence import Beside, Change, Dependence, Moved, Share, Year, pointed, seller
from detente.lexicon import Lexicon

SHOWN, SMALL = 3, 0.015
"""Sellers shown a year, and the share below which a seller's change is left out."""
_NAMED = 4


def dependence_text(found: Dependence, lexicon: Lexicon) -> str:
    """Year by year, then the change over the date, the measures beside it, and what to beware of."""
    edition = f" ({found.edition})" if found.edition else ""
    lines = [f"Imports of {pointed(found.code)}{edition} by {lexicon.name(found.importer)}"]
    if found.items:
        more = f" and {len(found.items) - _NAMED} more" if len(found.items) > _NAMED else ""
        names = ", ".join(lexicon.name(item) for item in found.items[:_NAMED])
        lines.append(f"a customary proxy of: {names}{more}")
    if found.years:
        lines += ["", f"{'':4}  {'value':>9}  {'weight':>10}  {'HHI':>15}  largest sellers"]
        lines += [f"{'year':4}  {'million $':>9}  {'tons':>10}  {'value   weight':>15}  by value / by weight"]
        lines += [_year(year, lexicon) for year in found.years]
    if found.change:
        lines += ["", *_change(found.change, lexicon)]
    lines += ["", *_measures(found, lexicon)]
    lines += ["", "Beware", *(f"  - {line}" for line in found.warnings)]
    return "\n".join(lines)


def _year(year: Year, lexicon: Lexicon) -> str:
    weight = "unknown" if year.quantity is None else f"{year.quantity:,.0f}"
    indices = "   ".join(
        f"{'none' if index is None else format(index, ',.0f'):>6}"
        for index in (year.hhi_value, year.hhi_weight)
    )
    sellers = ", ".join(_share(share, lexicon) for share in year.shares[:SHOWN])
    return f"{year.year}  {year.value / 1000:9,.1f}  {weight:>10}  {indices:>15}  {sellers}"


def _share(share: Share, lexicon: Lexicon) -> str:
    return f"{seller(share.country, lexicon)} {_percent(share.by_value)} / {_percent(share.by_weight)}"


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{100 * share:.0f} %"


def _change(change: Change, lexicon: Lexicon) -> Iterator[str]:
    start = change.during or change.before
    if start is None or change.after is None:
        yield f"Change over {day(change.date)}: the table has no year before it, or none after it"
        return
    both = ", ".join(
        f"{100 * moved:+.0f} % by {what}"
        for what, moved in (("value", change.total_by_value), ("weight", change.total_by_weight))
        if moved is not None
    )
    yield f"Change over {day(change.date)}: all imports from {start} to {change.after} {both or 'unknown'}"
    years = [year for year in (change.before, change.during, change.after) if year]
    yield f"  shares in {', '.join(map(str, years))}, by value and by weight"
    weights = {one.country: one for one in change.by_weight}
    for one in change.by_value:
        other = weights[one.country]
        if max((share for share in (*_three(one), *_three(other)) if share), default=0.0) >= SMALL:
            name = seller(one.country, lexicon)
            yield f"    {name}: {_joined(one, change)} by value, {_joined(other, change)} by weight"


def _three(one: Moved) -> tuple[float | None, float | None, float | None]:
    return one.before, one.during, one.after


def _joined(one: Moved, change: Change) -> str:
    years = (change.before, change.during, change.after)
    return " → ".join(_percent(share) for year, share in zip(years, _three(one), strict=True) if year)


def _measures(found: Dependence, lexicon: Lexicon) -> Iterable[str]:
    if found.measures is None or found.state is None:
        return ["Measures on it: no ledger was asked (--ledger)"]
    known = f"as known on {day(found.state.known)}"
    if not found.measures:
        return [f"Measures on it, {known}: none in the ledger"]
    return [
        f"Measures on it, {known}",
        *(line for one in found.measures for line in _measure(one, lexicon)),
    ]


def _measure(one: Beside, lexicon: Lexicon) -> Iterator[str]:
    measure = one.measure
    since = f" from {words(measure.effective)}" if measure.effective else ""
    ended = f" until {words(measure.ended)}" if measure.ended else ""
    yield f"  {measure.id}: {measure.state.replace('_', ' ')}{since}{ended}"
    names = ", ".join(lexicon.name(item) for item in one.items)
    share = "no share in the table"
    if one.share_by_value is not None:
        share = f"{_percent(one.share_by_value)} by value, {_percent(one.share_by_weight)} by weight"
        share += f" of the heading in {one.year}"
    actor = lexicon.name(measure.actor) if measure.actor else "an unknown country"
    yield f"    by {actor} on {names}: {share}"
