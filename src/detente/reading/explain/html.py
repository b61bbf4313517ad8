"""The page as one self-contained HTML file: no script, nothing fetched, everything escaped."""

from html import escape

from detente.model import Reading, Span
from detente.reading.explain.head import head
from detente.reading.explain.marks import LAYERS, Mark, by_piece, marks, pieces, runs, unplaced

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
"""


def render_html(reading: Reading) -> str:
    """A reading as one HTML page: head, each paragraph with its marks, and under it what they mean."""
    article = reading.article
    title = escape(article.title or "(no title)")
    found = marks(reading)
    parts = [f"<h1>{title}</h1>"]
    parts += [f"<p><em>{escape(article.deck)}</em></p>"] if article.deck else []
    lines = (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in head(reading))
    parts.append(f"<dl>{''.join(lines)}</dl>")
    for span, touching, begun in by_piece(pieces(reading, found), found):
        parts.append(_paragraph(article.text, span, touching))
        parts.append(_notes(begun))
    if others := unplaced(reading):
        rows = "".join(_row("a", label, note) for label, note in others)
        parts.append(f"<h2>Not read off the text</h2><ul>{rows}</ul>")
    if reading.problems:
        rows = "".join(f"<li>{escape(p.code)}: {escape(p.message)}</li>" for p in reading.problems)
        parts.append(f'<ul class="problems">{rows}</ul>')
    language = escape(article.language or "en", quote=True)
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _paragraph(text: str, span: Span, touching: list[Mark]) -> str:
    shown = []
    for run in runs(text, span, touching):
        classes = " ".join(layer.letter for layer in LAYERS if any(m.layer == layer for m in run.within))
        words = escape(run.text)
        shown.append(f'<span class="{classes}">{words}</span>' if classes else words)
        shown += [f'<sup class="{mark.layer.letter}-label">{mark.label}</sup>' for mark in run.closes]
    return f"<p>{''.join(shown)}</p>"


def _notes(begun: list[Mark]) -> str:
    rows: dict[str, str] = {}
    for layer in reversed(LAYERS):
        for mark in begun:
            if mark.layer == layer and mark.label not in rows:
                rows[mark.label] = _row(layer.letter, mark.label, mark.note)
    return f"<ul>{''.join(rows.values())}</ul>" if rows else ""


def _row(letter: str, label: str, note: str) -> str:
    return f'<li><span class="{letter}-label">{label}</span> {escape(note)}</li>'
