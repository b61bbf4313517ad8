"""Every fault of a network is named by file, row and column, all at once."""

import shutil

import pytest
from exposure_cases import HAND

from detente.errors import UsageError
from detente.exposure.tables import read_tables


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    return tmp_path / "net"


def faults(folder):
    with pytest.raises(UsageError) as caught:
        read_tables(folder)
    return str(caught.value)


def test_the_bundled_case_reads(folder):
    tables = read_tables(folder)
    assert tables.country == "KR"
    assert [row["component"] for row in tables.rows["stock"]] == ["resist", "acid", "chip"]


@pytest.mark.parametrize(
    ("table", "line", "fault"),
    [
        ("products", "extra,-1,1,1,USD", "products.csv, row 3, demand_per_day: must be zero or more"),
        ("products", "extra,nan,1,1,USD", "products.csv, row 3, demand_per_day: must be zero or more"),
        ("products", "extra,many,1,1,USD", "products.csv, row 3, demand_per_day: no number: 'many'"),
        ("products", "extra,1,1,1,KRW", "products.csv, currency: one network has one currency"),
        ("products", "extra,1,1,2,USD", "products.csv, row 3, margin: larger than the price"),
        ("bom", ",resist,1", "bom.csv, row 5, parent: empty"),
        ("bom", "ghost,resist,1", "bom.csv, row 5, parent: 'ghost' is no product"),
        ("bom", "resist,chip,1", "bom.csv: a part contains itself"),
        ("bom", "chip,resist,1", "bom.csv, row 5: the same parent, component as row 2"),
        ("sources", "resist,Zeta,Japan,0,1,,,,,", "sources.csv, row 6, ships_from: no country code"),
        ("sources", "resist,Zeta,TW,1.5,1,,,,,", "sources.csv, row 6, share: a share is at most 1"),
        ("sources", "resist,Zeta,TW,0.5,1,,,,,", "the shares of 'resist' sum to 1.5"),
        (
            "sources",
            "resist,Zeta,TW,0,1,,,,perhaps,",
            "sources.csv, row 6, caught: 'perhaps' is none of yes, no, maybe",
        ),
        ("stock", "ghost,1,", "stock.csv, row 5, component: 'ghost' is in no bill of materials"),
    ],
)
def test_a_fault_is_named_by_file_row_and_column(folder, table, line, fault):
    path = folder / f"{table}.csv"
    path.write_text(path.read_text() + line + "\n")
    assert fault in faults(folder)


def test_all_faults_are_told_at_once(folder):
    (folder / "stock.csv").unlink()
    (folder / "products.csv").write_text("product,price\nchip,1\n")
    (folder / "bom.csv").write_text("parent,component,quantity\nchip,resist,x\n,resist,1\n")
    told = faults(folder)
    assert "stock.csv: missing" in told
    assert "products.csv: no column demand_per_day, margin, currency" in told
    assert "row 2, quantity" in told and "row 3, parent" in told


def test_goods_that_arrive_before_they_left_are_a_fault(folder):
    (folder / "in_transit.csv").write_text(
        "component,quantity,dispatched,arrives,ships_from\nresist,5,2019-07-03,2019-07-01,JP\n"
    )
    assert "in_transit.csv, row 2, arrives: before it was dispatched" in faults(folder)


@pytest.mark.parametrize("text", ["country = 'Korea'", "stock_date = 'soon'", "country = "])
def test_settings_that_are_wrong_are_a_fault(folder, text):
    (folder / "network.toml").write_text(text)
    assert "network.toml: " in faults(folder)


def test_a_file_in_another_encoding_is_a_fault(folder):
    (folder / "stock.csv").write_bytes("component,on_hand\nr\u00e9sist,1\n".encode("latin-1"))
    assert "stock.csv: not UTF-8" in faults(folder)


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is no folder of tables"):
        read_tables(tmp_path / "nowhere")


def test_a_share_of_less_than_one_is_allowed_with_the_rest_unknown(folder):
    path = folder / "sources.csv"
    path.write_text(path.read_text().replace("resist,Alpha,JP,1,", "resist,Alpha,JP,0.3,"))
    assert read_tables(folder).rows["sources"][0]["share"] == 0.3
