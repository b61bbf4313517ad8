"""What became of applications, counted in any words: approved, denied, returned, pending; item by item."""

from collections.abc import Callable

import pytest

from detente.lexicon import lexicon
from detente.model import Kind, Reading, Status

OUTCOMES = {
    Kind.LICENCE_APPROVED: "approved",
    Kind.LICENCE_COUNTED: "approved",
    Kind.LICENCE_DENIED: "denied",
    Kind.LICENCE_RETURNED: "returned",
}


def told(found: Reading) -> set[tuple[str, int | None]]:
    """Outcome and number of every licence act that occurred."""
    said = [one for one in found.assertions if one.status is Status.OCCURRED]
    return {(OUTCOMES[one.kind], one.count) for one in said if one.kind in OUTCOMES} | {
        ("pending", one.count) for one in said if one.terms.get("pending")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("China has approved three export licences for dysprosium to Japan and rejected two others since April 4, "
         "the ministry said. Two applications are still pending."),
         {("approved", 3), ("denied", 2), ("pending", 2)}),
        (("China has approved three export licences for dysprosium to Japan, rejected two and returned one without "
         "action, the ministry said."), {("approved", 3), ("denied", 2), ("returned", 1)}),
        ("China approved 12 export licences for gallium and denied four, the ministry said.",
         {("approved", 12), ("denied", 4)}),
        (("Of ten applications to export gallium to Japan, six were approved, two were denied, one was returned without "
         "action and one is still under review."),
         {("approved", 6), ("denied", 2), ("returned", 1), ("pending", 1)}),
        ("The commerce ministry has granted four licences for germanium. A further three were refused.",
         {("approved", 4), ("denied", 3)}),
        ("The commerce ministry has granted four licences for germanium; another two were returned without action.",
         {("approved", 4), ("returned", 2)}),
        (("The United States denied eight export licence applications for chips to China and returned five others "
         "without action."), {("denied", 8), ("returned", 5)}),
        ("Japan approved five exports of photoresist to South Korea. Three more applications are pending.",
         {("approved", 5), ("pending", 3)}),
        ("Three applications for export licences for gallium are pending, two were rejected.",
         {("pending", 3), ("denied", 2)}),
        ("The commerce ministry has granted two licences for germanium. A third application was rejected.",
         {("approved", 2), ("denied", 1)}),
        ("The commerce ministry returned two applications for dysprosium licences without action.",
         {("returned", 2)}),
        ("Two applications to export dysprosium were returned without action on June 12.", {("returned", 2)}),
        ("China turned down two applications for gallium licences and is still reviewing seven.",
         {("denied", 2), ("pending", 7)}),
        (("China has so far issued 20 licences for rare earth magnets to Japan. Fifteen applications remain pending and "
         "five have been rejected."), {("approved", 20), ("pending", 15), ("denied", 5)}),
        ("So far 20 licences have been issued for gallium, with 15 applications still pending and five rejected.",
         {("approved", 20), ("pending", 15), ("denied", 5)}),
        ("Beijing received ten applications for gallium licences. It approved six and rejected one. The rest are pending.",
         {("approved", 6), ("denied", 1), ("pending", 3)}),
        (("The ministry received 25 applications for graphite export licences, of which 10 had been approved and the rest "
          "were being processed."), {("approved", 10), ("pending", 15)}),
        ("Exporters filed six applications for hydrogen fluoride; four were granted, one was refused and one returned.",
         {("approved", 4), ("denied", 1), ("returned", 1)}),
        ("Beijing granted two export licences for antimony. The other four applications await a decision.",
         {("approved", 2), ("pending", 4)}),
    ],
)  # fmt: skip
def test_what_became_of_applications(
    read: Callable[..., Reading], text: str, expected: set[tuple[str, int | None]]
) -> None:
    found = read(text, "2025-07-02")
    assert told(found) == expected
    assert not {Kind.RULING, Kind.MEASURE_WITHDRAWN} & {one.kind for one in found.assertions}


def test_what_is_left_out_is_taken_from_the_licences_told_before(read: Callable[..., Reading]) -> None:
    found = read("China has approved three export licences for dysprosium to Japan and rejected two others.")
    denied = next(one for one in found.assertions if one.kind is Kind.LICENCE_DENIED)
    assert [m.id for m in denied.actors] == ["CN"]
    assert [m.id for m in denied.items] == ["item:dysprosium"]


def test_a_form_told_after_the_licence_is_that_of_the_licence(read: Callable[..., Reading]) -> None:
    found = read(
        "Japan approved an export of hydrogen fluoride on Thursday. The licence is for the gas that is used to etch. "
        "None is known for the liquid form."
    )
    said = {(one.kind, one.count, m.form) for one in found.assertions for m in one.items}
    assert said == {(Kind.LICENCE_APPROVED, None, "gas"), (Kind.LICENCE_COUNTED, 0, "liquid")}
    found = read(
        "Japan approved an export of hydrogen fluoride on Thursday. The licence is not for the liquid."
    )
    assert {m.form for one in found.assertions for m in one.items} == {None}


def test_who_files_does_not_decide_and_the_goods_are_those_applied_for(read: Callable[..., Reading]) -> None:
    found = read("Korean exporters filed six applications for hydrogen fluoride; four were granted.")
    granted = next(one for one in found.assertions if one.kind is Kind.LICENCE_APPROVED)
    assert not granted.actors
    found = read("It received 25 applications for graphite export licences, of which 10 had been approved.")
    granted = next(one for one in found.assertions if one.kind is Kind.LICENCE_COUNTED)
    assert [m.id for m in granted.items] == ["item:graphite"]


@pytest.mark.parametrize(
    "text",
    [
        "Japan granted a licence for photoresist. Parliament rejected two amendments to the trade bill.",
        "The court rejected two others in the export case and returned one.",
        "China may approve three licences for gallium and reject two others.",
        "Japan approved an export of photoresist. Two ships returned to Busan and three cases are pending in court.",
    ],
)
def test_numbers_of_other_things_are_none(read: Callable[..., Reading], text: str) -> None:
    assert not told(read(text)) & {("denied", 2), ("returned", 2), ("returned", 1), ("pending", 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("Japan has granted seven licences for exports of the three controlled chip materials to South Korea, the minister "
         "said. Three of them are for photoresist, three for hydrogen fluoride gas and one for fluorinated polyimide. For "
         "liquid hydrogen fluoride there is none."),
         {("item:photoresist", None, 3), ("item:hydrogen-fluoride", "gas", 3),
          ("item:fluorinated-polyimide", None, 1), ("item:hydrogen-fluoride", "liquid", 0)}),
        (("Japan has now approved five exports of controlled chip materials to Korea since 4 July:\n"
         "  photoresist               3\n  fluorinated polyimide     1\n  hydrogen fluoride         1 (etching gas)\n"
         "  total                     5"),
         {("item:photoresist", None, 3), ("item:fluorinated-polyimide", None, 1),
          ("item:hydrogen-fluoride", "gas", 1)}),
        ("China has issued nine export licences so far: five for gallium, three for germanium and one for antimony.",
         {("item:gallium", None, 5), ("item:germanium", None, 3), ("item:antimony", None, 1)}),
        ("China has issued nine export licences so far. Of these, five were for gallium and four for germanium.",
         {("item:gallium", None, 5), ("item:germanium", None, 4)}),
    ],
)  # fmt: skip
def test_a_count_is_told_item_by_item(
    read: Callable[..., Reading], text: str, expected: set[tuple[str, str | None, int]]
) -> None:
    counts = [one for one in read(text, "2023-10-02").assertions if one.kind is Kind.LICENCE_COUNTED]
    single = {(m.id, m.form, one.count) for one in counts[1:] for m in one.items}
    assert single == expected
    total = max(counts, key=lambda one: one.count or 0)
    members = {item for m in total.items for item in lexicon().expand(m.id)}
    assert members == {item for item, _, count in expected if count}
