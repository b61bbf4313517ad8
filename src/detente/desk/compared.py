"""Scenarios side by side with the base: one table as text, one picture as SVG."""

from collections.abc import Callable, Sequence
from typing import Any, cast

import altair as alt
import vl_convert

from detente.desk.charts import linked
from detente.desk.words import day, money, range_words, rate_words
from detente.exposure.compare import Branch, total_lost_margin
from detente.exposure.views import ProductExposure, Range

BASE = "as known"
COLOURS = ("#1f2933", "#b4412f", "#2f6f8f", "#c98a1b", "#7a4f9a", "#4d6b3c", "#8a8f98")
_MARK_SIZE, _STEP, _WIDTH = 70, 14, 560


def names(branches: Sequence[Branch]) -> list[str]:
    """A name for each branch: `as known` for the base."""
    return [branch.scenario or BASE for branch in branches]


def render(branches: Sequence[Branch]) -> str:
    """What each scenario changes, then a table: a block for each figure, a column for each branch."""
    base = branches[0].exposure
    letters = [chr(ord("A") + number) for number in range(len(branches))]
    lines = [
        f"Compared on {day(base.on)}, as known on {day(base.known)}",
        f"horizon {base.horizon_days} days; money in {base.currency}",
        "low / base / high are assumptions on the wait",
        "",
    ]
    for letter, name, branch in zip(letters, names(branches), branches, strict=True):
        lines.append(f"  {letter}  {name}")
        lines += [f"       {line}" for line in branch.changes]
    blocks: tuple[tuple[str, Callable[[ProductExposure], str]], ...] = (
        ("First short after days", lambda one: range_words(one.first_shortage_days, "none")),
        ("Goes on while all that is controlled stays cut", lambda one: rate_words(one.surviving_rate)),
        ("Margin lost", lambda one: _money(one.lost_margin)),
    )
    for title, cell in blocks:
        rows = [
            [product.product, *(cell(branch.exposure.products[number]) for branch in branches)]
            for number, product in enumerate(base.products)
        ]
        if title == "Margin lost":
            rows.append(["all products", *(_money(Range(*total_lost_margin(b.exposure))) for b in branches)])
        lines += ["", *_table([title, *letters], rows)]
    return "\n".join(lines)


def _money(figure: Range) -> str:
    ends = [money(value) for value in (figure.low, figure.base, figure.high)]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    first = max(len(row[0]) for row in rows) + 2
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(1, len(head))]
    line = "  ".join(name.rjust(width) for name, width in zip(head[1:], widths, strict=True))
    lines = [head[0], "  " + " " * first + line]
    for name, *cells in rows:
        line = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        lines.append("  " + name.ljust(first) + line)
    return lines


def picture(branches: Sequence[Branch]) -> str:
    """Margin lost by product under each branch as SVG: a mark for base, a line from low to high."""
    rows = [
        {
            "product": product.product,
            "branch": name,
            "low": product.lost_margin.low or 0.0,
            "base": product.lost_margin.base or 0.0,
            "high": product.lost_margin.high or 0.0,
            "said": f"\t{product.product}, {name}: margin lost {_money(product.lost_margin)}",
        }
        for name, branch in zip(names(branches), branches, strict=True)
        for product in branch.exposure.products
    ]
    order = names(branches)
    colours = [COLOURS[number % len(COLOURS)] for number in range(len(order))]
    colour = alt.Color(
        "branch:N",
        sort=order,
        scale=alt.Scale(domain=order, range=colours),
        legend=alt.Legend(orient="bottom", title=None, columns=1, labelLimit=_WIDTH),
    )
    products = [product.product for product in branches[0].exposure.products]
    base = alt.Chart({"values": rows}).encode(
        y=alt.Y(
            "product:N", sort=products, title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=200)
        ),
        yOffset=alt.YOffset("branch:N", sort=order, scale=alt.Scale(paddingInner=0.2, paddingOuter=0.5)),
        color=colour,
    )
    axis = alt.Axis(format="~s", grid=True, gridColor="#eceae4", domain=False, tickCount=6)
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X(
            "low:Q",
            axis=axis,
            title=f"margin lost in {branches[0].exposure.currency}: low, base (mark), high",
        ),
        x2="high:Q",
    )
    marks = base.mark_point(size=_MARK_SIZE, filled=True, opacity=1).encode(x="base:Q", description="said:N")
    chart = (lines + marks).properties(width=_WIDTH, height=alt.Step(_STEP)).configure_view(stroke=None)
    chart = chart.configure(font="Helvetica, Arial, sans-serif", background="#ffffff")
    return linked(vl_convert.vegalite_to_svg(cast("dict[str, Any]", chart.to_dict())))
