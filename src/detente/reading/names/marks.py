"""The names found so far in an article, by place; no two overlap."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.model import Name


class Marks:
    """Names in the order of the text. A new name may take the place of those inside it."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._names: list[Name] = []
        for name in names:
            self.add(name)

    def __iter__(self) -> Iterator[Name]:
        return iter(tuple(self._names))

    def over(self, start: int, end: int) -> list[Name]:
        """The names that share a character with this stretch."""
        at = bisect_left(self._names, start, key=lambda n: n.end - 1)
        found = []
        while at < len(self._names) and self._names[at].start < end:
            found.append(self._names[at])
            at += 1
        return found

    def add(self, name: Name) -> bool:
        """Add a name, replacing names wholly inside it; False where it would cut one."""
        taken = self.over(name.start, name.end)
        if any(n.start < name.start or n.end > name.end for n in taken):
            return False
        if taken:
            at = bisect_left(self._names, taken[0].start, key=lambda n: n.start)
            del self._names[at : at + len(taken)]
        insort(self._names, name, key=lambda n: n.start)
        return True

    def change(self, old: Name, **fields: str | None) -> Name:
        """Put a name with other fields in the place of one that is here."""
        new = replace(old, **fields)  # type: ignore[arg-type]
        at = bisect_left(self._names, old.start, key=lambda n: n.start)
        self._names[self._names.index(old, at)] = new
        return new
