"""States that were worked out already, for whoever asks again while nothing has been added.

Kept with an open log and not in the file: a State follows from the log, and the next process may have
another lexicon or another program.
"""

from collections.abc import Callable, Hashable

from detente.ledger.views import State

KEPT = 8
"""States held at once, the one asked for longest ago let go first."""


class Warm:
    """States by what was asked, all of one record number."""

    def __init__(self) -> None:
        self._record = -1
        self._states: dict[Hashable, State] = {}

    def state(self, record: Callable[[], int], asked: Hashable, make: Callable[[], State]) -> State:
        """The state for what is asked, made where it is not known for the log's last record.

        One that was made while another process added is handed out and not kept.
        """
        last = record()
        if last != self._record:
            self._states.clear()
            self._record = last
        found = self._states.pop(asked, None) or make()
        if record() == last:
            self._states[asked] = found
        for old in list(self._states)[:-KEPT]:
            del self._states[old]
        return found
