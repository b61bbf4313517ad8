"""`detente export`: formats by name, views by name, and what is refused."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from detente.cli import main
from detente.desk.export.views import NAMES
from detente.ledger.fold import state_of
from detente.ledger.log import Log

CHRONOLOGY = Path(__file__).parents[2] / "examples/korea-japan-2019/chronology.jsonl"
SCENARIO = CHRONOLOGY.parent / "scenarios/ten-items.toml"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "x.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(CHRONOLOGY)
    return str(path)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments, capfdbinary):
    with pytest.raises(SystemExit) as stopped:
        main(tuple(map(str, arguments)))
    out, err = capfdbinary.readouterr()
    return stopped.value.code, out, err.decode()


@pytest.fixture
def export(ledger, capfdbinary):
    return lambda *arguments: run("export", "--ledger", ledger, *arguments, capfdbinary=capfdbinary)


def test_what_goes_out_goes_in_again(export, ledger, capfdbinary):
    code, out, _ = export()
    assert code == 0
    Path("all.jsonl").write_bytes(out)
    code, said, _ = run("add", "all.jsonl", "--ledger", "copy.db", "--json", capfdbinary=capfdbinary)
    assert (code, json.loads(said)["added"][0]["refused"]) == (0, 0)
    with Log.open(ledger) as one, Log.open("copy.db") as other:
        assert state_of(one) == state_of(other)


def test_a_day_of_knowledge_bounds_what_goes_out(export):
    _, out, _ = export("--known", "2019-07-10")
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows and max(row["source"]["published"][:10] for row in rows) <= "2019-07-10"
    assert len(export()[1].splitlines()) > len(rows)


def test_one_view_as_csv_goes_to_stdout_or_a_file(export):
    code, out, _ = export("measures", "--format", "csv", "--known", "2019-08-21")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline="")))
    assert {row["state"] for row in rows} <= {
        "in_force",
        "scheduled",
        "announced",
        "undeterminable",
        "withdrawn",
    }
    code, _, err = export("measures", "-o", "m.csv", "--known", "2019-08-21")
    assert (code, Path("m.csv").read_bytes()) == (0, out) and "wrote m.csv" in err


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_all_views_go_into_a_folder(export, form):
    code, _, _ = export("--format", form, "-o", "out")
    assert code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == sorted(f"{name}.{form}" for name in NAMES)


def test_parquet_and_workbook_by_the_name_of_the_file(export):
    assert export("timeline", "-o", "t.parquet")[0] == 0
    assert pq.read_table("t.parquet").num_rows > 50
    assert export("due", "measures", "-o", "b.xlsx")[0] == 0
    assert openpyxl.load_workbook("b.xlsx").sheetnames == ["about", "measures", "due"]


def test_entities_a_line_each(export):
    code, out, _ = export("--format", "ftm", "--known", "2019-08-21")
    assert code == 0
    assert {json.loads(line)["schema"] for line in out.splitlines()} >= {"Event", "PublicBody", "Article"}
    export("-o", "x.json", "--known", "2019-08-21")
    assert Path("x.json").read_bytes() == out


def test_views_take_days_scenarios_and_records(export, ledger):
    plain = export("measures", "--format", "csv")[1]
    assert export("measures", "--format", "csv", "--on", "2019-07-02", "--known", "2019-07-02")[1] != plain
    supposed = export("evidence", "--format", "csv", "--scenario", SCENARIO)[1]
    assert b"ten" in supposed and len(supposed) > len(export("evidence", "--format", "csv")[1])
    with Log.open(ledger) as log:
        record = log.record
    assert export("measures", "--format", "csv", "--recorded", record)[1] == plain
    assert export("sources", "--format", "csv", "--recorded", "0")[1].count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nonsense", "--format", "csv"), "no such view: 'nonsense' (there are measures, "),
        (("--format", "csv"), "say where csv goes: -o FILE or -o FOLDER"),
        (("--format", "xlsx"), "say where xlsx goes: -o FILE"),
        (("measures",), "jsonl has no views: leave out measures"),
        (("measures", "-o", "x.json"), "ftm has no views"),
        (("-o", "x.doc"), "x.doc: say --format"),
        (("--on", "2019-08-21"), "leave out --on and --scenario"),
        (("--scenario", str(SCENARIO)), "leave out --on and --scenario"),
        (("-o", "no/such/folder/x.jsonl"), "cannot write no/such/folder/x.jsonl"),
        (("--format", "csv", "-o", "file/below"), "cannot make the folder file/below"),
    ],
)
def test_what_means_nothing_is_refused_in_one_line(export, arguments, complaint):
    Path("file").write_text("x", "utf-8")
    code, out, err = export(*arguments)
    assert (code, out) == (2, b"")
    assert complaint in err and err.count("\n") == 1 and err.startswith("detente: ")


def test_no_ledger_is_refused(capfdbinary):
    code, _, err = run("export", "--ledger", "none.db", capfdbinary=capfdbinary)
    assert (code, err.count("\n"), Path("none.db").exists()) == (4, 1, False)


@pytest.mark.parametrize("views", [(), ("licences", "due")])
@pytest.mark.parametrize("name", ["book.csv", "book.parquet"])
def test_several_views_do_not_go_into_one_file_and_no_folder_is_made_of_its_name(export, views, name):
    code, out, err = export(*views, "-o", name)
    assert (code, out) == (2, b"")
    assert err.count("\n") == 1
    assert f"detente export licences -o {name}" in err
    assert not Path(name).exists()


def test_one_view_is_written_as_the_file_that_was_named(export):
    assert export("licences", "-o", "book.csv")[0] == 0
    rows = list(csv.reader(io.StringIO(Path("book.csv").read_text("utf-8"))))
    assert rows[0][:2] == ["item", "form"]
    assert len(rows) > 1


def test_several_views_go_into_the_folder_that_was_named(export):
    assert export("licences", "due", "--format", "csv", "-o", "book")[0] == 0
    assert sorted(path.name for path in Path("book").iterdir()) == ["due.csv", "licences.csv"]
