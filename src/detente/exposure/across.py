"""What only shows between the rows of a network's tables."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from detente.exposure.columns import KEYS, known_items, meant
from detente.exposure.faults import Fault
from detente.lexicon import lexicon

Row = dict[str, Any]
Rows = Mapping[str, tuple[Row, ...]]
Files = Mapping[str, str]
WHOLE = 1e-6
"""How far shares may sum beyond 1, for those rounded to a few places."""


def across(rows: Rows, files: Files, items: Collection[str]) -> Iterator[Fault]:
    """Every fault between rows. A row lacks the cells with a fault of their own; these are passed over."""
    yield from _duplicates(rows, files)
    yield from _orphans(rows, files)
    yield from _shares(rows, files)
    yield from _makes(rows, files)
    yield from _units(rows, files)
    yield from _currencies(rows, files)
    yield from _items(rows, files, {*known_items(), *items})
    for row in _with(rows, "products", "margin", "price"):
        if row["margin"] > row["price"]:
            what = "larger than the price (it is money a unit)"
            yield Fault(files["products"], what, row["_row"], "margin")
    for row in _with(rows, "in_transit", "arrives", "dispatched"):
        if row["arrives"] < row["dispatched"]:
            yield Fault(files["in_transit"], "before it was dispatched", row["_row"], "arrives")
    for row in _with(rows, "licences", "filed", "expires"):
        if row["filed"] and row["expires"] and row["expires"] < row["filed"]:
            yield Fault(files["licences"], "before it was filed", row["_row"], "expires")
    edges = [
        (row["parent"], row["component"], row["_row"]) for row in _with(rows, "bom", "parent", "component")
    ]
    for cycle, row_number in _cycles(edges):
        yield Fault(files["bom"], "a part contains itself: " + " > ".join(cycle), row_number, "component")


def _with(rows: Rows, table: str, *columns: str) -> Iterator[Row]:
    """The rows of a table in which these cells could be read."""
    for row in rows.get(table, ()):
        if all(name in row for name in columns):
            yield row


def _duplicates(rows: Rows, files: Files) -> Iterator[Fault]:
    for table, keys in KEYS.items():
        seen: dict[tuple[Any, ...], int] = {}
        for row in _with(rows, table, *keys):
            key = tuple(row[name] for name in keys)
            if key in seen:
                yield Fault(files[table], f"the same {', '.join(keys)} as row {seen[key]}", row["_row"])
            seen.setdefault(key, row["_row"])


def _orphans(rows: Rows, files: Files) -> Iterator[Fault]:
    """Names that lead to no product."""
    if not {"products", "bom"} <= rows.keys():
        return
    products = {row["product"] for row in _with(rows, "products", "product")}
    parts = {row["component"] for row in _with(rows, "bom", "component")} | products
    for row in _with(rows, "bom", "parent"):
        if row["parent"] not in parts:
            near = meant(row["parent"], parts)
            what = f"{row['parent']!r} is no product and in nothing{near}"
            yield Fault(files["bom"], what, row["_row"], "parent")
    for table in ("sources", "stock", "in_transit", "options"):
        for row in _with(rows, table, "component"):
            if row["component"] not in parts:
                what = f"{row['component']!r} is in no bill of materials{meant(row['component'], parts)}"
                yield Fault(files[table], what, row["_row"], "component")


def _shares(rows: Rows, files: Files) -> Iterator[Fault]:
    for component, (share, last) in shares(_with(rows, "sources", "component", "share")).items():
        if share > 1 + WHOLE:
            what = f"the shares of {component!r} sum to {share:g}, more than 1"
            yield Fault(files["sources"], what, last, "share")


def _makes(rows: Rows, files: Files) -> Iterator[Fault]:
    """Either all sources of a part make it of its components, or none: a mix is not modelled."""
    parents = {row["parent"] for row in _with(rows, "bom", "parent")}
    first: dict[str, tuple[str | None, int]] = {}
    for row in _with(rows, "sources", "component"):
        name, word = row["component"], row.get("makes")
        before, at = first.setdefault(name, (word, row["_row"]))
        if word == "yes" and name not in parents:
            what = f"{name!r} has no components in the bill of materials, so no source makes it of them"
            yield Fault(files["sources"], what, row["_row"], "makes")
        elif word != before:
            what = f"{word or 'empty'} here, {before or 'empty'} in row {at}: a mix is not modelled"
            yield Fault(files["sources"], what, row["_row"], "makes")


def shares(sources: Iterable[Row]) -> dict[str, tuple[float, int]]:
    """Component to the sum of the shares of its sources and the number of the last row."""
    total: dict[str, tuple[float, int]] = {}
    for row in sources:
        total[row["component"]] = (total.get(row["component"], (0.0, 0))[0] + row["share"], row["_row"])
    return total


def _units(rows: Rows, files: Files) -> Iterator[Fault]:
    """One unit a component: kilograms of stock are not run down by grams of use."""
    first: dict[str, tuple[str, str, int]] = {}
    for table in ("products", "bom", "sources", "stock", "in_transit", "options"):
        name = "product" if table == "products" else "component"
        for row in _with(rows, table, name, "unit"):
            unit = row["unit"]
            if unit is None:
                continue
            before, file, at = first.setdefault(row[name], (unit, files[table], row["_row"]))
            if unit != before:
                what = f"{row[name]!r} is in {unit!r} here and in {before!r} in {file}, row {at}"
                yield Fault(files[table], what, row["_row"], "unit")


def _currencies(rows: Rows, files: Files) -> Iterator[Fault]:
    """One network has one currency: nothing here converts."""
    first: tuple[str, str, int] | None = None
    for table in ("products", "options"):
        for row in _with(rows, table, "currency"):
            money = row["currency"]
            if money is None:
                continue
            first = first or (money, files[table], row["_row"])
            if money != first[0]:
                what = f"one network has one currency: {money} here, {first[0]} in {first[1]}, row {first[2]}"
                yield Fault(files[table], what, row["_row"], "currency")


def _items(rows: Rows, files: Files, known: Collection[str]) -> Iterator[Fault]:
    for table in ("sources", "licences"):
        for row in _with(rows, table, "item"):
            item = row["item"]
            if item is None:
                if row.get("form"):
                    yield Fault(files[table], "a form of what? The item is empty", row["_row"], "form")
                continue
            if item not in known:
                yield Fault(files[table], _unknown(item, known), row["_row"], "item")
                continue
            entry, form = lexicon().get(item), row.get("form")
            if form and entry and entry.forms and form not in entry.forms:
                what = f"{form!r} is no form of {item}: {', '.join(entry.forms)}{meant(form, entry.forms)}"
                yield Fault(files[table], what, row["_row"], "form")


def _unknown(item: str, known: Collection[str]) -> str:
    named = lexicon().find(item, {"item"})
    hint = f"; did you mean {named.id}?" if named else meant(item, known)
    return f"no such item: {item!r}{hint}; one of your own goes under items in the settings of the network"


def _cycles(edges: Iterable[tuple[str, str, int]]) -> Iterator[tuple[list[str], int]]:
    """A cycle for each edge of the bill of materials that closes one, with the row of that edge."""
    below: dict[str, list[tuple[str, int]]] = {}
    for parent, component, at in edges:
        below.setdefault(parent, []).append((component, at))
    done: set[str] = set()
    for root, parts in below.items():
        if root in done:
            continue
        path, on_path = [root], {root}
        stack = [iter(parts)]
        while stack:
            child, at = next(stack[-1], (None, 0))
            if child is None:
                stack.pop()
                done.add(path[-1])
                on_path.remove(path.pop())
            elif child in on_path:
                yield [*path[path.index(child) :], child], at
            elif child not in done:
                stack.append(iter(below.get(child, ())))
                path.append(child)
                on_path.add(child)


def doubtful(rows: Rows, files: Files) -> Iterator[Fault]:
    """What can be used and should be looked at. Asks for rows without a fault."""
    made = {row["parent"] for row in rows["bom"]}
    total = shares(rows["sources"])
    for row in rows["products"]:
        name, at = row["product"], row["_row"]
        if name not in made and name not in total:
            what = "no bill of materials and no source: nothing can be said of it"
            yield Fault(files["products"], what, at, "product")
        if row["demand_per_day"] == 0:
            what = "a demand of zero: nothing of it can be lost"
            yield Fault(files["products"], what, at, "demand_per_day")
    yield from _made_and_bought(rows, files, made)
    joint = {row["component"] for row in rows["sources"] if row.get("makes") == "yes"}
    for component, (share, at) in total.items():
        if share < 1 - WHOLE and (component not in made or component in joint):
            what = f"the shares of {component!r} sum to {share:g}: where the rest comes from is not known"
            yield Fault(files["sources"], what, at, "share")
    seen: set[str] = set()
    for row in rows["bom"]:
        name = row["component"]
        if name not in made and name not in total and name not in seen:
            seen.add(name)
            what = f"{name!r} has no source and no components: where it comes from is not known"
            yield Fault(files["bom"], what, row["_row"], "component")
    counted = {row["component"] for row in rows["stock"]}
    blank = [name for name in total if name not in counted]
    if blank:
        names = ", ".join(blank[:3]) + (f" and {len(blank) - 3} more" if len(blank) > 3 else "")  # noqa: PLR2004
        yield Fault(files["stock"], f"no row for {names}: counted as none on hand")
    yield from _lots(rows, files)
    yield from _licences(rows, files)
    yield from _capacities(rows, files)


def _made_and_bought(rows: Rows, files: Files, made: Collection[str]) -> Iterator[Fault]:
    """How sources of what has components are read, where the column `makes` does not say it."""
    total = shares(rows["sources"])
    for row in rows["sources"]:
        name = row["component"]
        share, last = total[name]
        if name not in made or row.get("makes") is not None or row["_row"] != last:
            continue
        if share < 1 - WHOLE:
            what = f"{share:.3g} of {name!r} is bought finished, the rest made of its components"
            yield Fault(
                files["sources"], what + " (say makes = yes if its sources make it of them)", last, "share"
            )
        else:
            what = (
                f"the sources of {name!r} are taken to make it of its components (say makes = no if they ship"
            )
            yield Fault(files["sources"], what + " it finished, and none is made)", last, "makes")


def _lots(rows: Rows, files: Files) -> Iterator[Fault]:
    """Goods on the way from suppliers that no source names."""
    known = {(row["component"], row["ships_from"], row["supplier"]) for row in rows["sources"]}
    for row in rows.get("in_transit", ()):
        name = row["supplier"]
        if name and (row["component"], row["ships_from"], name) not in known:
            near = meant(name, [who for what, where, who in known if what == row["component"]])
            what = f"no source of {row['component']!r} in {row['ships_from']} is called {name!r}{near}"
            yield Fault(files["in_transit"], what, row["_row"], "supplier")


def _licences(rows: Rows, files: Files) -> Iterator[Fault]:
    """Licences that let nothing through here."""
    held = {(row["item"], row["supplier"]) for row in rows["sources"]}
    for row in rows.get("licences", ()):
        if row["exporter"] and (row["item"], row["exporter"]) not in held:
            what = f"no source ships {row['item']} from {row['exporter']!r}: the licence is of no use here"
            yield Fault(files["licences"], what, row["_row"], "exporter")


def _capacities(rows: Rows, files: Files) -> Iterator[Fault]:
    """Sources that cannot deliver the share they are said to."""
    use = daily_use(rows)
    for row in rows["sources"]:
        asked = row["share"] * use.get(row["component"], 0.0)
        if row["capacity_per_day"] is not None and row["capacity_per_day"] < asked * (1 - WHOLE):
            what = f"less than its share of the use, {asked:g} a day"
            yield Fault(files["sources"], what, row["_row"], "capacity_per_day")


def made_share(share: float, word: str | None) -> float | None:
    """The share of a part with components and sources that is made in the house; None: its sources make it.

    `share` is the sum of theirs, `word` the column `makes`. Where it says nothing, shares of 1 make the part.
    """
    if word == "yes" or (word is None and share > 1 - WHOLE):
        return None
    return max(0.0, 1.0 - share)


def daily_use(rows: Rows) -> dict[str, float]:
    """Units of each part used or sold a day at full demand. Asks for rows without a fault."""
    waiting: dict[str, int] = {}
    below: dict[str, list[tuple[str, float]]] = {}
    for row in rows["bom"]:
        below.setdefault(row["parent"], []).append((row["component"], row["quantity"]))
        waiting[row["component"]] = waiting.get(row["component"], 0) + 1
    use = {row["product"]: row["demand_per_day"] for row in rows["products"]}
    total = shares(rows["sources"])
    words = {row["component"]: row.get("makes") for row in rows["sources"]}
    line = {name: made_share(total[name][0], words[name]) for name in total if name in below}
    ready = [name for name in use if not waiting.get(name)]
    while ready:
        parent = ready.pop()
        for component, quantity in below.get(parent, ()):
            made = line.get(parent)
            use[component] = (
                use.get(component, 0.0) + quantity * (1.0 if made is None else made) * use[parent]
            )
            waiting[component] -= 1
            if not waiting[component]:
                ready.append(component)
    return use
