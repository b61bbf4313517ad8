"""The stored texts at the end of a report, marked where a statement leads to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from detente.ledger.views import Support
from detente.model import Article


def anchor(support: Support) -> str:
    """The name of the place in the report where the support's sentence stands."""
    if support.snapshot and support.start is not None:
        return f"t-{support.snapshot}-{support.start}-{support.end}"
    return f"a-{support.assertion}"


@dataclass
class Stored:
    """Collects the supports that a report cites, and gives them back as text to link to."""

    articles: Mapping[str, Article]
    cited: dict[str, Support] = field(default_factory=dict)

    def cite(self, support: Support) -> str:
        """Remember the support; the fragment to link to."""
        name = anchor(support)
        self.cited.setdefault(name, support)
        return "#" + name

    @property
    def pages(self) -> list[tuple[Article, str]]:
        """Each cited article with its text as HTML, the cited stretches marked."""
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for name, support in self.cited.items():
            if support.snapshot is None or support.start is None or support.end is None:
                continue
            if support.snapshot in self.articles:
                spans.setdefault(support.snapshot, []).append((support.start, support.end, name))
        return [(self.articles[id_], marked(self.articles[id_].text, found)) for id_, found in spans.items()]

    @property
    def rows(self) -> list[tuple[str, Support]]:
        """Each cited record that has no stored text, with its anchor: rows of a chronology."""
        return [
            (name, s) for name, s in self.cited.items() if s.snapshot not in self.articles or s.start is None
        ]


def marked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text as HTML paragraphs with `spans` (start, end, name) marked; they may overlap.

    Each span's name is the id of an anchor at its start; the text between the first and last
    character that some span covers is in `mark`.
    """
    spans = sorted(spans)
    cuts = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    html: list[str] = []
    for start, end in pairwise(cuts):
        html += [f'<a id="{escape(name)}" class="at"></a>' for s, _, name in spans if s == start]
        inside = any(s <= start and end <= e for s, e, _ in spans)
        piece = escape(text[start:end])
        html.append(f"<mark>{piece}</mark>" if inside else piece)
    return "".join(html)
