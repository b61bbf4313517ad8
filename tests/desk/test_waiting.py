"""The waits as text."""

from datetime import date

import pytest
from desk_cases import LEXICON

from detente.desk.waiting import waits_text
from detente.exposure.outlook import waits
from detente.ledger.views import Dated, Licence, LicenceBook, Measure, State, Support
from detente.model import When

RESIST = "item:photoresist"
SAID = Support("a1", "s1", "Gazette", None, date(2019, 7, 1), date(2019, 7, 1), "the sentence")
MEASURE = Measure(
    id="measure:one",
    name="individual licences",
    actor="JP",
    targets=("KR",),
    items=(RESIST,),
    stages={"effective": (Dated(When("2019-07-04"), False, (SAID,)),)},
    state="in_force",
    effective=When("2019-07-04"),
    ended=None,
    licence={RESIST: ("individual",)},
    standard_days=90,
)


def approved(form):
    licence = Licence(RESIST, form, "approved", When("2019-08-07"), None, None, None, None, (SAID,))
    return LicenceBook(RESIST, form, (licence,), 1, None, 0, 0, 0, None, (), None)


@pytest.mark.parametrize(
    ("asked", "known", "said"),
    [
        ("euv", "euv", "photoresist (euv): approved since day 34; another contract"),
        (None, "euv", "photoresist: approved since day 34 (euv); another contract"),
        ("euv", None, "photoresist (euv): approved since day 34 (form not told); another contract"),
        ("krf", "euv", "photoresist (krf): 58 /"),
    ],
)
def test_a_good_that_others_have_an_approval_of_is_told_as_approved_in_whatever_words_it_is_asked(
    asked, known, said
):
    day = date(2019, 8, 30)
    state = State(on=day, known=day, measures=(MEASURE,), licences=(approved(known),))
    assert said in waits_text(waits(state, [(RESIST, asked)]), state, LEXICON)
