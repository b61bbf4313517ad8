"""The page for a terminal."""

import io
import re

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.model import Reading, Span
from detente.reading.explain.head import head
from detente.reading.explain.marks import (
    ASSERTION,
    NAME,
    QUOTE,
    TIME,
    Mark,
    by_piece,
    marks,
    pieces,
    runs,
    unplaced,
)

STYLES = {TIME: "cyan", NAME: "yellow", QUOTE: "green", ASSERTION: "magenta"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters of a page that would steer the terminal."""


def render(reading: Reading, *, width: int = 100, colour: bool = True) -> str:
    """A reading as text: head, each paragraph with its marks, and under it what they mean.

    Args:
        reading: what was read off a page.
        width: columns, at least 20.
        colour: add ANSI colours; the brackets and labels are there either way.
    """
    console = Console(
        file=io.StringIO(),
        width=max(20, width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as shown:
        for block in _blocks(reading):
            console.print(block)
    return "\n".join(line.rstrip() for line in shown.get().split("\n"))


def _blocks(reading: Reading) -> list[Text | Table]:
    article = reading.article
    blocks: list[Text | Table] = [_line(_clean(article.title or "(no title)"), "bold")]
    blocks += [_line(_clean(article.deck), "italic")] if article.deck else []
    blocks += [_line(f"{label}: {_clean(value)}", "dim") for label, value in head(reading)]
    blocks.append(_legend())
    found = marks(reading)
    for span, touching, begun in by_piece(pieces(reading, found), found):
        blocks += [Text(), _paragraph(article.text, span, touching), *_notes(begun)]
    others = unplaced(reading)
    blocks += [Text(), _line("not read off the text:", "dim")] if others else []
    blocks += [_note(label, note, STYLES[ASSERTION]) for label, note in others]
    blocks += [Text()] if reading.problems else []
    blocks += [_line(f"! {p.code}: {_clean(p.message)}", "red") for p in reading.problems]
    return blocks


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _line(text: str, style: str) -> Text:
    return Text(text, style=style)


def _legend() -> Text:
    legend = Text("marks: ", style="dim")
    for index, (layer, style) in enumerate(STYLES.items()):
        legend.append(", " if index else "")
        legend.append(f"{layer.opening}{layer.title}{layer.closing}{layer.letter}1", style=style)
    return legend


def _paragraph(text: str, span: Span, touching: list[Mark]) -> Text:
    shown = Text()
    for run in runs(text, span, touching):
        for mark in run.opens:
            shown.append(mark.layer.opening, style=f"dim {STYLES[mark.layer]}")
        inner = run.within[-1] if run.within else None
        shown.append(_clean(run.text), style=STYLES[inner.layer] if inner else "")
        for mark in run.closes:
            shown.append(f"{mark.layer.closing}{mark.label}", style=f"dim {STYLES[mark.layer]}")
    return shown


def _notes(begun: list[Mark]) -> list[Table]:
    """One line for each label that begins in a paragraph, by layer."""
    lines: dict[str, Table] = {}
    for layer, style in STYLES.items():
        for mark in begun:
            if mark.layer == layer and mark.label not in lines:
                lines[mark.label] = _note(mark.label, mark.note, style)
    return list(lines.values())


def _note(label: str, note: str, style: str) -> Table:
    """Label and note in two columns, so that a long note keeps its margin."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(width=6, justify="right")
    row.add_column()
    row.add_row(Text(label, style=style), Text(_clean(note), style="dim"))
    return row
