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
        (
            "products",
            "extra,1,1,1,KRW",
            "products.csv, row 3, currency: one network has one currency: KRW here, USD in products.csv, row 2",
        ),
        ("products", "extra,1,1,2,USD", "products.csv, row 3, margin: larger than the price"),
        ("bom", ",resist,1", "bom.csv, row 5, parent: empty"),
        ("bom", "ghost,resist,1", "bom.csv, row 5, parent: 'ghost' is no product"),
        ("bom", "resist,chip,1", "bom.csv, row 5, component: a part contains itself: chip > resist > chip"),
        ("bom", "chip,resist,1", "bom.csv, row 5: the same parent, component as row 2"),
        ("sources", "resist,Zeta,Japan,0,1,,,,,", "sources.csv, row 6, ships_from: no country code"),
        ("sources", "resist,Zeta,TW,1.5,1,,,,,", "sources.csv, row 6, share: a share is at most 1"),
        ("sources", "resist,Zeta,TW,0.5,1,,,,,", "the shares of 'resist' sum to 1.5"),
        (
            "sources",
            "resist,Zeta,TW,0,1,,,,perhaps,",
            "sources.csv, row 6, caught: 'perhaps' is none of yes, no, maybe",
        ),
        ("sources", "resist,Zeta,XX,0,1,,,,,", "sources.csv, row 6, ships_from: no country code: 'XX'"),
        ("sources", "resist,Zeta,EU,0,1,,,,,", "sources.csv, row 6, ships_from: no country code: 'EU'"),
        (
            "sources",
            "resist,Zeta,TW,0,1,,item:photoresit,,,",
            "sources.csv, row 6, item: no such item: 'item:photoresit'; did you mean item:photoresist?",
        ),
        (
            "sources",
            "resist,Zeta,TW,0,1,,photoresist,,,",
            "row 6, item: no such item: 'photoresist'; did you mean item:",
        ),
        (
            "sources",
            "resist,Zeta,TW,0,1,,item:photoresist,uev,,",
            "row 6, form: 'uev' is no form of item:photoresist",
        ),
        (
            "sources",
            "resist,Zeta,TW,0,1,,,euv,,",
            "sources.csv, row 6, form: a form of what? The item is empty",
        ),
        (
            "sources",
            "resist,Zeta,TW,0,1,,,,,bulk",
            "sources.csv, row 6, licence: 'bulk' is none of individual",
        ),
        ("sources", "resist,Zeta,TW,0,1,,,,,,,spare", "sources.csv, row 6: 12 cells under 10 columns"),
        (
            "sources",
            "rezist,Zeta,TW,0,1,,,,,",
            "row 6, component: 'rezist' is in no bill of materials; did you mean resist?",
        ),
        (
            "sources",
            "resist,Alpha,JP,0,1,,item:photoresist,euv,,",
            "row 6: the same component, supplier, ships_from, form as row 2",
        ),
        ("products", 'extra,"1,5",1,1,USD', "row 3, demand_per_day: no number: '1,5' (write 1.5, not 1,5)"),
        ("products", "extra,1,1,1,dollars", "products.csv, row 3, currency: no currency: 'dollars'"),
        (
            "products",
            "extra,1,1,1,usd",
            "products.csv, row 3, currency: no currency: 'usd'; did you mean USD?",
        ),
        ("products", "chip,1,1,1,USD", "products.csv, row 3: the same product as row 2"),
        ("bom", "chip,lid,-2", "bom.csv, row 5, quantity: must be zero or more: '-2'"),
        ("bom", "lid,lid,1", "bom.csv, row 5, component: a part contains itself: lid > lid"),
        ("stock", "resist,-1,", "stock.csv, row 5, on_hand: must be zero or more: '-1'"),
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


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("country = 'Korea'", "network.toml, country: no country code: 'Korea'; did you mean KR?"),
        ("stock_date = 'soon'", "network.toml, stock_date: no day: 'soon' (write 2019-07-04)"),
        ("country = ", "network.toml: Invalid value"),
    ],
)
def test_settings_that_are_wrong_are_a_fault(folder, text, fault):
    (folder / "network.toml").write_text(text)
    assert fault in faults(folder)


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


def test_faults_between_rows_are_told_with_those_of_cells_at_once(folder):
    def add(table, *lines):
        path = folder / f"{table}.csv"
        path.write_text(path.read_text() + "".join(line + "\n" for line in lines))

    add("products", "extra,-1,1,1,EUR")
    add("bom", "chip,resist,1", "resist,chip,1", "ghost,lid,1", "box,resist,x")
    add(
        "sources",
        "resist,Zeta,XX,0.5,1,,item:photoresit,,,",
        "acid,Eta,CN,0.2,1,,,,,",
        "nothing,Eta,CN,1,1,,,,,",
    )
    told = [line.strip() for line in faults(folder).splitlines()[1:]]
    places = {line.partition(": ")[0] for line in told}
    assert places == {
        "products.csv, row 3, demand_per_day",
        "products.csv, row 3, currency",
        "bom.csv, row 5",
        "bom.csv, row 6, component",
        "bom.csv, row 7, parent",
        "bom.csv, row 8, quantity",
        "sources.csv, row 6, ships_from",
        "sources.csv, row 6, item",
        "sources.csv, row 6, share",
        "sources.csv, row 7, share",
        "sources.csv, row 8, component",
    }


def test_every_cycle_is_named_with_the_row_that_closes_it(folder):
    (folder / "bom.csv").write_text(
        "parent,component,quantity\nchip,resist,1\nchip,acid,1\nchip,box,1\nresist,lid,1\nlid,resist,1\nacid,acid,1\n"
    )
    told = faults(folder)
    assert "bom.csv, row 6, component: a part contains itself: resist > lid > resist" in told
    assert "bom.csv, row 7, component: a part contains itself: acid > acid" in told


def test_kilograms_of_stock_are_not_run_down_by_grams_of_use(folder):
    (folder / "bom.csv").write_text(
        "parent,component,quantity,unit\nchip,resist,1,g\nchip,acid,1,\nchip,box,1,\n"
    )
    (folder / "stock.csv").write_text("component,on_hand,unit\nresist,5,kg\nacid,5,kg\n")
    assert faults(folder).endswith(
        "stock.csv, row 2, unit: 'resist' is in 'kg' here and in 'g' in bom.csv, row 2"
    )


def test_costs_of_options_are_in_the_currency_of_the_products(folder):
    (folder / "options.csv").write_text(
        "option,component,kind,cost,currency\na,resist,substitute,5,KRW\nb,resist,substitute,5,\n"
    )
    assert "options.csv, row 2, currency: one network has one currency: KRW here, USD in" in faults(folder)


def test_a_good_of_ones_own_is_known_where_the_settings_or_the_caller_name_it(folder):
    path = folder / "sources.csv"
    path.write_text(path.read_text() + "resist,Zeta,TW,0,1,,item:lid-glue,,,\n")
    assert "no such item: 'item:lid-glue'; one of your own goes under items" in faults(folder)
    assert read_tables(folder, {"item:lid-glue"})
    (folder / "network.toml").write_text('items = ["item:lid-glue"]\n')
    assert read_tables(folder)


@pytest.mark.parametrize(
    ("table", "old", "new", "warning"),
    [
        ("sources", "resist,Alpha,JP,1,", "resist,Alpha,JP,0.3,", "sources.csv, row 2, share: the shares of 'resist' sum to 0.3"),
        ("sources", "box,Delta,KR,1,2,,,,,\n", "", "bom.csv, row 4, component: 'box' has no source and no components"),
        ("stock", "resist,1500,\nacid,440,\n", "", "stock.csv: no row for resist, acid, box: counted as none on hand"),
        ("sources", "box,Delta,KR,1,2,,", "box,Delta,KR,1,2,50,", "capacity_per_day: less than its share of the use, 100 a day"),
        ("products", "chip,100", "chip,0", "products.csv, row 2, demand_per_day: a demand of zero"),
        ("products", "USD\n", "USD\nfan,1,1,1,USD\n", "products.csv, row 3, product: no bill of materials and no source"),
        ("stock", "component,on_hand,shelf_life_days", "component,on_hand,shelf_live_days", "stock.csv, row 1, shelf_live_days: not known here and not used; did you mean shelf_life_days?"),
    ],
)  # fmt: skip
def test_what_can_be_used_and_should_be_looked_at_is_a_warning(folder, table, old, new, warning):
    path = folder / f"{table}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert any(warning in str(one) for one in read_tables(folder).warnings)


def test_a_file_that_is_no_table_is_a_warning_with_the_table_that_may_be_meant(folder):
    (folder / "in_transt.csv").write_text("component\n")
    assert "in_transt.csv: no table of a network; did you mean in_transit?" in map(
        str, read_tables(folder).warnings
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("component;on_hand\nresist;1\n", "stock.csv: the cells are parted by semicolons"),
        ("component,on_hand,on_hand\nresist,1,2\n", "stock.csv: the column comes twice: on_hand"),
        ('component,on_hand\n"resist,1\n', "stock.csv: no CSV"),
        ("", "stock.csv: no column component, on_hand"),
    ],
)
def test_a_file_that_is_no_good_csv_is_told_as_one(folder, text, fault):
    (folder / "stock.csv").write_text(text)
    assert fault in faults(folder)
