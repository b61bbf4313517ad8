"""Who an importer depends on: shares, concentration and change, from a table by customs code."""

import csv
import gzip
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from exposure_cases import MEASURE
from exposure_cases import state as hand_state

from detente.errors import UsageError
from detente.exposure.dependence import depend
from detente.exposure.trade import read_flows
from detente.lexicon import lexicon

NAMED = replace(MEASURE, items=("item:photoresist", "item:hydrogen-fluoride"))
BUNDLED = Path(__file__).parents[2] / "examples" / "trade" / "baci-extract.csv"
HEAD = "year,exporter_iso3,importer_iso3,hs92,value_kusd,quantity_t\n"
WHOLE = Path(os.environ.get("DETENTE_DATA", "nowhere")) / "trade" / "baci_raw_materials.csv.gz"
TABLES = [
    BUNDLED,
    pytest.param(
        WHOLE,
        marks=[
            pytest.mark.data,
            pytest.mark.skipif(not WHOLE.exists(), reason="DETENTE_DATA names no folder with trade/"),
        ],
    ),
]


@pytest.fixture
def table(tmp_path):
    def made(*rows, head=HEAD, name="trade.csv"):
        path = tmp_path / name
        path.write_text(head + "\n".join(rows) + "\n", "utf-8")
        return path

    return made


def ask(path, importer="JP", code="280530", **more):
    return depend(read_flows([path], importer, code, lexicon()), importer, code, lexicon(), **more)


def china(found, year):
    one = next(y for y in found.years if y.year == year)
    share = next(s for s in one.shares if s.country == "CN")
    return share.by_value, share.by_weight


@pytest.mark.parametrize("path", TABLES)
@pytest.mark.parametrize(
    ("year", "value", "weight"), [(2008, 0.98, 0.96), (2010, 0.82, 0.85), (2013, 0.35, 0.56)]
)
def test_chinas_share_of_japans_rare_earths_falls_by_value_and_less_by_weight(path, year, value, weight):
    by_value, by_weight = china(ask(path), year)
    assert round(by_value, 2) == value
    assert round(by_weight, 2) == weight


@pytest.mark.parametrize("path", TABLES)
def test_koreas_graphite_falls_by_44_per_cent_of_weight_in_the_year_after_the_control(path):
    found = ask(path, "KR", "250410", after=date(2023, 12, 1))
    assert found.change.during == 2023 and found.change.after == 2024
    assert round(found.change.total_by_weight, 2) == -0.44


def test_the_bundled_extract_is_part_of_the_whole_table():
    if not WHOLE.exists():
        pytest.skip("DETENTE_DATA names no folder with trade/")
    with gzip.open(WHOLE, "rt") as whole, BUNDLED.open() as part:
        assert set(map(tuple, csv.reader(part))) <= set(map(tuple, csv.reader(whole)))


def test_shares_sum_to_one_and_concentration_is_the_sum_of_their_squares(table):
    found = ask(table("2010,CHN,JPN,280530,75,10", "2010,USA,JPN,280530,25,30"))
    one = found.years[0]
    assert [(s.country, s.by_value, s.by_weight) for s in one.shares] == [
        ("CN", 0.75, 0.25),
        ("US", 0.25, 0.75),
    ]
    assert (one.hhi_value, one.hhi_weight) == (6250.0, 6250.0)


def test_rows_without_a_weight_leave_the_shares_by_weight_and_are_told(table):
    found = ask(table("2010,CHN,JPN,280530,75,10", "2010,USA,JPN,280530,25,"))
    one = found.years[0]
    assert one.unweighed == 0.25
    assert [(s.country, s.by_weight) for s in one.shares] == [("CN", 1.0), ("US", None)]
    assert any("weight" in line for line in found.warnings)


def test_other_codes_and_importers_are_left_out(table):
    rows = ("2010,CHN,JPN,280530,75,10", "2010,CHN,KOR,280530,7,1", "2010,CHN,JPN,250410,7,1")
    assert ask(table(*rows)).years[0].value == 75


def test_a_table_without_the_code_says_so_and_gives_no_number(table):
    found = ask(table("2010,CHN,JPN,280530,75,10"), code="281111")
    assert found.years == () and found.change is None
    assert any("no imports of 2811.11" in line for line in found.warnings)


def test_the_heading_is_said_to_be_wider_than_the_goods_and_the_measures_stand_beside_it(table):
    path = table("2019,JPN,KOR,370790,75,10")
    found = depend(
        read_flows([path], "KR", "370790", lexicon()),
        "KR",
        "370790",
        lexicon(),
        state=hand_state("2019-08-01", [NAMED]),
    )
    assert [(m.measure.id, m.items, m.share_by_value) for m in found.measures] == [
        (MEASURE.id, ("item:photoresist",), 1.0)
    ]
    assert any("wider than" in line for line in found.warnings)


def test_a_measure_on_another_destination_is_not_beside_it(table):
    path = table("2019,JPN,USA,370790,75,10")
    found = depend(
        read_flows([path], "US", "370790", lexicon()),
        "US",
        "370790",
        lexicon(),
        state=hand_state("2019-08-01", [NAMED]),
    )
    assert found.measures == ()


def test_change_compares_the_last_whole_year_before_the_year_of_the_date_and_the_first_after(table):
    rows = [f"{y},{c},JPN,280530,{v},{q}" for y, c, v, q in (
        (2009, "CHN", 90, 90), (2009, "USA", 10, 10), (2010, "CHN", 60, 60), (2010, "USA", 40, 40),
        (2011, "CHN", 20, 20), (2011, "USA", 30, 30))]  # fmt: skip
    change = ask(table(*rows), after=date(2010, 9, 21)).change
    assert (change.before, change.during, change.after) == (2009, 2010, 2011)
    assert change.total_by_weight == -0.5
    assert [(s.country, s.before, s.during, s.after) for s in change.by_value] == [
        ("CN", 0.9, 0.6, 0.4), ("US", 0.1, 0.4, 0.6)]  # fmt: skip


def test_a_change_on_the_first_of_january_has_a_whole_year_after_it(table):
    rows = [f"{y},CHN,JPN,280530,{v},{v}" for y, v in ((2009, 90), (2010, 60))]
    change = ask(table(*rows), after=date(2010, 1, 1)).change
    assert (change.before, change.during, change.after) == (2009, None, 2010)


@pytest.mark.parametrize(
    "row",
    [
        "2010,CHN,JPN,280530,-75,10",
        "2010,CHN,JPN,280530,many,10",
        "x,CHN,JPN,280530,1,1",
        "2010,CHN,JPN,280530,nan,1",
    ],
)
def test_a_cell_that_cannot_be_used_is_named_by_file_row_and_column(table, row):
    with pytest.raises(UsageError, match=r"trade\.csv, row 2, (value_kusd|year)"):
        ask(table(row))


def test_all_faults_are_told_at_once(table):
    with pytest.raises(UsageError) as told:
        ask(table("2010,CHN,JPN,280530,-75,10", "2010,CHN,JPN,280530,1,-1"))
    assert "row 2" in str(told.value) and "row 3" in str(told.value)


def test_the_same_flow_twice_is_a_fault(table):
    with pytest.raises(UsageError, match="the same year, exporter"):
        ask(table("2010,CHN,JPN,280530,75,10", "2010,CHN,JPN,280530,75,10"))


def test_a_table_without_a_needed_column_says_which(table):
    with pytest.raises(UsageError, match="no column for the exporter"):
        ask(table("2010,JPN,280530,1,1", head="year,importer,hs,value,quantity\n"))


def test_bacis_own_file_with_numeric_codes_is_read(table):
    found = ask(table("2010,156,392,280530,75,10", "2010,842,392,280530,25,   NA", head="t,i,j,k,v,q\n"))
    assert [s.country for s in found.years[0].shares] == ["CN", "US"]
    assert found.years[0].unweighed == 0.25


def test_a_code_that_no_country_has_is_kept_as_it_is_and_told(table):
    found = ask(table("2010,Q99,JPN,280530,75,10"))
    assert [s.country for s in found.years[0].shares] == ["Q99"]
    assert any("Q99" in line for line in found.warnings)


def test_a_zip_of_the_table_is_read_too(tmp_path):
    path = tmp_path / "t.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write(HEAD + "2010,CHN,JPN,280530,75,10\n")
    assert ask(path).years[0].value == 75


@pytest.mark.parametrize("code", ["28053", "2805305", "fish", ""])
def test_a_code_is_six_digits(code):
    with pytest.raises(UsageError, match="six digits"):
        read_flows([BUNDLED], "JP", code, lexicon())


def test_only_the_years_asked_for_are_answered(table):
    flows = read_flows(
        [table(*(f"{y},CHN,JPN,280530,1,1" for y in range(2008, 2013)))], "JP", "280530", lexicon()
    )
    assert [y.year for y in depend(flows.within(2009, 2010), "JP", "280530", lexicon()).years] == [2009, 2010]
    assert [y.year for y in depend(flows.within(2011, None), "JP", "280530", lexicon()).years] == [2011, 2012]
