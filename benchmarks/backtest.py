"""The wait for approval as it would have been told on four days of 2019, against what came.

usage: python benchmarks/backtest.py [--picture FILE.svg]

Reads the bundled chronology, folds it as known on each day, and prints what was assumed, the fit beside it,
two baselines (always 90 days; the observations pooled without prior), what came, and how far off each was.
Needs no data from outside. `--picture` draws it as SVG.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from detente.exposure.approval import APPROVED
from detente.exposure.backtest import ALWAYS, Forecast, Outcome, backtest, covered, scores
from detente.ledger.fold import state_of
from detente.ledger.log import Log
from detente.lexicon import lexicon

CHRONOLOGY = Path(__file__).parents[1] / "examples" / "korea-japan-2019" / "chronology.jsonl"
MEASURE = "measure:jp-3items-individual-licence"
DAYS = tuple(date.fromisoformat(day) for day in ("2019-07-04", "2019-08-08", "2019-08-30", "2019-11-20"))
LATER = date(2020, 6, 30)
"""The outcome is taken as known on this day."""
GOODS = (
    ("item:photoresist", None),
    ("item:hydrogen-fluoride", "gas"),
    ("item:fluorinated-polyimide", None),
    ("item:hydrogen-fluoride", "liquid"),
)


def forecasts() -> tuple[Forecast, ...]:
    """The forecasts of all four days, on a ledger of the bundled chronology."""
    with tempfile.TemporaryDirectory() as folder, Log.open(Path(folder) / "kj.db", create=True) as log:
        log.add_chronology(CHRONOLOGY)
        asked = [state_of(log, day, day) for day in DAYS]
        return backtest(asked, state_of(log, LATER, LATER), MEASURE, GOODS)


def name(found: Forecast) -> str:
    item, form = found.good
    return lexicon().name(item) + (f" ({form})" if form else "")


def came(outcome: Outcome | None) -> str:
    if outcome is None:
        return "none dated"
    days = str(outcome.at_least)
    if outcome.at_most != outcome.at_least:
        days += f" to {outcome.at_most}"
    ended = "" if outcome.ended == APPROVED else f", {outcome.ended}"
    return days + ended + ("" if outcome.form_told else ", form not told")


def rows(found: Sequence[Forecast]) -> Iterator[str]:
    heads = (
        "as known on", "good", "waited", "low / base / high", "fit P10 / P50 / P90", "always", "pooled P50",
        "came after",
    )  # fmt: skip
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for one in found:
        wait, fit = one.wait, one.wait.fit
        cells = (
            one.known.isoformat(),
            name(one),
            str(one.waited),
            f"{wait.low} / {wait.base} / {wait.high}",
            f"{fit.p10} / {fit.p50} / {fit.p90}" if fit else "none",
            str(ALWAYS),
            str(one.pooled.p50) if one.pooled else "none",
            came(one.outcome),
        )
        yield f"| {' | '.join(cells)} |"


def table(found: Sequence[Forecast]) -> Iterator[str]:
    """How far off, in days, on each day and over all."""
    groups = [(day.isoformat(), [one for one in found if one.known == day]) for day in DAYS]
    methods = [score.method for score in scores(found)]
    yield f"| as known on | forecasts | {' | '.join(methods)} |"
    yield "|---|---|" + "---|" * len(methods)
    for day, group in (*groups, ("all", list(found))):
        told = scores(group)
        cells = [
            "none"
            if one.mean_days is None
            else f"{one.mean_days:.0f}" + ("" if one.answered == one.asked else f" (of {one.answered})")
            for one in told
        ]
        yield f"| {day} | {told[0].asked} | {' | '.join(cells)} |"


def printed(found: Sequence[Forecast]) -> str:
    """Everything that the benchmark prints."""
    first = [one for one in found if one.first]
    following = [one for one in found if not one.first]
    lines = ["Goods of which no approval was known on the day; days from the control to the first.", ""]
    lines += [*rows(first), "", "How far off on average, in days, 0 within a window:", "", *table(first), ""]
    for what, hit, of in covered(first):
        lines.append(f"- {what}: the first approval fell within it in {hit} of {of}")
    lines += [
        "",
        "Goods that had one; days from the control to the next dated approval, of another contract.",
        "",
    ]
    lines += [*rows(following), ""]
    dated = [one for one in first if one.outcome]
    distinct = len({(one.good, one.outcome) for one in dated})
    said = f"{len(dated)} forecasts of {distinct} first approvals, most of them asked again on a later day"
    in_all = {one.outcome for one in found if one.outcome and one.outcome.ended == APPROVED}
    lines.append(
        f"{said}, and {len(in_all)} dated approvals in all, of one authority under one measure in one"
        " dispute. They depend on each other: on so few no method is shown to be better than another, nor any"
        " percentage to be right."
    )
    return "\n".join(lines) + "\n"


def picture(found: Sequence[Forecast]) -> str:
    """A row a good, a panel a day: what was assumed, the fit, the baselines, and what came."""
    first = [one for one in found if one.first]
    values: list[dict[str, Any]] = []
    for one in first:
        panel = {"day": f"as known on {one.known.isoformat()}", "good": name(one)}
        fit, outcome = one.wait.fit, one.outcome
        values += [
            panel
            | {"what": "low, base, high", "from": one.wait.low, "to": one.wait.high, "at": one.wait.base},
            panel | {"what": f"always {ALWAYS}", "at": ALWAYS},
        ]
        if fit:
            values.append(
                panel | {"what": "fit P10, P50, P90", "from": fit.p10, "to": fit.p90, "at": fit.p50}
            )
        if one.pooled:
            values.append(panel | {"what": "pooled P50", "at": one.pooled.p50})
        if outcome:
            middle = (outcome.at_least + outcome.at_most) / 2
            values.append(
                panel | {"what": "what came", "from": outcome.at_least, "to": outcome.at_most, "at": middle}
            )
    order = ["low, base, high", "fit P10, P50, P90", f"always {ALWAYS}", "pooled P50", "what came"]
    colours = alt.Scale(domain=order, range=["#8a8f98", "#2f6f8f", "#c98a1b", "#7a4f9a", "#b4412f"])
    shapes = alt.Scale(domain=order, range=["square", "circle", "triangle-up", "triangle-down", "diamond"])
    base = alt.Chart({"values": values})
    goods = alt.Y("good:N", title=None, sort=[name(one) for one in found][:4], axis=alt.Axis(labelLimit=200))
    lane = alt.YOffset("what:N", sort=order)
    colour = alt.Color("what:N", scale=colours, legend=alt.Legend(orient="bottom", title=None))
    days = alt.Scale(domain=[0, 300])
    spans = base.mark_rule(strokeWidth=3, opacity=0.55).encode(
        x=alt.X("from:Q", scale=days), x2="to:Q", y=goods, yOffset=lane, color=colour
    )
    points = base.mark_point(filled=True, size=55, opacity=1).encode(
        x=alt.X("at:Q", title="days from the control", scale=days),
        y=goods,
        yOffset=lane,
        color=colour,
        shape=alt.Shape("what:N", scale=shapes, legend=alt.Legend(orient="bottom", title=None)),
    )
    panels = (spans + points).properties(width=560, height=alt.Step(13))
    faceted = panels.facet(
        row=alt.Row("day:N", title=None, header=alt.Header(labelAngle=0, labelOrient="top"))
    )
    chart = faceted.resolve_scale(y="independent").configure(
        font="Helvetica, Arial, sans-serif", background="#ffffff"
    )
    return vl_convert.vegalite_to_svg(chart.to_dict())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--picture", type=Path, metavar="FILE.svg")
    asked = parser.parse_args()
    found = forecasts()
    print(printed(found), end="")
    if asked.picture:
        asked.picture.write_text(picture(found), "utf-8")


if __name__ == "__main__":
    main()
