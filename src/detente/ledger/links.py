"""Links: a person's judgement that two assertions speak of the same event, or of different ones.

Applied when the log is read and stored apart from what sources say, so that taking one back brings the
old answer back. `different` wins over what the rules would join, `same` over what they keep apart; `unsure`
changes nothing and asks for a look.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from detente.ledger.records import Logged


class Judgement(StrEnum):
    """What a link says of its two assertions."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement on two assertions, named by their ids; the order of the two means nothing."""

    first: str
    second: str
    judgement: Judgement


class _Told(Protocol):
    """What has records: an act."""

    @property
    def records(self) -> tuple[Logged, ...]: ...


_A = TypeVar("_A", bound=_Told)


@dataclass(frozen=True)
class Links:
    """Links by assertion. Of two on the same pair the last given holds."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, links: Iterable[Link]) -> "Links":
        """From judgements in the order in which they were made."""
        latest = {frozenset((link.first, link.second)): link.judgement for link in links}
        told: dict[Judgement, dict[str, set[str]]] = {Judgement.SAME: {}, Judgement.DIFFERENT: {}}
        for pair, judgement in latest.items():
            if judgement in told and len(pair) > 1:
                a, b = sorted(pair)
                told[judgement].setdefault(a, set()).add(b)
                told[judgement].setdefault(b, set()).add(a)
        same, apart = (
            {name: frozenset(others) for name, others in told[judgement].items()}
            for judgement in (Judgement.SAME, Judgement.DIFFERENT)
        )
        return cls(same, apart)

    def part(self, a: _Told, b: _Told) -> bool:
        """Whether somebody judged an assertion of one to be of another event than one of the other."""
        return bool(self.apart) and self._meet(self.apart, a, b)

    def join(self, a: _Told, b: _Told) -> bool:
        """Whether somebody judged an assertion of one to be of the same event as one of the other."""
        return bool(self.same) and self._meet(self.same, a, b)

    @staticmethod
    def _meet(told: Mapping[str, frozenset[str]], a: _Told, b: _Told) -> bool:
        theirs = {record.assertion.id for record in b.records}
        return any(told.get(record.assertion.id, frozenset()) & theirs for record in a.records)

    def split(self, group: Sequence[Logged]) -> list[list[Logged]]:
        """The records of one row, those judged to be of different events kept apart."""
        parts: list[list[Logged]] = []
        for record in group:
            told = self.apart.get(record.assertion.id, frozenset())
            home = next((part for part in parts if not told & {r.assertion.id for r in part}), None)
            if home is None:
                parts.append([record])
            else:
                home.append(record)
        return parts

    def linked(self, acts: Sequence[_A]) -> list[list[_A]]:
        """Acts that `same` links put together, the others alone; in the order of the acts."""
        found: list[list[_A]] = []
        for act in acts:
            near = [group for group in found if any(self.join(act, other) for other in group)]
            for group in near[1:]:
                near[0].extend(group)
                found.remove(group)
            if near:
                near[0].append(act)
            else:
                found.append([act])
        return found


NONE = Links()
"""No judgements: what the rules say."""
