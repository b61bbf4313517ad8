"""Which lines after the title are the story: paragraphs, lists, captions, and where it ends."""

from detente.page.head import opens
from detente.page.lines import Line
from detente.page.marks import LONG_WORDS, Mark, prose, sentence_like

_GAP = 4
"""Lines that are no prose and may lie between two paragraphs: a caption, share labels, a box."""
_TEASER_WORDS = 15
_NO_TEASER = 40
_SHORT = 2


def main_run(marks: list[Mark]) -> tuple[int, int] | None:
    """First and last line of the longest stretch of prose, or None where there is no prose.

    A stretch begins with a paragraph; a long line without a stop may go on with it, but above it
    stands for a headline, unless the page has nothing else.
    """
    runs: list[list[int]] = []
    for i, m in enumerate(marks):
        if m.prose or (m.free and sentence_like(m.line)):
            between = marks[runs[-1][-1] + 1 : i] if runs else []
            if runs and sum(not b.line.row for b in between) <= _GAP:
                runs[-1].append(i)
            else:
                runs.append([i])
    trimmed = [[i for i in run if any(marks[k].prose for k in run if k <= i)] for run in runs]
    runs = [run for run in trimmed if run] or runs
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(marks[i].line.words for i in run))
    return best[0], best[-1]


def story_end(marks: list[Mark], first: int, alone: int = _NO_TEASER) -> list[tuple[int, int]]:
    """The stretches from `first` on that are no story: each trailer label with what hangs on it.

    A box in the middle ("Related articles" and a list of headlines) ends where two paragraphs
    follow each other, or one of at least `alone` words stands; the teasers of a list are short and
    stand alone under their headlines.
    """
    stretches: list[tuple[int, int]] = []
    i = first + 1
    while i < len(marks):
        if marks[i].trailer:
            stop = _resumes(marks, i + 1, alone)
            stretches.append((i, stop))
            i = stop
        i += 1
    return stretches


def _resumes(marks: list[Mark], start: int, alone: int) -> int:
    for k in range(start, len(marks)):
        pair = marks[k : k + 2]
        both = len(pair) > 1 and all(m.prose and m.line.words >= _TEASER_WORDS for m in pair)
        if both or (marks[k].prose and marks[k].line.words >= alone):
            return k
    return len(marks)


def in_story(marks: list[Mark], i: int, last: int, before: Line | None) -> bool:
    """Whether line `i` belongs to the story; `last` is its last prose, `before` its line above."""
    m = marks[i]
    if not m.free or m.credit:
        return prose(m.line) and m.free and m.line.words >= LONG_WORDS
    line = m.line
    if prose(line) or sentence_like(line) or (line.stopped and line.words >= _SHORT and i <= last + 1):
        return True
    listed = before is not None and (before.text.endswith(":") or (before.bullet and line.bullet))
    introduces = line.text.endswith(":") and i < last
    small = line.text[:1].islower()
    if line.row and before is not None and i < last:
        return before.row or before.text.endswith(":")
    return introduces or (line.bullet and (listed or small or i < last) and line.words >= _SHORT)


def is_caption(marks: list[Mark], i: int) -> bool:
    """Whether a line inside the story is the caption of a picture."""
    m = marks[i]
    if m.furniture or m.dates:
        return False
    below = marks[i + 1].line if i + 1 < len(marks) and marks[i + 1].prose else None
    return m.credit or (below is not None and m.line.words > 1 and opens(m.line, below))
