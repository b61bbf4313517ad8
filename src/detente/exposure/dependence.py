"""Dependence by customs code: whose share of an importer's purchases is how large, and how it changed.

A heading of the Harmonized System is wider than the goods that a measure controls, so a share says how much
of the heading comes from a country and bounds nothing for the controlled grade. Concentration is the
Herfindahl-Hirschman index: the sum of squared shares in per cent, from near 0 to 10,000 (one seller).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.exposure.trade import NO_COUNTRY, Flow, Flows, by_year, six_digits
from detente.ledger.views import Measure, State
from detente.lexicon import Lexicon

_TENTH = 0.001
WIDER = (
    "the heading is wider than the controlled goods: a share of it is not the share of the controlled grade"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A seller in a year: value in thousands of US dollars, quantity in tons, shares between 0 and 1.

    Quantity and share by weight are None where no row of the seller has a weight.
    """

    country: str
    value: float
    quantity: float | None
    by_value: float
    by_weight: float | None


@dataclass(frozen=True, slots=True)
class Year:
    """One year, the sellers by value; `unweighed` is the share of the value whose rows have no weight.

    The indices are None where the year has no value, or no weight, at all.
    """

    year: int
    value: float
    quantity: float | None
    shares: tuple[Share, ...]
    hhi_value: float | None
    hhi_weight: float | None
    unweighed: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A seller's share before, in the year of, and after a date; None where the table has no such year."""

    country: str
    before: float | None
    during: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """What changed over a date, by whole years: trade tables have no days.

    `before` is the last year that ends before the date, `after` the first that begins on it or later,
    `during` the year it falls in, None where it falls on 1 January. `total_by_*` is the change of all
    imports from `during` (else `before`) to `after`, as a fraction.
    """

    date: date
    before: int | None
    during: int | None
    after: int | None
    total_by_value: float | None
    total_by_weight: float | None
    by_value: tuple[Moved, ...]
    by_weight: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure on an item of which the code is a proxy, and the share of the country that took it."""

    measure: Measure
    items: tuple[str, ...]
    year: int | None
    share_by_value: float | None
    share_by_weight: float | None


@dataclass(frozen=True, slots=True)
class Dependence:
    """The whole answer; `items` are those of which the lexicon names the code as a proxy."""

    importer: str
    code: str
    edition: str | None
    items: tuple[str, ...]
    years: tuple[Year, ...]
    change: Change | None
    measures: tuple[Beside, ...] | None
    """None where no ledger was asked."""
    warnings: tuple[str, ...]
    sources: tuple[str, ...]
    state: State | None = None


def depend(
    flows: Flows,
    importer: str,
    code: str,
    lexicon: Lexicon,
    *,
    state: State | None = None,
    after: date | None = None,
    item: str | None = None,
) -> Dependence:
    """Shares a year, concentration, the change over a date, and the measures on the code as known.

    Without `after` the change is over the day from which the first measure on the code, by the largest seller
    among those that have one, has had effect. `item` adds one that the lexicon does not give the code to.
    """
    plain = six_digits(code)
    years = tuple(_year(year, rows) for year, rows in by_year(flows.rows).items())
    items = tuple(dict.fromkeys([*([item] if item else []), *_items(plain, lexicon)]))
    beside = None if state is None else tuple(_beside(state, items, importer, years, lexicon))
    day = after or _first_effect(beside or ())
    change = _change(day, years) if day and years else None
    return Dependence(
        importer=importer,
        code=plain,
        edition=flows.edition,
        items=items,
        years=years,
        change=change,
        measures=beside,
        warnings=tuple(_warnings(flows, (importer, plain), years, change, lexicon)),
        sources=flows.sources,
        state=state,
    )


def pointed(code: str) -> str:
    """A code as people write it: 2805.30."""
    return f"{code[:4]}.{code[4:]}"


def _year(year: int, rows: Sequence[Flow]) -> Year:
    values: dict[str, float] = {}
    weights: dict[str, float] = {}
    for row in rows:
        values[row.exporter] = values.get(row.exporter, 0.0) + row.value
        if row.quantity is not None:
            weights[row.exporter] = weights.get(row.exporter, 0.0) + row.quantity
    value, weight = sum(values.values()), sum(weights.values())
    shares = tuple(
        Share(
            country,
            values[country],
            weights.get(country),
            values[country] / value if value else 0.0,
            weights[country] / weight if weight and country in weights else None,
        )
        for country in sorted(values, key=lambda country: (-values[country], country))
    )
    return Year(
        year=year,
        value=value,
        quantity=weight if weights else None,
        shares=shares,
        hhi_value=hhi([one.by_value for one in shares]) if value else None,
        hhi_weight=hhi([one.by_weight or 0.0 for one in shares]) if weight else None,
        unweighed=sum(row.value for row in rows if row.quantity is None) / value if value else 0.0,
    )


def hhi(shares: Sequence[float]) -> float:
    """The Herfindahl-Hirschman index of shares that sum to 1: 10,000 for a single seller."""
    return sum((100 * share) ** 2 for share in shares)


def _items(code: str, lexicon: Lexicon) -> Iterator[str]:
    """The items of which the lexicon names the code, or the heading it belongs to, as a proxy."""
    for entry in lexicon.entries.values():
        if any(code.startswith(given.replace(".", "")) for given in entry.hs):
            yield entry.id


def _beside(
    state: State, items: Sequence[str], importer: str, years: Sequence[Year], lexicon: Lexicon
) -> Iterator[Beside]:
    for measure in state.measures:
        if measure.targets and importer not in measure.targets:
            continue
        if measure.actor == importer:
            continue
        covered = {part.partition("#")[0] for one in measure.items for part in lexicon.expand(one)}
        mine = tuple(item for item in items if item in covered)
        if mine:
            last = years[-1] if years else None
            share = next((s for s in last.shares if s.country == measure.actor), None) if last else None
            yield Beside(
                measure,
                mine,
                last.year if last else None,
                share.by_value if share else None,
                share.by_weight if share else None,
            )


def _first_effect(beside: Sequence[Beside]) -> date | None:
    """The day of effect of the measure whose country sells most; the earliest of those."""
    dated = [
        (-(one.share_by_value or 0.0), one.measure.effective.earliest)
        for one in beside
        if one.measure.effective
    ]
    return min(dated)[1] if dated else None


def _change(day: date, years: Sequence[Year]) -> Change:
    have = {year.year: year for year in years}
    whole = (day.month, day.day) == (1, 1)
    during = have.get(day.year) if not whole else None
    before = have.get(day.year - 1)
    after = have.get(day.year if whole else day.year + 1)
    start = during or before
    named = [country for year in (before, during, after) if year for country in _sellers(year)]
    return Change(
        date=day,
        before=before.year if before else None,
        during=during.year if during else None,
        after=after.year if after else None,
        total_by_value=_fraction(start.value, after.value) if start and after else None,
        total_by_weight=_fraction(start.quantity, after.quantity) if start and after else None,
        by_value=tuple(
            Moved(country, *(_share_of(year, country, weight=False) for year in (before, during, after)))
            for country in dict.fromkeys(named)
        ),
        by_weight=tuple(
            Moved(country, *(_share_of(year, country, weight=True) for year in (before, during, after)))
            for country in dict.fromkeys(named)
        ),
    )


def _sellers(year: Year) -> Iterator[str]:
    return (share.country for share in year.shares)


def _share_of(year: Year | None, country: str, *, weight: bool) -> float | None:
    """The seller's share in a year: 0 where it sold nothing, None without such a year or without weights."""
    if year is None or (weight and not year.quantity):
        return None
    share = next((s for s in year.shares if s.country == country), None)
    if share is None:
        return 0.0
    return share.by_weight if weight else share.by_value


def _fraction(first: float | None, last: float | None) -> float | None:
    return None if not first or last is None else last / first - 1


def _warnings(
    flows: Flows, asked: tuple[str, str], years: Sequence[Year], change: Change | None, lexicon: Lexicon
) -> Iterator[str]:
    importer, code = asked
    yield WIDER
    if not years:
        yield f"no imports of {pointed(code)} by {lexicon.name(importer)} are in {' or '.join(flows.sources)}"
        held = [f"{pointed(one)} into {seller(country, lexicon)}" for one, country in flows.held]
        if held:
            yield f"it has {'; '.join(held)}"
        return
    if flows.edition and flows.edition != "HS22":
        yield (
            f"the table is coded by {flows.edition}; the codes of items here are of HS 2022, and some goods "
            "changed their code between the two (name them with --item)"
        )
    light = [year for year in years if year.unweighed > 0]
    if light:
        most = max(light, key=lambda year: year.unweighed)
        share = f"{most.unweighed:.1%}" if most.unweighed >= _TENTH else "less than 0.1%"
        yield (
            f"rows without a weight are left out of the shares by weight: {share} of the value of {most.year}"
            ", less in other years"
        )
    if change and change.during:
        yield (
            f"the table has years only: {change.during} holds days before and after {change.date.isoformat()}"
            ", and a change over a date has more causes than a measure"
        )
    sold = {share.country for year in years for share in year.shares}
    if unknown := sorted(country for country in sold if lexicon.get(country) is None):
        yield f"no countries of today: {', '.join(seller(country, lexicon) for country in unknown)}"


def seller(country: str, lexicon: Lexicon) -> str:
    """The name of a seller: a country's, or what a code of BACI stands for, or the table's own code."""
    return NO_COUNTRY.get(country) or lexicon.name(country)
