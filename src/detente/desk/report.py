"""The report: one HTML file, no script, no request to anywhere, every statement with its sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import jinja2

from detente.desk.calendar import UNCONFIRMED
from detente.desk.charts import marks, timeline
from detente.desk.stored import Stored
from detente.desk.touched import source_rows
from detente.desk.words import day, money, range_words, rate_words, shortened, words
from detente.exposure.recovery import Seen
from detente.exposure.views import Exposure, OptionExposure, ProductExposure
from detente.ledger.views import (
    Agreement,
    Conflict,
    Dated,
    Deadline,
    Event,
    LicenceBook,
    Measure,
    State,
    Support,
)
from detente.ledger.wording import cited, publisher, value_words
from detente.lexicon import Lexicon
from detente.model import Article, When

MAX_LINKS = 4
"""Sources named behind one statement; the others unfold."""


@dataclass(frozen=True, slots=True)
class Link:
    """A source behind a statement: its name, its day, and the place in the file where its words stand."""

    label: str
    href: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the report, with the sources it rests on."""

    text: str
    links: tuple[Link, ...]
    more: tuple[Link, ...] = ()
    note: str = ""
    when: str = ""


class _Report:
    """The statements of one report, and the texts they lead to."""

    def __init__(self, state: State, lexicon: Lexicon, articles: Mapping[str, Article]) -> None:
        self.state, self.lexicon, self.stored = state, lexicon, Stored(articles)

    def line(
        self, text: str, supports: Iterable[Support], note: str = "", when: str = "", most: int = MAX_LINKS
    ) -> Line:
        """A statement with `most` of its sources, those with words of their own first; the others unfold."""
        ranked = sorted(dict.fromkeys(supports), key=lambda s: (s.snapshot is None, not s.quote))
        by_source: dict[str, Support] = {}
        for support in ranked:
            by_source.setdefault(support.source, support)
        shown = list(by_source.values())
        links = tuple(self._link(s) for s in shown)
        return Line(text, links[:most], links[most:], note, when)

    def _link(self, support: Support) -> Link:
        article = self.stored.articles.get(support.snapshot or "")
        printed = article.published.day if article and article.published else None
        said = "supposed" if support.supposed else day(printed or support.known_by)
        label = f"{self._source(support, article)}, {said}"
        return Link(label, self.stored.cite(support), cited(support))

    @staticmethod
    def _source(support: Support, article: Article | None) -> str:
        """The publisher; of a page that names none its title, which says more than a file's name."""
        if article and not article.publisher and article.title:
            return f"“{shortened(article.title)}”"
        return publisher(support)

    def name(self, id_: str | None) -> str:
        """A party or item in words."""
        if not id_:
            return "an unnamed party"
        item, _, form = id_.partition("#")
        return self.lexicon.name(item) + (f" ({form})" if form else "")

    def names(self, ids: Sequence[str]) -> str:
        """Several, joined in words."""
        words = [self.name(id_) for id_ in ids]
        return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)

    def measure(self, measure: Measure) -> Line:
        """What a measure does, since or from when, with the licences it asks for and its stages."""
        dated: tuple[Dated, ...] = measure.stages.get("effective", ())
        supports = [s for d in dated[:1] for s in d.supports] or list(measure.supports)
        note = "; ".join([*self._licences(measure), *self._stages(measure)])
        return self.line(_sentence(measure.name), supports, note, _when(measure.effective))

    @staticmethod
    def _stages(measure: Measure) -> list[str]:
        return [
            f"{stage.replace('_', ' ')} {words(dated[0].when)}" + (" (planned)" if dated[0].planned else "")
            for stage, dated in measure.stages.items()
            if dated and stage != "effective"
        ]

    def _licences(self, measure: Measure) -> list[str]:
        by_types: dict[tuple[str, ...], list[str]] = {}
        for item, types in measure.licence.items():
            by_types.setdefault(types, []).append(item)
        return [
            f"{self.names(items)}: {' or '.join(kind.replace('_', ' ') for kind in types)} licence"
            for types, items in by_types.items()
        ]

    def event(self, event: Event) -> Line:
        """Talks, meetings and appeals."""
        status = {"occurred": "", "planned": "planned", "denied": "denied", "called_for": "called for"}
        return self.line(
            event.text, event.supports, status.get(event.status, event.status), _when(event.when)
        )

    def book(self, book: LicenceBook) -> Line:
        """How many licences are known for an item and form."""
        form = f", of these {book.form}" if book.form else ""
        count = f"{book.at_least}" if book.at_most == book.at_least else f"at least {book.at_least}"
        dated = ", ".join(words(licence.when) for licence in book.approved if licence.when)
        supports = [s for licence in book.approved for s in licence.supports]
        supports += [s for count_ in book.reported for s in count_.supports]
        notes = [f"reported: {c.count} ({words(c.as_of)})" for c in book.reported if c.as_of]
        if book.consistent is False:
            notes.append("the reported counts and the dated approvals do not agree")
        return self.line(f"{self.name(book.item)}{form}: {count}", supports, "; ".join(notes), dated)


def report(
    state: State,
    lexicon: Lexicon,
    articles: Mapping[str, Article],
    exposure: Exposure | None = None,
    title: str | None = None,
) -> str:
    """The report as one HTML page. `articles` maps snapshot ids to the stored pages."""
    made = _Report(state, lexicon, articles)
    hrefs = {e.id: made.stored.cite(e.supports[0]) for e in state.timeline if e.supports}
    shown = marks(state, lexicon, hrefs)
    context = _sections(made) | {
        "title": title or _title(state, lexicon),
        "on": day(state.on),
        "known": day(state.known),
        "state": state,
        "timeline": timeline(shown, state.on) if shown else "",
        "exposure": _exposure(made, exposure) if exposure else None,
        "unconfirmed": UNCONFIRMED,
        "covers": day(state.covers_until) if state.covers_until else None,
    }
    context |= {"pages": made.stored.pages, "rows": made.stored.rows}
    return _template().render(context)


def _sections(made: _Report) -> dict[str, Any]:
    state = made.state
    in_force = [m for m in state.measures if m.state == "in_force"]
    unknown = [m for m in state.measures if m.state == "undeterminable"]
    planned = [m for m in state.measures if m.state in {"scheduled", "announced"}]
    return {
        "in_force": [made.measure(m) for m in in_force],
        "unknown": [made.measure(m) for m in unknown],
        "planned": [made.measure(m) for m in sorted(planned, key=_coming)],
        "due": [_due(made, d) for d in state.deadlines if d.state in {"open", "moved"}],
        "passed": [_due(made, d) for d in state.deadlines if d.state not in {"open", "moved"}],
        "books": [made.book(book) for book in state.licences],
        "agreements": [_agreement(made, agreement) for agreement in state.agreements],
        "proceedings": [
            (
                _sentence(p.name),
                p.state.replace("_", " "),
                [made.line(s.text, s.supports, s.status, _when(s.when)) for s in p.steps],
            )
            for p in state.proceedings
        ],
        "talks": [made.event(event) for event in state.talks],
        "calls": [made.event(event) for event in state.calls],
        "conflicts": [_conflict(made, conflict) for conflict in state.conflicts],
    }


def _coming(measure: Measure) -> tuple[bool, date]:
    """What is dated first, by its day of effect."""
    when = measure.effective
    return (when is None, when.earliest if when else date.max)


def _due(made: _Report, deadline: Deadline) -> Line:
    left = deadline.days_left
    count = "today" if left == 0 else f"in {left} days" if left > 0 else f"{-left} days ago"
    zone = f", {deadline.tz}" if deadline.tz else ""
    note = [f"{deadline.weekday}{zone}; {count}" if deadline.state == "open" else deadline.state]
    if deadline.working_day is False and deadline.last_working_day:
        note.append(
            f"no working day; the last one is {deadline.last_working_day:%A} {day(deadline.last_working_day)}"
        )
    if deadline.basis == "computed":
        note.append(UNCONFIRMED)
    who = f"{made.names(deadline.who)}: " if deadline.who else ""
    return made.line(who + deadline.what, deadline.supports, "; ".join(note), words(deadline.when))


def _agreement(made: _Report, agreement: Agreement) -> dict[str, Any]:
    computed = set(agreement.computed)
    clock = [
        (label, words(value) + (f" ({UNCONFIRMED})" if name in computed else ""))
        for name, label, value in (
            ("term_ends", "term ends", agreement.term_ends),
            ("notice_deadline", "last day of notice", agreement.notice_deadline),
            ("ends", "ends", agreement.ends),
        )
        if value
    ]
    if not agreement.ends:
        clock.append(("ends", agreement.no_end))
    if agreement.clock_basis == "not known" and not agreement.ends:
        clock.append(("term and notice", "not known"))
    clock.insert(
        0,
        (
            "notice",
            agreement.notice + (f" by {made.name(agreement.notice_by)}" if agreement.notice_by else ""),
        ),
    )
    return {
        "name": agreement.name,
        "clock": clock,
        "contested": agreement.contested,
        "line": made.line("", agreement.supports),
    }


def _conflict(made: _Report, conflict: Conflict) -> dict[str, Any]:
    return {
        "explanation": conflict.explanation,
        "state": conflict.state,
        "chosen": value_words(conflict.chosen) if conflict.chosen else None,
        "why": conflict.why,
        "values": [made.line(value_words(value.value), value.supports) for value in conflict.values],
    }


def _exposure(made: _Report, exposure: Exposure) -> dict[str, Any]:
    worst = max((p.lost_revenue.high or 0 for p in exposure.products), default=0) or 1
    products = [
        {
            "name": p.product,
            "days": range_words(p.first_shortage_days, "none"),
            "rate": rate_words(p.surviving_rate),
            "line": made.line("", _basis(exposure, p), most=1),
            "binds": _binds(made, p.binding_item, p.binding_form, p.binding_source),
            "path": " › ".join(p.path),
            "dependent": money(p.dependent_revenue),
            "lost": [money(v) for v in (p.lost_revenue.low, p.lost_revenue.base, p.lost_revenue.high)],
            "bar": [
                100 * (v or 0) / worst for v in (p.lost_revenue.low, p.lost_revenue.base, p.lost_revenue.high)
            ],
        }
        for p in sorted(exposure.products, key=lambda product: product.soonest)
    ]
    items = [
        {
            "name": made.name(i.item) + (f" ({i.form})" if i.form else ""),
            "survive": "beyond the horizon" if i.time_to_survive is None else f"{i.time_to_survive:.0f}",
            "recover": range_words(i.time_to_recover, "never"),
            "worth": money(i.value_of_approval),
            "seen": [_seen(made, s) for s in i.wait.seen],
            "line": made.line("", [s for t in i.touched for s in t.supports]),
        }
        for i in exposure.items
    ]
    rows = source_rows(exposure, made.lexicon)
    return {
        "answer": exposure,
        "headline": _headline(made, exposure),
        "headline_line": made.line("", _basis(exposure, first), most=2)
        if (first := _first(exposure))
        else None,
        "products": products,
        "items": items,
        "touched": rows,
        "by": [
            (row.measure, row.sentence, made.line("", row.supports, most=2))
            for row in {row.measure: row for row in reversed(rows)}.values()
        ],
        "options": [_option(option) for option in exposure.options],
        "assumptions": exposure.assumptions,
    }


def _basis(exposure: Exposure, product: ProductExposure) -> list[Support]:
    """The sentences of the measure on what binds a product."""
    good = (product.binding_item, product.binding_form)
    mine = [item for item in exposure.items if (item.item, item.form) == good]
    return [s for item in mine for t in item.touched for s in t.supports]


def _option(option: OptionExposure) -> dict[str, str]:
    return {
        "name": option.option,
        "component": option.component,
        "kind": option.kind.replace("_", " "),
        "from": "never" if option.helps_from_days is None else f"{option.helps_from_days:.0f}",
        "saved": money(option.saved_margin),
        "cost": money(option.cost),
        "net": money(option.net),
    }


def _binds(made: _Report, item: str | None, form: str | None, source: str | None) -> str:
    return f"{made.name(item)}{f' ({form})' if form else ''}, {source}" if item else "nothing"


def _seen(made: _Report, seen: Seen) -> str:
    name = made.name(seen.item) + (f" ({seen.form})" if seen.form else "")
    if not seen.approved:
        return f"{name}: none after {seen.at_least} days"
    days = str(seen.at_least) if seen.at_least == seen.at_most else f"{seen.at_least} to {seen.at_most}"
    return f"{name}: first after {days} days"


def _first(exposure: Exposure) -> ProductExposure | None:
    """The product that runs short first under the base assumption."""
    hit = [p for p in exposure.products if p.first_shortage_days.base is not None]
    return min(hit, key=lambda p: p.first_shortage_days.base or 0) if hit else None


def _headline(made: _Report, exposure: Exposure) -> str:
    first = _first(exposure)
    if first is None:
        return "No product runs short within the horizon under the base assumption."
    why = _binds(made, first.binding_item, first.binding_form, first.binding_source)
    return (
        f"{first.product} runs short first, after {first.first_shortage_days.base:.0f} days: {why} binds. "
        f"{rate_words(first.surviving_rate)} of its output goes on while all that is controlled stays cut."
    )


def _title(state: State, lexicon: Lexicon) -> str:
    acting = [m.actor for m in state.measures if m.actor]
    hit = [target for m in state.measures for target in m.targets]
    names = [lexicon.name(id_) for id_ in dict.fromkeys([*acting, *hit])]
    return "The dispute between " + " and ".join(names[:2]) if len(names) > 1 else "State of the dispute"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(when: When | None) -> str:
    return words(when) if when else ""


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    folder = resources.files("detente.desk") / "templates"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["cited"] = cited
    return environment.from_string((folder / "report.html.j2").read_text("utf-8"))
