"""One page on a network, and the way from a figure to its rows and its sentence."""

import json
import re
import shutil
import subprocess
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema
import pypdfium2
import pytest
from lxml import html

from detente.cli import main
from detente.ledger.log import Log

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"
NETWORK = EXAMPLE / "network"
HAND = Path(__file__).parents[1] / "exposure" / "hand"
SECTIONS = ["What is known", "What is inferred", "What is not known", "What to decide, by when"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("memo") / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    return path


@pytest.fixture
def said(ledger, capsys, monkeypatch):
    def run(*words, text=False, known="2019-08-30"):
        monkeypatch.setattr("detente.cli.common.piped", lambda: not text)
        with pytest.raises(SystemExit) as stopped:
            main([str(word) for word in (*words, "--known", known, "--ledger", ledger)])
        out = capsys.readouterr()
        return stopped.value.code, out.out, out.err

    return run


def held(text, name):
    schema = (resources.files("detente") / "schemas" / f"{name}.schema.json").read_text("utf-8")
    jsonschema.validate(found := json.loads(text), json.loads(schema))
    return found


def lines(memo, title):
    return next(section["lines"] for section in memo["sections"] if section["title"] == title)


def test_the_memo_parts_what_is_known_inferred_not_known_and_to_be_decided(said):
    code, out, _ = said("memo", NETWORK)
    memo = held(out, "memo")
    assert (code, [section["title"] for section in memo["sections"]]) == (0, SECTIONS)
    known = lines(memo, "What is known")
    assert known[0]["sentence"].endswith(
        "takes effect; review takes about 90 days. (chronology entry kj-008)"
    )
    assert any("hydrogen fluoride (gas): first approval after 56 days" in line["text"] for line in known)
    assert any("fluorinated polyimide: none after 57 days" in line["text"] for line in known)
    unknown = " ".join(line["text"] for line in lines(memo, "What is not known"))
    assert "Whether these parts are caught (not counted): buffer-polyimide-ml, euv-underlayer-ml" in unknown
    assert "The ledger holds nothing after 30 August 2019" in unknown


def test_what_is_to_be_decided_has_its_last_day_and_the_days_come_in_order(said):
    decide = lines(held(said("memo", NETWORK)[1], "memo"), "What to decide, by when")
    days = [date.fromisoformat(line["by"]) for line in decide if line["by"]]
    assert days == sorted(days) and days[0] >= date(2019, 8, 30)
    exposure = json.loads(said("expose", NETWORK, "--draws", "0")[1])
    acid = next(item for item in exposure["items"] if item["form"] == "liquid")
    (press,) = [line for line in decide if "approval of hydrogen fluoride (liquid)" in line["text"]]
    assert (date.fromisoformat(press["by"]) - date(2019, 8, 30)).days == acid["time_to_survive"]
    assert press["worth"] == pytest.approx(acid["value_of_approval"], abs=0.01)


def test_before_an_application_is_filed_the_memo_says_to_file_it(said):
    early = lines(held(said("memo", NETWORK, known="2019-07-04")[1], "memo"), "What to decide, by when")
    assert early[0]["text"].startswith("Apply for licences: no application of ours is on file for")
    later = lines(held(said("memo", NETWORK)[1], "memo"), "What to decide, by when")
    assert not any(line["text"].startswith("Apply") for line in later)


def test_an_option_can_wait_until_it_would_come_after_the_first_shortage(said):
    words = ("memo", NETWORK)
    decide = lines(held(said(*words, known="2019-07-04")[1], "memo"), "What to decide, by when")
    exposure = json.loads(said("expose", NETWORK, "--draws", "0", known="2019-07-04")[1])
    first = min(p["first_shortage_days"]["base"] for p in exposure["products"])
    (spot,) = [line for line in decide if line["text"].startswith("buy-liquid-hf-on-the-spot")]
    # twelve days from order to stock: DESIGN of the table, options.csv
    assert (date.fromisoformat(spot["by"]) - date(2019, 7, 4)).days == first - 12


def test_the_memo_as_markdown_and_as_html_say_the_same(said, tmp_path):
    _, shown, _ = said("memo", NETWORK, text=True)
    assert shown.startswith("# Memo: Hanbit Memory (invented)")
    assert [line[3:] for line in shown.splitlines() if line.startswith("## ")] == SECTIONS
    assert said("memo", NETWORK, "-o", tmp_path / "m.md")[0] == 0
    assert (tmp_path / "m.md").read_text("utf-8") == shown
    assert said("memo", NETWORK, "-o", tmp_path / "m.html")[0] == 0
    page = html.fromstring((tmp_path / "m.html").read_bytes())
    words = " ".join(page.text_content().split())
    for section in held(said("memo", NETWORK)[1], "memo")["sections"]:
        for line in section["lines"]:
            assert " ".join(line["text"].split()) in words
    assert not page.xpath("//script | //link | //img | //*[@src]")


@pytest.mark.parametrize("known", ["2019-07-04", "2019-08-30"])
def test_only_words_of_a_stored_text_are_marked_as_a_quotation(said, tmp_path, known):
    said("memo", NETWORK, "-o", tmp_path / "m.html", known=known)
    page = html.fromstring((tmp_path / "m.html").read_bytes())
    measures = json.loads(said("measures", known=known)[1])
    stored = {" ".join(s["quote"].split()) for m in measures for s in m["sources"] if s["verbatim"]}
    marked = [" ".join(one.text_content().split()) for one in page.xpath("//q")]
    assert all(any(words.removesuffix(" …") in quote for quote in stored) for words in marked)
    sources = [one.text_content() for one in page.xpath("//*[@class='source']")]
    assert sources
    marked = [words for one in sources for words in re.findall("“(.*)”", one)]
    assert all(any(words.removesuffix(" …") in quote for quote in stored) for words in marked)


@pytest.mark.parametrize("known", ["2019-07-04", "2019-08-30", "2019-10-15"])
def test_the_memo_of_the_bundled_maker_is_one_page(said, tmp_path, known):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs Chromium to print the page")
    said("memo", NETWORK, "-o", tmp_path / "m.html", known=known)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'm.pdf'}"]
    subprocess.run([*command, (tmp_path / "m.html").as_uri()], check=True, capture_output=True, timeout=120)
    assert len(pypdfium2.PdfDocument(tmp_path / "m.pdf")) == 1


def test_the_memo_of_a_network_with_nothing_controlled_says_so(said, tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    path = tmp_path / "net" / "sources.csv"
    path.write_text(path.read_text().replace(",JP,", ",TW,"))
    code, out, _ = said("memo", tmp_path / "net", text=True)
    assert code == 0
    assert "**Nothing in this network is under a measure that stops it.**" in out


def test_the_memo_names_where_a_part_comes_from_that_nobody_told(said, tmp_path):
    shutil.copytree(HAND, tmp_path / "net")
    path = tmp_path / "net" / "sources.csv"
    path.write_text(path.read_text().replace("resist,Alpha,JP,1,", "resist,Alpha,JP,0.3,"))
    unknown = lines(held(said("memo", tmp_path / "net")[1], "memo"), "What is not known")
    assert any("(counted as going on): 70% of resist" in line["text"] for line in unknown)


def test_a_name_of_another_kind_is_wrong_use(said):
    code, out, err = said("memo", NETWORK, "-o", "memo.docx")
    assert (code, out) == (2, "")
    assert "write a name that ends in .md or .html" in err


@pytest.mark.parametrize("product", ["ddr4-module-16gb", "lpddr4x-8gb", "lpddr5-euv-12gb", "ssd-512gb", "flex-ufs-256gb", "cis-48mp"])  # fmt: skip
def test_every_figure_of_every_product_leads_to_rows_and_a_sentence(said, product):
    found = held(said("expose", NETWORK, "--draws", "0", "--explain", product)[1], "explain")
    exposure = json.loads(said("expose", NETWORK, "--draws", "0")[1])
    answered = next(one for one in exposure["products"] if one["product"] == product)
    assert found["product"] == answered
    assert found["how"].keys() == {
        "first_shortage_days", "surviving_rate", "dependent_revenue", "lost_revenue", "lost_margin",
    }  # fmt: skip
    first = found["chains"][0]
    assert first["binds"] and [link["name"] for link in first["links"]] == answered["path"]
    for chain in found["chains"]:
        assert chain["links"][0]["name"] == product
        assert all(link["taken_from"].startswith("bom.csv, row ") for link in chain["links"][1:])
        assert chain["source"]["row"].startswith("sources.csv, row ")
        assert any(support["quote"] for support in chain["supports"])
        assert chain["wait"] in [item["wait"] for item in exposure["items"] if item["item"] == chain["item"]]


def test_the_rows_named_are_the_rows_of_the_tables(said):
    found = json.loads(said("expose", NETWORK, "--draws", "0", "--explain", "flex-ufs-256gb")[1])
    rows = {path.name: path.read_text("utf-8").splitlines() for path in NETWORK.glob("*.csv")}

    def row(place):
        file, _, number = place.partition(", row ")
        return rows[file][int(number) - 1]

    for chain in found["chains"]:
        for above, link in zip(chain["links"], chain["links"][1:], strict=False):
            assert row(link["taken_from"]).startswith(f"{above['name']},{link['name']},")
        for link in chain["links"]:
            assert not link["counted_in"] or row(link["counted_in"]).startswith(f"{link['name']},")
        source = chain["source"]
        assert row(source["row"]).startswith(f"{chain['links'][-1]['name']},{source['supplier']},")
    assert row(found["row"]).startswith("flex-ufs-256gb,15000,34,11,")
    # 15,000 a day at 34 over 180 days
    assert found["product"]["dependent_revenue"] == 15000 * 34 * 180
    assert found["how"]["dependent_revenue"] == "15000 a day x 34 USD x 180 days"


def test_the_explanation_as_text_goes_from_the_figure_to_the_sentence(said):
    code, out, _ = said("expose", NETWORK, "--draws", "0", "--explain", "flex-ufs-256gb", text=True)
    assert code == 0
    order = [
        "first short after days: 7",
        "binds: fluorinated polyimide, Otsu Film (JP)",
        "> fluorinated-polyimide-film-cm2, 6 a unit (bom.csv, row 34): 90,000 a day, 3,960,000 on hand, 44.0 days",
        "450,000 arrive on 2019-07-10 (in_transit.csv, row 11)",
        "source: 94% of it, 8 days on the way (sources.csv, row 131)",
        "measure:jp-3items-individual-licence",
        "sentence: ",
        "base: the standard processing period, 90 days",
    ]
    places = [out.index(text) for text in order]
    assert places == sorted(places)


def test_a_product_that_there_is_not_is_told_with_the_nearest(said):
    code, out, err = said("expose", NETWORK, "--draws", "0", "--explain", "cis-48mb")
    assert (code, out) == (2, "")
    assert "no such product: 'cis-48mb'; did you mean cis-48mp?" in err


def test_a_product_that_nothing_stops_says_so(said):
    code, out, _ = said(
        "expose", NETWORK, "--draws", "0", "--explain", "cis-48mp", text=True, known="2019-06-01"
    )
    assert code == 0
    assert "no source in it is under a measure that stops it" in out
