"""Whom an act frees is no target of the measure that it eases."""

import pytest

SENTENCES = {
    "India, which prohibited onion exports on December 8, 2023, has allowed exports of 64,400 tonnes to Bangladesh and "
    "the UAE, the government said on Monday.": {"BD", "AE"},
    "Indonesia, which banned coal exports on January 1, 2022, has allowed shipments of coal to Japan and South Korea.":
    {"JP", "KR"},
}  # fmt: skip


@pytest.mark.parametrize(("text", "freed"), SENTENCES.items())
def test_whom_an_act_frees_is_no_target_of_the_measure(text, freed, read):
    told = read(text).assertions
    (made,) = [one for one in told if one.kind.value == "measure_effective"]
    (allowed,) = [one for one in told if one.kind.value == "licence_approved"]
    assert made.targets == ()
    assert {one.id for one in allowed.targets} == freed


@pytest.mark.parametrize(
    ("title", "freed"),
    [
        ("India lifts onion export ban for Bangladesh and UAE", {"BD", "AE"}),
        ("Indonesia eases coal export ban for Japan and South Korea", {"JP", "KR"}),
        ("India waives rice export ban for Bhutan", {"BT"}),
    ],
)
def test_a_headline_names_whom_a_ban_is_lifted_for(title, freed, read):
    (told,) = [one for one in read(title).assertions if one.kind.value.startswith("measure_")]
    assert told.kind.value in {"measure_withdrawn", "measure_amended"}
    assert {one.id for one in told.targets} == freed


def test_a_measure_told_of_after_its_partial_lift_is_not_on_those_it_is_lifted_for(read):
    text = (
        "India lifts onion export ban for Bangladesh and UAE.\n\n"
        "India, which prohibited onion exports on December 8, 2023, has allowed exports of 64,400 tonnes to Bangladesh "
        "and the UAE."
    )
    made = [one for one in read(text).assertions if one.kind.value == "measure_effective"]
    assert [one.targets for one in made] == [()]
