"""The brief as text for a terminal: every line with its source, its day and a short quotation."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from detente.desk.words import day, words
from detente.ledger.brief import Brief, Planned
from detente.ledger.covers import WHY
from detente.ledger.views import (
    Agreement,
    Competing,
    Conflict,
    Coverage,
    Deadline,
    Event,
    Freed,
    LicenceBook,
    Measure,
    Pace,
    Support,
)
from detente.ledger.wording import act_words, cited, publisher, value_words
from detente.lexicon import Lexicon
from detente.model import When

WIDTH = 100
MAX_SOURCES = 2
"""Different words quoted behind one line; other sources are counted."""
MAX_NAMED = 2
"""Publishers named for the same words; others are counted."""
QUOTE = 130
"""Characters of a quotation."""
UNCONFIRMED = "computed, unconfirmed"
EFFECT_UNKNOWN = "Day of effect not known"
"""The heading of what may be in force or not: no source says from when, or until when."""
MAX_LEFT_OUT = 3
"""Sources named of those that an answer leaves out; the others are counted."""
Style = Callable[[str], str]
"""How a heading is set off; the identity for plain text."""


def render(brief: Brief, lexicon: Lexicon, *, width: int = WIDTH, style: Style = str) -> str:
    """The brief in lines of at most `width` columns; `style` sets off the headings."""
    text = Text(lexicon, width)
    state = brief.state
    blocks: list[tuple[str, list[str]]] = [
        ("In force", [text.measure(m) for m in brief.in_force] + text.pacts(brief)),
        *(
            [(EFFECT_UNKNOWN, [text.measure(m) for m in brief.effect_unknown])]
            if brief.effect_unknown
            else []
        ),
        ("Planned", [text.planned(p) for p in brief.planned]),
        ("Due", [text.deadline(d) for d in brief.due]),
        ("Licences", [text.book(b) for b in brief.licences]),
        ("Talks", [text.event(e) for e in brief.talks]),
        ("Calls", [text.event(e) for e in brief.calls]),
        ("Conflicts", [text.conflict(c) for c in brief.conflicts] + text.older(brief)),
    ]
    head = f"The dispute on {_weekday(When.on(state.on))}, as known at the end of {day(state.known)}"
    lines = [style(head), text.covers(brief)]
    if state.scenario:
        lines.append(text.fill(supposing(state.scenario), ""))
    for title, entries in blocks:
        lines += ["", style(title), *(entries or ["  none known"])]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _weekday(when: When) -> str:
    return f"{when.latest:%A} {words(when)}" if when.exact else words(when)


class Text:
    """Statements in lines of a width, with names from a lexicon."""

    def __init__(self, lexicon: Lexicon, width: int) -> None:
        self.lexicon, self.width = lexicon, width

    def name(self, id_: str) -> str:
        """A name for people, of an item with its form."""
        plain, _, form = id_.partition("#")
        entry = self.lexicon.get(plain)
        found = entry.name if entry else plain
        if not entry and ":" in plain:
            found = plain.rpartition(":")[2].replace("-", " ")
        return f"{found} ({form})" if form else found

    def names(self, ids: Iterable[str]) -> str:
        """Names in a row."""
        return ", ".join(self.name(i) for i in ids)

    def older(self, brief: Brief) -> list[str]:
        """How many conflicts are left to `detente conflicts`, whose sources lie further back."""
        if not brief.older:
            return []
        opened = sum(c.state == "contested" for c in brief.older)
        more = f", {opened} of them contested" if opened else ""
        return [self.fill(f"{len(brief.older)} older{more}: `detente conflicts` tells all", "  ")]

    def entry(self, said: str, supports: Sequence[Support]) -> str:
        """A statement, wrapped, and below it its sources."""
        return "\n".join([self.fill(said, "  "), *self.sources(supports)])

    def sources(self, supports: Sequence[Support]) -> Iterator[str]:
        """Source lines: those with words to show first; the same words are quoted once."""
        by_quote: dict[tuple[str, bool, str | None], list[Support]] = {}
        for support in sorted(supports, key=lambda s: (not s.quote, s.known_by, s.assertion)):
            by_quote.setdefault((support.quote, support.verbatim, support.entry), []).append(support)
        groups = list(by_quote.items())
        for (quote, *_), told in groups[:MAX_SOURCES]:
            yield self.fill(said_by(told, quote), "    – ")
        shown = {publisher(s) for _, told in groups[:MAX_SOURCES] for s in told}
        more = {publisher(s) for _, told in groups[MAX_SOURCES:] for s in told} - shown
        if more:
            yield f"    – and {len(more)} more"

    def fill(self, said: str, indent: str) -> str:
        """A statement wrapped to the width, its first line set off by the indent."""
        rest = " " * (len(indent) + (2 if not indent.strip() else 0))
        return textwrap.fill(
            said, self.width, initial_indent=indent, subsequent_indent=rest, break_on_hyphens=False
        )

    def covers(self, brief: Brief) -> str:
        """How far the ledger reaches."""
        state = brief.state
        none = (
            "nothing at all" if state.known == date.max else f"no publication dated up to {day(state.known)}"
        )
        until = f"nothing after {day(state.covers_until)}" if state.covers_until else none
        ahead = "; what lies after it is scheduled, as known then" if state.on > state.known else ""
        lines = [f"The ledger holds {until}{ahead}.", self.rests_on(state.coverage)]
        return "\n".join([*lines, *self.left_out(state.coverage)])

    def left_out(self, found: Coverage) -> Iterator[str]:
        """What the answer leaves out and why, a paragraph for each reason."""
        for why, said in WHY.items():
            mine = [one for one in found.left_out if one.why == why]
            if not mine:
                continue
            number = sum(one.assertions for one in mine)
            named = [one.publisher or one.url or one.source for one in mine]
            more = len(mine) - MAX_LEFT_OUT
            names = ", ".join(named[:MAX_LEFT_OUT]) + (f" and {more} more" if more > 0 else "")
            sources = f"{len(mine)} source{'s' * (len(mine) != 1)}"
            yield self.fill(
                f"Left out: {number} assertion{'s' * (number != 1)} of {sources} {said}: {names}.", "  "
            )

    def rests_on(self, found: Coverage) -> str:
        """Who read what: a machine only, or a person."""
        read = f"{found.by_machine} read by machine, {found.by_hand} entered by hand"
        head = f"  {found.assertions} assertions of {found.sources} sources"
        return f"{head}: {read}, {found.confirmed} confirmed."

    def measure(self, measure: Measure) -> str:
        """A measure in force, with the licences that apply and what changed it."""
        if measure.state == "in_force":
            said = f"{measure.name}: since {words(measure.since)}"
            if measure.came_again:
                said += ", when its suspension ran out; no source since says that it was extended"
        elif measure.effective and measure.ended:
            ends = f"ends {words(measure.ended)}, no nearer day is given"
            said = f"{measure.name}: {ends}: whether it is in force is open"
        elif measure.effective:
            begins = f"takes effect {words(measure.effective)}, no nearer day is given"
            said = f"{measure.name}: {begins}: whether it is in force is open"
        else:
            said = f"{measure.name}: no source gives its day of effect, whether it is in force is open"
        kinds: dict[tuple[str, ...], list[str]] = {}
        for item, types in measure.licence.items():
            kinds.setdefault(types, []).append(item)
        said += "".join(
            f"; {self.names(items)}: {' or '.join(k.replace('_', ' ') for k in types)}"
            + (" licence" if types[-1] != "prohibited" else "")
            for types, items in kinds.items()
        )
        said += "".join(f"; withdrawn in part, {self.part(one)}" for one in measure.freed)
        dated = measure.stages.get("effective", ())
        return self.entry(said, dated[0].supports if dated else measure.supports)

    def part(self, freed: Freed) -> str:
        """For whom and what a measure is withdrawn in part, and from when."""
        of = [self.names(freed.items)] if freed.items else []
        of += [f"for {self.names(freed.targets)}"] if freed.targets else []
        of += [f"({freed.quantity})"] if freed.quantity else []
        return f"{' '.join(of)}: {words(freed.when) if freed.when else 'day not known'}"

    def pacts(self, brief: Brief) -> list[str]:
        """Agreements whose notice was touched."""
        return [self.pact(one) for one in brief.state.agreements if one.notice != "none"]

    def pact(self, pact: Agreement) -> str:
        """An agreement: its notice, its end, and what is contested."""
        zone = f" ({pact.ends.tz})" if pact.ends and pact.ends.tz else ""
        ends = f"ends with {words(pact.ends)}{zone}" if pact.ends else pact.no_end
        who = f" by {self.name(pact.notice_by)}" if pact.notice_by and pact.notice != "none" else ""
        said = (
            f"{pact.name}: {'no notice' if pact.notice == 'none' else f'notice {pact.notice}'}{who}, {ends}"
        )
        if pact.clock_basis == "not known" and not pact.ends:
            said += ", term and length of notice not known"
        if pact.term_ends and not pact.ends:
            said += f", its term runs up to {words(pact.term_ends)}"
        if pact.notice_deadline:
            computed = f" ({UNCONFIRMED})" if "notice_deadline" in pact.computed else ""
            said += f", last day of notice {_weekday(pact.notice_deadline)}{computed}"
            working = set(pact.last_working_days.values()) - {pact.notice_deadline.latest}
            said += (
                f", last working day {' or '.join(_weekday(When.on(d)) for d in sorted(working))}"
                if working
                else ""
            )
        return self.entry(f"{said}. {pact.contested}".rstrip(), pact.supports)

    def planned(self, plan: Planned) -> str:
        """Something to come."""
        when = _weekday(plan.when) if plan.when else "no day given"
        return self.entry(f"{when}: {plan.text} ({plan.status.replace('_', ' ')})", plan.supports)

    def deadline(self, due: Deadline) -> str:
        """A deadline with weekday, days left and, where it falls on a free day, the last working day."""
        left = due.state if due.state != "open" else _left(due.days_left)
        left += f" to {_weekday(due.moved_to)}" if due.moved_to else ""
        said = f"{_weekday(due.when)}, {left}: {due.what}"
        who = [self.name(i) for i in due.who if self.name(i) not in due.what]
        said += f" ({', '.join(who)})" if who else ""
        if due.working_day is False and due.last_working_day:
            said += f"; last working day {_weekday(When.on(due.last_working_day))}"
        if due.basis == "computed":
            said += f"; {UNCONFIRMED}"
        return self.entry(said, due.supports)

    def book(self, book: LicenceBook) -> str:
        """A licence book: how many are known, from when to when, and whether the numbers agree."""
        name = self.name(book.item) + (f", of these {book.form}" if book.form else "")
        most = (
            ""
            if book.at_most is None
            else (f", at most {book.at_most}" if book.at_most != book.at_least else "")
        )
        number = f"at least {book.at_least}{most}" if book.at_least else "none known"
        days = [words(x.when) for x in book.approved if x.when and x.told]
        said = f"{name}: {number} approved"
        said += f" since {words(When(book.since))}" if book.since else ""
        said += f"; dated: {', '.join(days)}" if days else ""
        said += "".join(f"; {n} {word}" for word, n in _others(book) if n)
        said += f"; {_pace(book.pace)}" if book.pace else ""
        said += "".join(
            f"; {_processed(*x.processing)}" for x in (*book.approved, *book.other) if x.processing
        )
        counted = list(dict.fromkeys(f"{c.count} by {words(c.as_of)}" for c in book.reported if c.as_of))
        said += f"; reported: {', '.join(counted[-3:])}" if counted else ""
        said += "; the numbers do not agree" if book.consistent is False else ""
        yours = [f"{x.outcome}, {words(x.when)}" for x in book.own]
        said += f"; yours: {'; '.join(yours)}" if yours else ""
        told = [s for x in (*book.own, *book.approved[-1:]) for s in x.supports] or [
            *(s for c in book.reported[-1:] for s in c.supports),
            *(s for c in book.outcomes[-1:] for s in c.supports),
        ]
        return self.entry(said, told)

    def event(self, event: Event, said: str = "") -> str:
        """Talks, a call, or any event; `said` is added to what it is."""
        when = _weekday(event.when) if event.when else "day not known"
        status = "" if event.status == "occurred" else f" ({event.status.replace('_', ' ')})"
        who = self.names(event.actors)
        whom = f" to {self.names(event.targets)}" if event.targets else ""
        head = f"{when}: {act_words(event.kind, event.step)}{status}" + (f", {who}{whom}" if who else "")
        said = f"{head}. {said}" if said and said not in {s.quote for s in event.supports} else head
        return self.entry(said, event.supports)

    def conflict(self, conflict: Conflict) -> str:
        """A conflict with every text that stands against another."""
        said = conflict.explanation
        if conflict.state == "settled":
            chosen = f": {value_words(conflict.chosen)}" if conflict.chosen else ""
            ends = f"Settled by {conflict.why}{chosen}."
        else:
            ends = "Contested."
        lines = [self.fill(f"{said} {ends}", "  ")]
        lines += [
            self.fill(f"{value_words(value.value)}: {_competing(value)}", "    – ")
            for value in conflict.values
        ]
        return "\n".join(lines)


def _others(book: LicenceBook) -> tuple[tuple[str, int], ...]:
    return (
        ("denied", book.denied),
        ("revoked", book.revoked),
        ("returned", book.returned),
        ("pending", book.pending),
        ("shipped", sum(bool(x.shipped) for x in book.approved)),
    )


def _pace(pace: Pace) -> str:
    ends = dict.fromkeys(f"{days:.0f}" for days in (pace.at_least, pace.at_most))
    return f"{' to '.join(ends)} days between approvals on average, from {pace.approvals} dated ones"


def _processed(least: int, most: int) -> str:
    return f"{' to '.join(dict.fromkeys(map(str, (least, most))))} days from a filing to its outcome"


def _left(days: int) -> str:
    return "today" if days == 0 else f"{days} day{'s' if days != 1 else ''} left"


def said_by(supports: Sequence[Support], quote: str) -> str:
    """Who says it and when, the first two by name, and the words."""
    unique = list({publisher(s): s for s in reversed(supports)}.values())[::-1]
    named = "; ".join(f"{publisher(s)}, {told_on(s)}" for s in unique[:MAX_NAMED])
    more = f" and {len(unique) - MAX_NAMED} more" if len(unique) > MAX_NAMED else ""
    told = cited(supports[0], textwrap.shorten(quote, QUOTE, placeholder=" …"))
    mark = ":" if supports[0].verbatim or supports[0].supposed else ","
    return f"{named}{more}{mark} {told}" if told else f"{named}{more}"


def _competing(value: Competing) -> str:
    """Who gives a competing value: those who say it in the same words with these, then the others by name."""
    first = next((s for s in value.supports if s.quote and s.quote != value.value), None)
    if first is None:
        return said_by(value.supports, "")
    told = [s for s in value.supports if (s.quote, s.verbatim) == (first.quote, first.verbatim)]
    names = {publisher(s) for s in told}
    others = [s for s in value.supports if publisher(s) not in names]
    return said_by(told, first.quote) + (f"; also {said_by(others, '')}" if others else "")


def supposing(scenario: str) -> str:
    """That what follows is partly supposed, and under which name."""
    return f"Supposed: {scenario}. What rests on it names the scenario; the ledger is as it was."


def told_on(support: Support) -> str:
    """The day of publication, or by when it was known; of what a scenario says, that it is supposed."""
    if support.supposed:
        return "supposed"
    if support.known_from is None:
        return "no date"
    exact = support.known_from == support.known_by
    verdict = f" (verdict {support.verdict})" if support.verdict else ""
    return (day(support.known_by) if exact else f"by {day(support.known_by)}") + verdict
