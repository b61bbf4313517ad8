"""Pictures as SVG, made with Altair and vl-convert: no script in them, each mark a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

import altair as alt
import vl_convert
from lxml import etree

from detente.ledger.views import Event, State
from detente.lexicon import Lexicon

BEFORE, AFTER = timedelta(days=70), timedelta(days=110)
"""The stretch around the day asked about from which events are shown."""
AHEAD, MARGIN = timedelta(days=14), timedelta(days=5)
"""The timeline goes on at least so long after the day, and so long after its last mark."""

_FAMILIES = {
    "measure": ("measure", "#b4412f"),
    "group": ("measure", "#b4412f"),
    "licence": ("licence", "#2f6f8f"),
    "goods": ("licence", "#2f6f8f"),
    "agreement": ("agreement", "#7a4f9a"),
    "deadline": ("deadline", "#c98a1b"),
}
_CASE = ("proceeding", "#4d6b3c")
_TALK = ("talks and statements", "#8a8f98")
_CASE_KINDS = ("complaint", "consultations", "panel", "ruling", "proceeding")


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the timeline: where it links to, and what it says when pointed at."""

    day: date
    lane: str
    family: str
    planned: bool
    text: str
    href: str


def family(kind: str) -> tuple[str, str]:
    """The family of a kind of assertion and its colour."""
    head = kind.partition("_")[0]
    if kind == "agreement_decision_due":
        return _FAMILIES["deadline"]
    if head in _CASE_KINDS:
        return _CASE
    return _FAMILIES.get(head, _TALK)


def marks(state: State, lexicon: Lexicon, hrefs: dict[str, str]) -> list[Mark]:
    """The dated events of the stretch around the day, by the party that acts."""
    first, last = state.on - BEFORE, state.on + AFTER
    found = []
    for event in state.timeline:
        if event.when is None or not first <= event.when.earliest <= last or event.when.days > 31:  # noqa: PLR2004
            continue
        if event.status == "denied":
            continue
        planned = event.status != "occurred"
        text = f"{event.when.value}: {event.text}"
        lane = _lane(event, lexicon)
        found.append(
            Mark(event.when.earliest, lane, family(event.kind)[0], planned, text, hrefs.get(event.id, ""))
        )
    return found


def _lane(event: Event, lexicon: Lexicon) -> str:
    countries = [country for actor in event.actors if (country := lexicon.country_of(actor))]
    return lexicon.name(countries[0]) if countries else "others"


def timeline(found: Sequence[Mark], on: date, width: int = 860) -> str:
    """The timeline as SVG: a lane a party, a rule on the day asked about, hollow marks for plans."""
    rows = [
        {
            "day": mark.day.isoformat(),
            "lane": mark.lane,
            "family": mark.family,
            "planned": mark.planned,
            "said": f"{mark.href}\t{mark.text}",
        }
        for mark in _spread(found)
    ]
    last = max([on + AHEAD, *(mark.day + MARGIN for mark in found)])
    families = dict([*_FAMILIES.values(), _CASE, _TALK])
    colours = alt.Scale(domain=list(families), range=list(families.values()))
    legend = alt.Legend(orient="bottom", title=None, symbolType="circle", symbolFillColor="white")
    base = alt.Chart({"values": rows})
    points = base.mark_point(size=95, strokeWidth=2, opacity=1).encode(
        x=alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(format="%-d %b", tickCount=10, grid=True, gridColor="#eceae4", domain=False),
            scale=alt.Scale(domain=[(on - BEFORE).isoformat(), last.isoformat()]),
        ),
        y=alt.Y("lane:N", title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=140)),
        yOffset=alt.YOffset("step:Q", scale=alt.Scale(domain=[-3, 3])),
        color=alt.Color("family:N", scale=colours, legend=legend),
        fill=alt.condition("datum.planned", alt.value("white"), alt.Color("family:N", scale=colours)),
        description="said:N",
    )
    for row, step in zip(rows, _steps(rows), strict=True):
        row["step"] = step
    today = (
        alt.Chart({"values": [{"day": on.isoformat()}]})
        .mark_rule(color="#1f2933", strokeDash=[4, 3])
        .encode(x="day:T")
    )
    chart = (today + points).properties(width=width, height=alt.Step(46)).configure_view(stroke=None)
    chart = chart.configure(font="Helvetica, Arial, sans-serif", background="#ffffff")
    return linked(vl_convert.vegalite_to_svg(cast("dict[str, Any]", chart.to_dict())))


def _spread(found: Sequence[Mark]) -> list[Mark]:
    return sorted(found, key=lambda mark: (mark.lane, mark.day, mark.family, mark.text))


def _steps(rows: Sequence[dict[str, Any]]) -> list[int]:
    """A vertical step for each mark, so that several on about the same day do not hide each other."""
    steps: list[int] = []
    last: tuple[str, date, int] | None = None
    for row in rows:
        day = date.fromisoformat(row["day"])
        step = 0
        if last and last[0] == row["lane"] and (day - last[1]).days <= 2:  # noqa: PLR2004
            step = {0: 1, 1: -1, -1: 2, 2: -2}.get(last[2], 0)
        last = (row["lane"], day, step)
        steps.append(step)
    return steps


_SVG = "{http://www.w3.org/2000/svg}"


def linked(svg: str) -> str:
    """Make every mark that carries a link in its description an anchor with a title.

    vl-convert drops Vega's `href`; the description survives as an aria-label, so the link travels
    there, before a tab, and is put where it belongs here.
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter(f"{_SVG}path")):
        href, tab, text = element.get("aria-label", "").partition("\t")
        if not tab:
            continue
        element.set("aria-label", text)
        title = etree.SubElement(element, f"{_SVG}title")
        title.text = text
        parent = element.getparent()
        if href and parent is not None:
            anchor = etree.Element(f"{_SVG}a", {"href": href})
            parent.replace(element, anchor)
            anchor.append(element)
    return str(etree.tostring(root, encoding="unicode"))
