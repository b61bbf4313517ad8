"""What an approval of one's own lets through: it covers a contract, and never an item.

It must be for the maker (or name no consignee), be known and not expired on the day, name a quantity, and be
of a source of the item (and form, and exporter where it names one). The quantity leaves on the day asked
about and arrives after the source's lead time: an approval is no delivery. A lot on the way that
left under it has used up its part of the quantity.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.exposure.ban import PROHIBITED
from detente.exposure.network import Network
from detente.exposure.supply import Touched
from detente.exposure.tables import Row
from detente.exposure.transit import of_lot


@dataclass(frozen=True, slots=True)
class Contract:
    """An approval of the user's own: what it lets through on the day, or why it lets nothing through.

    `source` and `transit_days` are None, and `quantity` 0, where `why` says that it lets nothing through.
    """

    row: Row
    source: int | None
    quantity: float
    transit_days: int | None
    why: str


def contracts(network: Network, stopped: Sequence[Touched], on: date) -> tuple[Contract, ...]:
    """Every approval of licences.csv that is known by the day, with what it lets through."""
    rows = network.tables.rows.get("licences", ())
    _, used = left_under(network, stopped, on)
    return tuple(
        _contract(network, stopped, row, on, used.get(row["_row"], 0.0))
        for row in rows
        if row["status"] == "approved" and _known(row, on)
    )


def left_under(
    network: Network, stopped: Sequence[Touched], on: date
) -> tuple[tuple[float, ...], dict[int, float]]:
    """Units of each lot on the way that left under an approval of the user's own, and units used up by row.

    The approval must have been there (decided, else filed) when the lot left, and not have expired by then.
    """
    rows = [
        row for row in network.tables.rows.get("licences", ()) if row["status"] in {"approved", "expired"}
    ]
    free, used = [0.0] * len(network.arrivals), dict[int, float]()
    for number in sorted(range(len(free)), key=lambda number: network.arrivals[number].dispatched):
        lot = network.arrivals[number]
        mine = [
            one for one in stopped if one.source in of_lot(network, lot) and _before_ban(one, lot.dispatched)
        ]
        for row in rows:
            begun = row.get("decided") or row["filed"]
            if row["status"] == "expired" and not row["expires"]:
                continue  # nobody says when
            if begun is None or not begun <= lot.dispatched or not _known(row, on):
                continue
            if any(_refuses(network, row, lot.dispatched)) or not any(_fits(network, mine, row)):
                continue
            gone = used.get(row["_row"], 0.0)
            units = max(0.0, min(lot.quantity - free[number], row["quantity"] - gone))
            free[number] += units
            used[row["_row"]] = gone + units
    return tuple(free), used


def _before_ban(one: Touched, day: date) -> bool:
    """Whether the source was not banned on the day on which a lot left."""
    return one.effect != PROHIBITED or (one.since is not None and day < one.since.earliest)


def _known(row: Row, on: date) -> bool:
    """Whether it is not of a later day: what was filed or decided after the day asked about is not known."""
    return all(day is None or day <= on for day in (row.get("filed"), row.get("decided")))


def _contract(network: Network, stopped: Sequence[Touched], row: Row, on: date, used: float) -> Contract:
    why = next(_refuses(network, row, on), "")
    fits = [] if why else list(_fits(network, stopped, row))
    one = next((one for one in fits if one.effect != PROHIBITED), None)
    if fits and one is None:
        why = "its item is prohibited, whatever was approved before"
    if one is not None and used >= row["quantity"]:
        one, why = None, "its whole quantity has left already, with the goods on the way"
    if one is None:
        return Contract(row, None, 0.0, None, why or "no source that is stopped is of its item and exporter")
    transit = int(network.sources[one.source].lead_time_days)
    return Contract(row, one.source, float(row["quantity"]) - used, transit, "")


def _refuses(network: Network, row: Row, on: date) -> Iterator[str]:
    maker = network.tables.name
    if row["consignee"] and maker and _plain(row["consignee"]) != _plain(maker):
        yield f"it is for {row['consignee']}, not for {maker}"
    if row["expires"] and row["expires"] < on:
        yield f"it expired on {row['expires']}"
    if not row["quantity"]:
        yield "it says no quantity"


def _plain(name: str) -> str:
    """A company's name without a note in brackets."""
    return name.partition(" (")[0].strip().casefold()


def _fits(network: Network, stopped: Sequence[Touched], row: Row) -> Iterator[Touched]:
    for one in stopped:
        same = one.item == row["item"] and row["form"] in {None, one.form}
        if same and row["exporter"] in {None, network.sources[one.source].supplier}:
            yield one


def in_words(found: Sequence[Contract]) -> tuple[str, ...]:
    """A line for each own approval: what it lets through, or why nothing."""
    lines = []
    for one in found:
        what = f"your approval in licences.csv, row {one.row['_row']},"
        if one.why:
            lines.append(f"{what} lets nothing through here: {one.why}")
        else:
            lines.append(
                f"{what} lets {one.quantity:g} through, {one.transit_days} days after the day asked about"
            )
    return tuple(lines)
