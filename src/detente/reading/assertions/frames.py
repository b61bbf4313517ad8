"""Frames: which words say that something was done, and what must stand beside them. Data in TOML.

A frame file holds `[[frame]]` tables (docs/how-to/add-a-kind.md). The bundled ones lie in
lexicon/frames; a user's own files are named by `DETENTE_FRAMES`.
"""

import os
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from detente.errors import UsageError
from detente.model import Kind, Status
from detente.reading.assertions.words import words


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying one kind of act.

    `verbs`, `nouns` and `adjectives` are triggers: a lemma, or several words of which the first
    governs the others ("take effect"). `object`, `subject` and `near` name word classes
    (words.toml); `near` is asked of anything in the clause. `preps` are `word:class` pairs of which
    one must stand below the trigger or its object, `not_preps` pairs that must not. `complement`
    are lemmas of which one must be a clause or noun that the trigger governs. `unless` are lemmas
    that must not stand in the clause, `words` lemmas of which one must.
    """

    id: str
    kind: Kind
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    not_preps: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Fields of the assertion that must not be empty."""
    actor: tuple[str, ...] = ("subject", "owner")
    target: tuple[str, ...] = ()
    status: Status | None = None
    dates: tuple[str, ...] = ()
    """Prepositions that give the date besides the usual: "until" for the end of comments."""
    negated: bool = False
    """Whether the trigger's complement must be negated ("decided not to renew")."""
    content: bool = False
    """Whether what is said hangs on the trigger (an appeal, a demand)."""
    says: str = ""
    """What the content must do: `asks` (should, must, needs to) or `denies` (is not); any if empty."""
    bare: bool = False
    """Whether a noun says it without a verb that carries it."""
    copies: bool = True
    """Whether arguments are taken from an earlier mention of the same measure."""
    learned: bool = False
    """Whether it stands for what the trained model finds, and no words tell the act."""
    implied: bool = False
    """Whether the act told before says who acts: a passive that names nobody."""
    priority: int = 0
    terms: dict[str, Any] = field(default_factory=dict)
    examples: tuple[dict[str, Any], ...] = ()
    counters: tuple[str, ...] = ()

    def triggers(self) -> tuple[tuple[str, str], ...]:
        """(part of speech, first word) of every trigger."""
        return (
            *(("verb", verb.split()[0]) for verb in self.verbs),
            *(("noun", noun.split()[0]) for noun in self.nouns),
            *(("adjective", word.split()[0]) for word in self.adjectives),
        )


_TUPLES = frozenset(
    {
        "verbs",
        "nouns",
        "adjectives",
        "object",
        "subject",
        "near",
        "preps",
        "not_preps",
        "complement",
        "unless",
        "words",
        "needs",
        "dates",
    }
    | {"actor", "target", "examples", "counters"}
)


def parse_frames(source: str, text: str) -> tuple[Frame, ...]:
    """The frames of one file.

    Raises UsageError with the file and the frame that is wrong.
    """
    try:
        rows = tomllib.loads(text).get("frame", [])
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source} is no TOML: {error}") from error
    return tuple(_frame(source, row) for row in rows)


def _frame(source: str, row: dict[str, Any]) -> Frame:
    if "learned" in row:
        raise UsageError(f"{source}: frame {row.get('id', '?')}: `learned` is not a file's to set")
    try:
        known: dict[str, Any] = {key: tuple(value) if key in _TUPLES else value for key, value in row.items()}
        known["kind"] = Kind(row["kind"])
        if "status" in row:
            known["status"] = Status(row["status"])
        frame = Frame(**known)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{source}: frame {row.get('id', '?')}: {error}") from error
    pairs = [pair.partition(":")[2] for pair in (*frame.preps, *frame.not_preps)]
    for class_ in (*frame.object, *frame.subject, *frame.near, *pairs):
        if class_ not in words().classes:
            raise UsageError(f"{source}: frame {frame.id}: no word class {class_!r}")
    if not frame.triggers():
        raise UsageError(f"{source}: frame {frame.id} has no trigger")
    return frame


def load_frames(extra: tuple[Path, ...] = ()) -> tuple[Frame, ...]:
    """The bundled frames, then those of `extra` and of `DETENTE_FRAMES`."""
    found: list[Frame] = []
    folder = resources.files("detente.lexicon") / "frames"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml") and file.name != "words.toml":
            found += parse_frames(file.name, file.read_text("utf-8"))
    named = tuple(Path(p) for p in os.environ.get("DETENTE_FRAMES", "").split(os.pathsep) if p)
    for path in (*extra, *named):
        try:
            found += parse_frames(str(path), path.read_text("utf-8"))
        except OSError as error:
            raise UsageError(f"cannot read the frames {path}: {error.strerror}") from error
    return tuple(found)


Index = dict[tuple[str, str], tuple[Frame, ...]]
"""(part of speech, first lemma) to the frames that it may trigger."""


def index(frames: tuple[Frame, ...]) -> Index:
    """The frames by their triggers, higher priority first."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in sorted(frames, key=lambda f: -f.priority):
        for key in dict.fromkeys(frame.triggers()):
            found.setdefault(key, []).append(frame)
    return {key: tuple(row) for key, row in found.items()}


@cache
def frame_index() -> Index:
    """The index of this process's frames."""
    return index(load_frames())
