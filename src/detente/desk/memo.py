"""The memo: one page on a network in a dispute. What is known, inferred, not known, to be decided by when.

`write` makes the page of sections and lines, each line with the sentence it rests on where it has one;
`markdown` and `html` print it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

import jinja2

from detente.desk.approved import approvals, sentences, short_words
from detente.desk.touched import best, quoted
from detente.desk.words import day, money, range_words, rate_words, words
from detente.exposure.answer import stock_ahead
from detente.exposure.ban import PROHIBITED
from detente.exposure.filing import open_on
from detente.exposure.supply import Touched
from detente.exposure.unknown import NO_DEMAND, NO_PARTS, rest_of
from detente.exposure.views import Exposure, ItemExposure, OptionExposure, ProductExposure
from detente.ledger.views import State
from detente.lexicon import Lexicon

MOST = 7
"""Lines of a section; what is left out is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, the sentence it rests on, the last day of what is to be decided, and what it is worth.

    `worth` is the margin saved less the cost, in the base case.
    """

    text: str
    sentence: str = ""
    by: date | None = None
    worth: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; `left_out` are lines for which the page has no room."""

    title: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """One page."""

    title: str
    asked: str
    headline: str
    sections: tuple[Section, ...]


def write(exposure: Exposure, state: State, lexicon: Lexicon) -> Memo:
    """Write the memo of an exposure and the state that it was asked of."""
    name = exposure.network.tables.name or "the network"
    where, money_in = lexicon.name(exposure.destination), exposure.currency
    asked = (
        f"On {day(exposure.on)}, as known on {day(exposure.known)}. Goods arrive in {where}. Horizon "
        f"{exposure.horizon_days} days. Money in {money_in}. Low / base / high are assumptions on the wait."
    )
    asked += f" Supposed, and in no source: {state.scenario}." if state.scenario else ""
    sections = (
        _section("What is known", _known(exposure, state, lexicon)),
        _section("What is inferred", _inferred(exposure, lexicon)),
        _section("What is not known", _unknown(exposure, state, lexicon)),
        _section("What to decide, by when", sorted(_decide(exposure, lexicon), key=_soonest)),
    )
    return Memo(f"Memo: {name}", asked, _headline(exposure, lexicon), sections)


def _soonest(line: Line) -> tuple[date, float]:
    return line.by or date.max, -(line.worth or 0.0)


def _section(title: str, lines: Iterator[Line] | Sequence[Line]) -> Section:
    found = list(lines)
    return Section(title, tuple(found[:MOST]), max(0, len(found) - MOST))


def _headline(exposure: Exposure, lexicon: Lexicon) -> str:
    if not exposure.items:
        return "Nothing in this network is under a measure that stops it."
    hit = [p for p in exposure.products if p.first_shortage_days.base is not None]
    if not hit:
        return "No product runs short within the horizon under the base assumption."
    first = min(hit, key=lambda product: product.soonest)
    lost = sum(p.lost_margin.base or 0.0 for p in exposure.products)
    when = exposure.on + timedelta(days=int(first.first_shortage_days.base or 0))
    return (
        f"{first.product} runs short first, about {day(when)}: {_binds(first, lexicon)}. {len(hit)} of "
        f"{len(exposure.products)} products run short; {money(lost)} of margin is lost in the base case."
    )


def _good(item: str | None, form: str | None, lexicon: Lexicon) -> str:
    return lexicon.name(item or "") + (f" ({form})" if form else "")


def _binds(product: ProductExposure, lexicon: Lexicon) -> str:
    return f"{_good(product.binding_item, product.binding_form, lexicon)} of {product.binding_source} binds"


def _known(exposure: Exposure, state: State, lexicon: Lexicon) -> Iterator[Line]:
    yield from _law(exposure, lexicon)
    yield from _approved(exposure, lexicon)
    yield from _ours(exposure, state, lexicon)


def _law(exposure: Exposure, lexicon: Lexicon) -> Iterator[Line]:
    """The measures on our sources."""
    by_measure: dict[str, list[Touched]] = {}
    for one in exposure.touched:
        if one.cut or one.effect == "held":
            by_measure.setdefault(one.measure.id, []).append(one)
    for found in by_measure.values():
        measure = found[0].measure
        goods = ", ".join(dict.fromkeys(_good(one.item, one.form, lexicon) for one in found))
        since = f"from {words(measure.effective)}" if measure.effective else "from a day that no source gives"
        text = f"{measure.name}, {since}: {len(found)} of our sources ({goods})"
        banned = dict.fromkeys(_good(t.item, t.form, lexicon) for t in found if t.effect == PROHIBITED)
        text += f"; prohibited, so that nothing is approved: {', '.join(banned)}" if banned else ""
        yield Line(text, "".join(quoted(s) for s in best(found[0].supports)))


def _approved(exposure: Exposure, lexicon: Lexicon) -> Iterator[Line]:
    """The first approval of each good with its buyer, the sentences, and the goods that still wait."""
    found = approvals(exposure)
    told = [short_words(seen, lexicon) for seen in found]
    waiting = {
        f"{_good(seen.item, seen.form, lexicon)}: none after {seen.at_least} days": None
        for item in exposure.items
        for seen in item.wait.seen
        if not seen.approved
    }
    head = "each of one contract and for its one buyer alone" if told else "to anybody"
    if told or waiting:
        quotes = [quoted(one) for seen in found for one in sentences(seen.approvals[0], lexicon)[:1]]
        yield Line(f"Approvals under it, {head}: {'; '.join([*told, *waiting])}", "; ".join(quotes))


def _ours(exposure: Exposure, state: State, lexicon: Lexicon) -> Iterator[Line]:
    """Our own applications and the stock."""
    own = exposure.network.tables.rows.get("licences", ())
    filed = [row for row in own if row["filed"] and row["filed"] <= exposure.on]
    if filed:
        told = "; ".join(
            f"{_good(row['item'], row['form'], lexicon)} {day(row['filed'])}"
            + ("" if row["status"] == "filed" else f" ({row['status']})")
            for row in filed
        )
        yield Line(f"Our applications, by the day of filing: {told}")
    counted = exposure.network.tables.stock_date
    if stock_ahead(exposure.network, state):
        return
    yield Line(f"Stock as counted on {day(counted)}" if counted else "Stock as of the day asked about")


def _inferred(exposure: Exposure, lexicon: Lexicon) -> Iterator[Line]:
    for product in sorted(exposure.products, key=lambda product: product.soonest):
        if product.binding_item is None:
            continue
        lost = product.lost_margin
        three = " / ".join(money(end) for end in (lost.low, lost.base, lost.high))
        yield Line(
            f"{product.product}: short after {range_words(product.first_shortage_days, 'none')} days, "
            f"{rate_words(product.surviving_rate)} goes on, margin lost {three} ({_binds(product, lexicon)})"
        )


def _unknown(exposure: Exposure, state: State, lexicon: Lexicon) -> Iterator[Line]:
    network = exposure.network
    yield from (Line(said[:1].upper() + said[1:]) for said in stock_ahead(network, state))
    for effect, said in _OPEN.items():
        parts = [
            network.nodes[network.sources[t.source].component] + (f" ({t.why})" if t.why else "")
            for t in exposure.touched
            if t.effect == effect
        ]
        if parts:
            yield Line(f"{said}: {', '.join(dict.fromkeys(parts))}")
    rest = rest_of(network)
    if rest:
        shares = ", ".join(f"{share:.0%} of {network.nodes[node]}" for node, share in sorted(rest.items()))
        yield Line(f"Where this comes from (counted as going on): {shares}")
    for note, said in (
        (NO_PARTS, "What it is made of: "),
        (NO_DEMAND, "Whether it sells; its demand is zero: "),
    ):
        names = [product.product for product in exposure.products if product.note == note]
        if names:
            yield Line(said + ", ".join(names))
    waits: dict[str, list[str]] = {}
    for item in exposure.items:
        if item.wait.prohibited:
            yield Line(f"{_good(item.item, item.form, lexicon)}: {item.wait.reasons[1]}")
            continue
        three = f"{item.wait.low} / {item.wait.base} / {item.wait.high}"
        waits.setdefault(three, []).append(_good(item.item, item.form, lexicon))
    if waits:
        said = "; ".join(f"{three} for {', '.join(names)}" for three, names in waits.items())
        assumed = [i for i in exposure.items if i.wait.assumed_standard]
        said += "; no source says a standard period" if assumed else ""
        yield Line(f"How long an approval takes (assumed, days from control): {said}")
    mine = {one.measure.id for one in exposure.touched}
    contested = [c for c in state.conflicts if c.subject in mine and c.state == "contested"]
    if contested:
        more = f" ({len(contested) - 1} more in `detente conflicts`)" if len(contested) > 1 else ""
        yield Line(f"Contested: {contested[0].explanation}{more}")
    covers = exposure.covers_until
    reach = f"nothing after {day(covers)}" if covers else "nothing at all"
    yield Line(f"The ledger holds {reach}, and does not say whether our grades meet the list entries")


_OPEN = {
    "maybe": "Whether these parts are caught (not counted)",
    "depends": "Whether a bulk licence is held for these parts (not counted)",
    "undeterminable": "From when these parts are controlled (not counted)",
}


def _decide(exposure: Exposure, lexicon: Lexicon) -> Iterator[Line]:
    own = exposure.network.tables.rows.get("licences", ())
    on_file = [row for row in own if not row["filed"] or row["filed"] <= exposure.on]
    filed = {(row["item"], row["form"]) for row in on_file}
    running = {(row["item"], row["form"]) for row in on_file if open_on(row, exposure.on)}
    can = [item for item in exposure.items if not item.wait.prohibited]
    missing = [i for i in can if not filed & {(i.item, i.form), (i.item, None)}]
    over = [i for i in can if i not in missing and not running & {(i.item, i.form), (i.item, None)}]
    if missing:
        goods = ", ".join(_good(item.item, item.form, lexicon) for item in missing)
        worth = sum(item.value_of_approval for item in missing)
        yield Line(
            f"Apply for licences: no application of ours is on file for {goods}", "", exposure.on, worth
        )
    for item in over:
        told = item.wait.filing.rpartition("; ")[0]
        text = f"File again for {_good(item.item, item.form, lexicon)}: {told}"
        yield Line(text, "", exposure.on, item.value_of_approval)
    for item in exposure.items:
        if item.wait.prohibited and item.time_to_survive is not None:
            lasts = f"stocks last {item.time_to_survive:.0f} days; {_instead(item)}"
            text = f"Find {_good(item.item, item.form, lexicon)} elsewhere, for it is prohibited: {lasts}"
            yield Line(text, "", _day_after(exposure, item.time_to_survive))
        gap = "" if item.wait.prohibited else _gap(item)
        if gap and item not in [*missing, *over] and item.value_of_approval > 0:
            saves = f"today it would save {money(item.value_of_approval)} of margin in the base case"
            text = f"Press for the approval of {_good(item.item, item.form, lexicon)}: {gap}; {saves}"
            yield Line(text, "", _day_after(exposure, item.time_to_survive), item.value_of_approval)
        begins = item.touched[0].since
        if begins and begins.earliest > exposure.on:
            text = f"Have {_good(item.item, item.form, lexicon)} leave before the control begins"
            yield Line(text, "", begins.earliest - timedelta(days=1), item.value_of_approval)
    worth_it = [option for option in exposure.options if option.net > 0]
    for option in worth_it:
        yield _option(option, exposure)
    dear = [o.option for o in exposure.options if o.net <= 0 < o.saved_margin]
    if dear:
        yield Line(f"Save less than they cost (base): {', '.join(dear)}")


def _instead(item: ItemExposure) -> str:
    """What brings a banned good again first."""
    back = item.time_to_recover.base
    if back is None:
        return "nothing in the tables brings it again within the ban"
    with_ = {"option": f"{item.recovers_with} taken today", "other_sources": "its other sources"}
    return f"{with_.get(item.recovers_by, 'the end of the measure')} would after {back:.0f}"


def _gap(item: ItemExposure) -> str:
    """What stands against the other: the stock and the approval; empty where the stock lasts."""
    back = item.time_to_recover_by_approval.base
    if item.time_to_survive is None or back is None or back <= item.time_to_survive:
        return ""
    return f"stocks last {item.time_to_survive:.0f} days, approved goods come after {back:.0f} (base)"


def _day_after(exposure: Exposure, days: float | None) -> date | None:
    return None if days is None else exposure.on + timedelta(days=int(days))


def _option(option: OptionExposure, exposure: Exposure) -> Line:
    """An option with the last day on which it is there before the first shortage of what it is in.

    Freight that is quicker once a licence is there can be ordered until it is (base).
    """
    network = exposure.network
    row = next(r for r in network.tables.rows["options"] if r["option"] == option.option)
    helps = option.helps_from_days or 0.0  # what never helps saves nothing and is not listed
    saves = f"saves {money(option.saved_margin)} of margin for {money(option.cost)} if taken today"
    if option.kind == "expedite":
        takes = row["qualification_days"] + row["lead_time_days"]
        text = f"{option.option}: order it before the approval; {saves}"
        return Line(text, "", _day_after(exposure, helps - takes), option.net)
    node = network.index[option.component]
    shorts = [
        product.first_shortage_days.base
        for product, own in zip(exposure.products, network.products, strict=True)
        if product.first_shortage_days.base is not None and node in network.parts_of(own.node)
    ]
    slack = int(min(shorts, default=0.0) - helps)
    text = f"{option.option}: helps {helps:.0f} days after it is taken; {saves}"
    if slack < 0:
        return Line(f"{text}, {-slack} days too late for the first shortage", "", exposure.on, option.net)
    return Line(
        f"{text}; by then it is there before the first shortage", "", _day_after(exposure, slack), option.net
    )


def markdown(memo: Memo) -> str:
    """The memo as Markdown."""
    lines = [f"# {memo.title}", "", memo.asked, "", f"**{memo.headline}**"]
    for section in memo.sections:
        lines += ["", f"## {section.title}", ""]
        for line in section.lines:
            by = f"**By {day(line.by)}:** " if line.by else ""
            lines.append(f"- {by}{line.text}")
            lines += [f"  > {line.sentence}"] if line.sentence else []
        lines += [] if section.lines else ["- Nothing."]
        lines += [f"- and {section.left_out} more in `detente expose`"] if section.left_out else []
    return "\n".join(lines) + "\n"


def html(memo: Memo) -> str:
    """The memo as one HTML file, without script and without requests to anywhere."""
    return _template().render(memo=memo, day=day)


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    text = (resources.files("detente.desk") / "templates" / "memo.html.j2").read_text("utf-8")
    return environment.from_string(text)
