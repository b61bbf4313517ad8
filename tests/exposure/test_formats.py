"""The same network from CSV, Parquet and one XLSX, with faults named in each."""

import csv
import tomllib
from datetime import date

import pytest
from exposure_cases import HAND
from openpyxl import Workbook

from detente.errors import UnreadableError, UsageError
from detente.exposure.tables import check, read_tables
from detente.exposure.write import write_tables

NUMBERS = {"demand_per_day", "price", "margin", "quantity", "share", "lead_time_days", "on_hand"}


def columns():
    """The case worked by hand as typed columns."""
    tables = {}
    for path in HAND.glob("*.csv"):
        rows = list(csv.DictReader(path.read_text().splitlines()))
        tables[path.stem] = {
            name: [float(row[name]) if name in NUMBERS else row[name] or None for row in rows]
            for name in rows[0]
        }
    return tables


SETTINGS = tomllib.loads((HAND / "network.toml").read_text())


def without_numbers(tables):
    return {
        name: [{k: v for k, v in row.items() if k != "_row"} for row in rows]
        for name, rows in tables.rows.items()
    }


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_the_three_formats_read_as_the_same_network(tmp_path, form):
    path = write_tables(tmp_path / "net", columns(), SETTINGS, form)
    found, hand = read_tables(path), read_tables(HAND)
    assert without_numbers(found) == without_numbers(hand)
    assert (found.country, found.stock_date, found.name) == (hand.country, hand.stock_date, hand.name)


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("parquet", "stock.parquet, row 2"),
        ("xlsx", "net.xlsx, sheet stock, row 3"),
        ("csv", "stock.csv, row 3"),
    ],
)
def test_a_fault_is_named_where_it_stands(tmp_path, form, place):
    tables = columns()
    tables["stock"]["on_hand"][1] = -4.0
    path = write_tables(tmp_path / "net", tables, SETTINGS, form)
    with pytest.raises(UsageError) as caught:
        read_tables(path)
    assert f"{place}, on_hand: must be zero or more: '-4'" in str(caught.value)


def test_a_table_there_twice_is_a_fault(tmp_path):
    path = write_tables(tmp_path / "net", columns(), SETTINGS, "parquet")
    (path / "stock.csv").write_text("component,on_hand\n")
    assert "stock.csv: there is stock.parquet too; keep one of them" in map(str, check(path).faults)


def test_a_table_that_is_missing_from_a_workbook_is_named(tmp_path):
    tables = columns()
    del tables["stock"]
    path = write_tables(tmp_path / "net", tables, SETTINGS, "xlsx")
    assert "net.xlsx, sheet stock: missing" in map(str, check(path).faults)


def test_days_of_a_workbook_are_days_and_unknown_sheets_are_told(tmp_path):
    tables = columns()
    tables["in_transit"] = {
        "component": ["resist"], "quantity": [5], "dispatched": [date(2019, 7, 1)], "arrives": [date(2019, 7, 9)],
        "ships_from": ["JP"],
    }  # fmt: skip
    tables["stok"] = {"component": ["resist"]}
    path = write_tables(tmp_path / "net", tables, SETTINGS, "xlsx")
    found = check(path)
    assert found.tables.rows["in_transit"][0]["arrives"] == date(2019, 7, 9)
    assert "net.xlsx, sheet stok: no table of a network; did you mean stock?" in map(str, found.warnings)


def test_a_formula_that_was_never_worked_out_is_a_fault_and_not_an_empty_cell(tmp_path):
    book = Workbook()
    book.active.title = "stock"
    for row in (["component", "on_hand", "shelf_life_days"], ["resist", 5, "=10*3"]):
        book.active.append(row)
    book.save(tmp_path / "net.xlsx")
    told = [str(fault) for fault in check(tmp_path / "net.xlsx").faults]
    assert any(
        line.startswith("net.xlsx, sheet stock, row 2, shelf_life_days: a formula without") for line in told
    )


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("net.xlsx", b"not a workbook", UnreadableError),
        ("net.txt", b"products", UsageError),
        ("nothing", None, UsageError),
    ],
)
def test_what_is_no_network_is_told(tmp_path, name, content, error):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error):
        check(tmp_path / name)


def test_an_empty_folder_holds_no_network(tmp_path):
    with pytest.raises(UnreadableError, match=r"products\.csv, bom\.csv, sources\.csv, stock\.csv"):
        check(tmp_path)


def test_a_damaged_parquet_is_a_fault_of_its_file(tmp_path):
    path = write_tables(tmp_path / "net", columns(), SETTINGS, "parquet")
    (path / "stock.parquet").write_bytes(b"PAR1 and nothing else")
    (fault,) = check(path).faults
    assert str(fault).startswith("stock.parquet: no Parquet")


def test_writing_over_what_is_there_is_refused(tmp_path):
    write_tables(tmp_path / "net", columns(), SETTINGS)
    with pytest.raises(UsageError, match="there already"):
        write_tables(tmp_path / "net", columns(), SETTINGS)
