"""A brief never says that no conflict is known where `conflicts` of the same day tells one."""

import pytest
from build import page, state

from detente.desk.brief import render
from detente.ledger.brief import brief
from detente.ledger.shapes import brief_json
from detente.lexicon import lexicon

TOLD = [
    page("meeting", "2022-03-01", key="m", by=by, published="2022-03-02", actors=("NO",), targets=("CL",),
         terms={"claims": {"duration_min": minutes}})
    for by, minutes in (("Gazette", "20"), ("Courier", "45"))
]  # fmt: skip


@pytest.mark.parametrize(("on", "fresh", "older"), [("2022-04-01", 1, 0), ("2023-04-01", 0, 1)])
def test_older_conflicts_are_counted(on, fresh, older):
    found = brief(state(*TOLD, on=on))
    told = brief_json(found)
    assert (len(told["conflicts"]), told["conflicts_older"]) == (fresh, older)
    said = render(found, lexicon()).partition("Conflicts\n")[2]
    assert ("1 older, 1 of them contested" in said) == bool(older)
    assert "none known" not in said
