"""A ban is told as `prohibited`, and licences approved under other measures say nothing of it."""

from build import page, said, state

BANNED = {"licence_after": "prohibited"}
GOODS = {"actors": ("CN",), "items": ("gallium",)}


def _ban(**more):
    return page("measure_effective", "2024-12-03", key="b", published="2024-12-03", targets=("US",),
                **GOODS, **more)  # fmt: skip


def _licensing():
    return page("measure_effective", "2023-08-01", key="a", published="2023-08-01", targets=(),
                terms={"licence_after": "individual"}, **GOODS)  # fmt: skip


def _approved(when):
    return said("licence_approved", when, targets=(), key=f"c{when}", **GOODS)


def _found(*records, on="2025-03-01"):
    return {m.effective.value: m.licence for m in state(*records, on=on).measures}


def test_a_ban_is_prohibited_though_licences_were_approved():
    found = _found(_licensing(), _ban(terms=BANNED), _approved("2023-09-21"), _approved("2025-02-01"))
    assert found == {
        "2023-08-01": {"item:gallium": ("individual",)},
        "2024-12-03": {"item:gallium": ("prohibited",)},
    }


def test_a_licence_approved_before_a_measure_took_effect_is_not_under_it():
    found = _found(_licensing(), _ban(), _approved("2023-09-21"))
    assert found["2024-12-03"] == {}


def test_an_act_told_twice_is_one_measure_though_licences_were_approved_before():
    twice = page("measure_effective", "2024-12-03", key="b", published="2024-12-03", targets=("US",), id_="other",
                 actors=("CN",), items=("gallium", "germanium"), terms=BANNED)  # fmt: skip
    found = state(_licensing(), _ban(terms=BANNED), twice, _approved("2023-09-21"), on="2025-03-01").measures
    assert sorted(m.effective.value for m in found) == ["2023-08-01", "2024-12-03"]


def test_a_ban_is_called_one():
    (found,) = state(_ban(terms=BANNED), on="2025-03-01").measures
    assert found.name == "ban on exports of gallium to United States (China)"
