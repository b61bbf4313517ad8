"""The report is one file, asks nobody for anything, and each statement leads to its sentence."""

import re
import subprocess
from datetime import date

import pytest
from desk_cases import DUE, LAW, LEXICON, PAGE, TEXT, state
from lxml import html

from debian import program
from detente.desk.report import report
from detente.desk.stored import anchor, marked
from detente.exposure.answer import expose
from detente.exposure.network import build
from detente.exposure.tables import read_tables
from detente.ledger.views import State


@pytest.fixture(scope="module")
def page(request):
    network = build(read_tables(request.config.rootpath / "tests" / "exposure" / "hand"))
    exposure = expose(network, state(), LEXICON, horizon=60, draws=20)
    return report(state(), LEXICON, {"p1": PAGE}, exposure)


@pytest.fixture(scope="module")
def tree(page):
    return html.fromstring(page)


def test_every_link_in_the_report_leads_to_a_place_in_it(tree):
    ids = set(tree.xpath("//@id"))
    links = tree.xpath("//a/@href")
    assert len(links) > 15
    assert {link for link in links if link[1:] not in ids} == set()


def test_a_statement_leads_to_the_characters_of_its_sentence(tree):
    place = tree.get_element_by_id(anchor(LAW))
    assert place.getnext().tag == "mark"
    assert TEXT[18:30] in place.getnext().text_content()
    text = "".join(tree.xpath("//div[@class='stored']")[0].itertext())
    assert text == TEXT


def test_the_marks_of_the_timeline_are_links(tree):
    assert set(tree.xpath("//div[@class='pic']//a/@href")) == {
        "#" + anchor(LAW),
        "#" + anchor(DUE),
    }


def test_the_report_holds_no_script_and_no_address_that_a_browser_would_ask(tree, page):
    assert not tree.xpath("//script | //link | //img | //iframe | //*[@src] | //base")
    assert not re.search(r"@import|url\(", page)
    assert not [name for name in tree.xpath("//@*") if name.startswith("on")]
    assert not tree.xpath("//a[starts-with(@href, 'http')]")


def test_what_computed_deadlines_say_and_how_many_days_are_left(page):
    assert "computed, unconfirmed" in page
    assert "Saturday, Asia/Seoul; in 3 days; no working day; the last one is Friday 23 August 2019" in page


def test_the_first_product_to_run_short_is_said_first(page):
    assert "chip runs short first, after 0 days: photoresist (euv), Alpha (JP) binds." in page


def test_text_of_pages_is_escaped(page):
    assert "resist &amp; acid" in page
    assert "&lt;licences&gt;" in page and "<licences>" not in page
    assert "Gazette &lt;official&gt;" in page


def test_without_exposure_and_without_anything_known_the_report_still_says_so():
    empty = report(State(on=date(2019, 1, 1), known=date(2019, 1, 1)), LEXICON, {})
    assert "No measure is known to be in force." in empty
    assert 'id="exposure"' not in empty


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "a&lt;b cd"),
        ([(0, 3, "x")], '<a id="x" class="at"></a><mark>a&lt;b</mark> cd'),
        (
            [(0, 3, "x"), (2, 5, "y")],
            '<a id="x" class="at"></a><mark>a&lt;</mark><a id="y" class="at"></a><mark>b</mark><mark> c</mark>d',
        ),
    ],
)
def test_spans_that_overlap_are_marked_without_losing_a_character(spans, expected):
    assert marked("a<b cd", spans) == expected


def test_a_browser_opens_the_report_from_disk_and_asks_nobody(page, tmp_path):
    if not (chromium := program("chromium", "chromium")):
        pytest.skip("Chromium is not installed and cannot be")
    file, log = tmp_path / "report.html", tmp_path / "net.json"
    file.write_text(page, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", f"--log-net-log={log}",
               "--dump-dom", file.as_uri()]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "chip runs short first" in shown
    asked = re.findall(r'"url":\s*"(https?://[^"]+)"', log.read_text(errors="replace"))
    own = [
        url for url in asked if "google" not in url and "gvt1" not in url
    ]  # the browser's own housekeeping
    assert own == []


def test_each_source_has_its_measure_its_day_and_its_sentence(tree):
    heading = "//h3[starts-with(text(), 'Sources, and the measure')]/following-sibling::table"
    table, by = tree.xpath(f"{heading}[1]")[0], tree.xpath(f"{heading}[2]")[0]
    rows = [[cell.text_content() for cell in row.xpath("./td")] for row in table.xpath(".//tr")[1:]]
    assert [row[1] for row in rows] == ["Alpha (JP)"]
    assert all(row[4:6] == ["needs a licence a contract", "4 July 2019"] for row in rows)
    told = {row.xpath("./td")[0].text_content(): row for row in by.xpath(".//tr")}
    assert {row[7] for row in rows} == told.keys()
    for row in told.values():
        assert TEXT[18:30] in row.text_content()
        assert row.xpath(".//a/@href")
