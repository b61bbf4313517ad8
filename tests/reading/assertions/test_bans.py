"""A ban of exports is told as one, and what leaves a way open is not."""

import pytest

BANS = [
    "India banned exports of wheat on May 13, 2022.",
    "Indonesia bans exports of palm oil from April 28, 2022.",
    "Russia prohibited the export of fertilizer to the United States on Feb. 2, 2022.",
    "India imposed an export ban on rice on July 20, 2023.",
    "Exports of coal were banned by Indonesia on Jan. 1, 2022.",
    "Malaysia announced a ban on exports of bauxite on Sept. 11, 2023.",
    "India's export ban on rice took effect on July 20, 2023.",
]
OTHERS = [
    "India curbed exports of wheat on May 13, 2022.",
    "India banned imports of pulses on May 13, 2022.",
    "China imposed export controls on gallium on Aug. 1, 2023.",
    "Japan banned exports of photoresist without a licence on July 4, 2019.",
    "India imposed a partial export ban on rice on July 20, 2023.",
    "India lifted its export ban on rice on Sept. 28, 2024.",
]


@pytest.mark.parametrize("text", BANS)
def test_a_ban_of_exports_is_prohibited(text, read):
    told = [one for one in read(text).assertions if one.kind.value.startswith("measure_")]
    assert told
    assert {one.terms.get("licence_after") for one in told} == {"prohibited"}


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_ban_of_exports_is_not(text, read):
    told = [one for one in read(text).assertions if one.kind.value.startswith("measure_")]
    assert told
    assert {one.terms.get("licence_after") for one in told} == {None}
