"""Pages as one self-contained HTML file: no script, nothing fetched, everything escaped."""

from collections.abc import Iterable
from html import escape

from detente.model import Reading, Span
from detente.reading.explain.head import head
from detente.reading.explain.marks import ASSERTION, LAYERS, Mark, by_piece, marks, pieces, runs, unplaced

_STYLE = """
:root { color-scheme: light dark; --t: #0b7285; --n: #8f5b00; --q: #2b7a2b; --a: #9c36b5; }
@media (prefers-color-scheme: dark) { :root { --t: #66d9e8; --n: #ffc078; --q: #8ce99a; --a: #e599f7; } }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
dl, ul { font-size: .85rem; line-height: 1.4; padding: 0; list-style: none; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dd { margin: 0; }
ul { margin: 0 0 1.5rem 1rem; }
p { white-space: pre-line; overflow-wrap: anywhere; margin-bottom: .3rem; }
sup { font-size: .65rem; line-height: 0; }
.t, .t-label { color: var(--t); } .n, .n-label { color: var(--n); }
.q { background: color-mix(in srgb, var(--q) 14%, transparent); } .q-label { color: var(--q); }
.a { text-decoration: underline dotted var(--a); text-underline-offset: .25em; } .a-label { color: var(--a); }
.problems { color: #c92a2a; }
.legend { font-size: .85rem; }
sup + sup { margin-left: .2em; }
sup a, li a { color: inherit; }
:target { outline: 2px solid var(--a); outline-offset: .15em; }
section + section { border-top: 1px solid; margin-top: 3rem; }
"""


_LEGEND = " · ".join(
    f'<span class="{mark}">{title}</span><sup class="{mark}-label">{mark}1</sup>'
    for mark, _, _, title in reversed(LAYERS)
)


def render_html(*readings: Reading) -> str:
    """Readings as one HTML page: of each the head, each paragraph with its marks, and what they mean.

    Each assertion is listed under the head with a link to its words, and its words lead to its note.
    """
    return "".join(html_parts(readings))


def html_parts(readings: Iterable[Reading]) -> Iterable[str]:
    """The same in parts, each reading let go before the next is read."""
    for number, reading in enumerate(readings):
        if not number:
            yield _opening(reading)
        yield f"<section>\n{_section(reading, f'p{number + 1}-' if number else '')}\n</section>\n"
    yield "</body>\n</html>\n"


def _opening(first: Reading) -> str:
    language = escape(first.article.language or "en", quote=True)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_title(first)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<p class="legend">Marks: {_LEGEND}</p>\n'
    )


def _title(reading: Reading) -> str:
    return escape(reading.article.title or "(no title)")


def _section(reading: Reading, prefix: str) -> str:
    """One reading; `prefix` keeps the anchors of several apart."""
    article = reading.article
    found = marks(reading)
    parts = [f"<h1>{_title(reading)}</h1>"]
    parts += [f"<p><em>{escape(article.deck)}</em></p>"] if article.deck else []
    lines = (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in head(reading))
    parts += [f"<dl>{''.join(lines)}</dl>", _contents(found, prefix)]
    for span, touching, begun in by_piece(pieces(reading, found), found):
        parts += [_paragraph(article.text, span, touching, prefix), _notes(begun, prefix)]
    if others := unplaced(reading):
        rows = "".join(_row("a", label, note) for label, note in others)
        parts.append(f"<h2>Not read off the text</h2><ul>{rows}</ul>")
    if reading.problems:
        rows = "".join(f"<li>{escape(p.code)}: {escape(p.message)}</li>" for p in reading.problems)
        parts.append(f'<ul class="problems">{rows}</ul>')
    return "\n".join(part for part in parts if part)


def _contents(found: Iterable[Mark], prefix: str) -> str:
    """The assertions in the order of the text, each with a link to its words."""
    rows = [
        f'<li><a class="a-label" href="#{prefix}{mark.label}">{mark.label}</a> {escape(mark.note)}</li>'
        for mark in found
        if mark.layer == ASSERTION
    ]
    return f"<h2>Assertions</h2><ul>{''.join(rows)}</ul>" if rows else ""


def _paragraph(text: str, span: Span, touching: list[Mark], prefix: str) -> str:
    shown = []
    for run in runs(text, span, touching):
        shown += [f'<span id="{prefix}{m.label}"></span>' for m in run.opens if m.layer == ASSERTION]
        classes = " ".join(layer.letter for layer in LAYERS if any(m.layer == layer for m in run.within))
        words = escape(run.text)
        shown.append(f'<span class="{classes}">{words}</span>' if classes else words)
        shown += [_label(mark, prefix) for mark in run.closes]
    return f"<p>{''.join(shown)}</p>"


def _label(mark: Mark, prefix: str) -> str:
    label = mark.label
    if mark.layer == ASSERTION:
        label = f'<a href="#{prefix}note-{label}">{label}</a>'
    return f'<sup class="{mark.layer.letter}-label">{label}</sup>'


def _notes(begun: list[Mark], prefix: str) -> str:
    rows: dict[str, str] = {}
    for layer in reversed(LAYERS):
        for mark in begun:
            if mark.label not in rows and mark.layer == layer:
                anchor = f"{prefix}note-{mark.label}" if layer == ASSERTION else ""
                rows[mark.label] = _row(layer.letter, mark.label, mark.note, anchor)
    return f"<ul>{''.join(rows.values())}</ul>" if rows else ""


def _row(letter: str, label: str, note: str, anchor: str = "") -> str:
    here = f' id="{anchor}"' if anchor else ""
    return f'<li{here}><span class="{letter}-label">{label}</span> {escape(note)}</li>'
