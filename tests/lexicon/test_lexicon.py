import csv
import os
import tomllib
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.ledger.clock import agreement_dates
from detente.lexicon import Lexicon
from detente.reading.names.matcher import patterns


@pytest.fixture(scope="module")
def bundled() -> Lexicon:
    return Lexicon.load()


@pytest.fixture
def data() -> Path:
    folder = os.environ.get("DETENTE_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("DETENTE_DATA names no folder")
    return Path(folder)


def test_the_bundled_files_give_no_id_twice():
    ids = Counter(
        row["id"]
        for file in resources.files("detente.lexicon").iterdir()
        if file.name.endswith(".toml")
        for row in tomllib.loads(file.read_text("utf-8"))["entry"]
    )
    assert [id_ for id_, n in ids.items() if n > 1] == []


def test_members_countries_and_parties_are_entries_themselves(bundled):
    named = [
        (e.id, other)
        for e in bundled.entries.values()
        for other in (*e.members, *e.terms.get("parties", ()), *([e.country] if e.country else []))
    ]
    assert [pair for pair in named if pair[1] not in bundled.entries] == []


def test_a_users_file_adds_an_entry_and_names_to_a_known_one(tmp_path: Path, monkeypatch):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        '[defaults]\nreference = "house list"\n'
        '[[entry]]\nid = "company:example"\nkind = "company"\nname = "Example Works"\n'
        '[[entry]]\nid = "item:photoresist"\nkind = "item"\nname = "photoresist"\nnames = ["resin R7"]\n',
    )
    monkeypatch.setenv("DETENTE_LEXICON", str(mine))
    lexicon = Lexicon.load()
    assert lexicon.name("company:example") == "Example Works"
    photoresist = lexicon.get("item:photoresist")
    assert photoresist and "resin R7" in photoresist.names and "3707.90" in photoresist.hs


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[entry]\n", "no TOML"),
        ('[[entry]]\nid = "x"\n', "has no kind, name, reference"),
    ],
)
def test_a_file_that_is_no_lexicon_is_told_in_one_line(tmp_path: Path, text, word):
    bad = tmp_path / "bad.toml"
    bad.write_text(text)
    with pytest.raises(UsageError, match=word):
        Lexicon.load([bad])


def test_a_missing_file_is_told_in_one_line(tmp_path: Path):
    with pytest.raises(UsageError, match="cannot read the lexicon"):
        Lexicon.load([tmp_path / "none.toml"])


SHARED_NAMES: dict[str, str] = {}
"""Names that two entries may share, each with the reason; none is needed now."""


def test_no_name_is_claimed_by_two_entries_without_a_reason(bundled):
    claims: dict[str, set[str]] = {}
    for pattern in patterns(bundled.entries.values()):
        if pattern.use != "local":
            claims.setdefault(pattern.text, set()).add(pattern.id)
    shared = {text: ids for text, ids in claims.items() if len(ids) > 1}
    assert {text: ids for text, ids in shared.items() if text not in SHARED_NAMES} == {}


def test_every_member_of_iso_3166_seen_in_trade_news_is_there(bundled):
    countries = [e for e in bundled.entries.values() if e.kind == "country"]
    assert len([e for e in countries if len(e.id) == 2 and e.id.isupper()]) == 254
    assert {"KR", "KP", "TW", "HK", "EU", "XK"} <= {e.id for e in countries}


def test_the_clock_of_an_agreement_is_a_table_the_ledger_reads(bundled):
    gsomia = bundled.get("agreement:gsomia")
    dates = agreement_dates(gsomia.terms["clock"], date(2019, 8, 21))
    assert (dates.term_ends.value, dates.notice_deadline.value) == ("2019-11-22", "2019-08-24")


@pytest.mark.data
def test_every_customs_code_stands_in_the_nomenclature(bundled, data):
    with (data / "hs" / "harmonized-system.csv").open(encoding="utf-8") as file:
        known = {row["hscode"] for row in csv.DictReader(file)}
    codes = {(e.id, code) for e in bundled.entries.values() for code in e.hs}
    assert {pair for pair in codes if pair[1].replace(".", "") not in known} == set()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("metis", None),
        ("METI", "body:jp/meti"),
        ("government of korea", "KR"),
        ("Cheong Wa Dae", "KR"),
        ("photoresist", "item:photoresist"),
        ("wto/ds590", "case:wto/ds590"),
    ],
)
def test_a_person_finds_an_entry_by_any_of_its_names(bundled, name, id_):
    entry = bundled.find(name)
    assert (entry.id if entry else None) == id_


TRADERS = [
    "CN",
    "US",
    "DE",
    "NL",
    "JP",
    "IT",
    "FR",
    "KR",
    "MX",
    "HK",
    "GB",
    "BE",
    "CA",
    "AE",
    "SG",
    "IN",
    "TW",
    "CH",
    "PL",
    "ES",
    "RU",
    "AU",
    "VN",
    "BR",
    "TH",
    "SA",
    "MY",
    "ID",
    "CZ",
    "TR",
    "IE",
    "SE",
    "AT",
    "HU",
    "ZA",
    "NO",
    "DK",
    "SK",
    "RO",
    "PH",
    "CL",
    "IL",
    "PT",
]
"""The 40 largest exporters and importers of goods as the WTO lists them (2019 to 2023), which make 43."""


@pytest.mark.parametrize("country", TRADERS)
def test_a_large_trader_has_a_ministry_of_trade_or_economy_another_body_and_an_association(bundled, country):
    bodies = [e for e in bundled.entries.values() if e.kind == "body" and e.country == country]
    assert len(bodies) >= 2
    if country not in {"AE", "ZA"}:
        assert [e for e in bundled.entries.values() if e.kind == "organisation" and e.country == country]


def test_the_companies_that_disputes_name_most_are_two_hundred_or_more(bundled):
    companies = [e for e in bundled.entries.values() if e.kind == "company"]
    assert len(companies) >= 200
    assert all(e.country for e in companies)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("MITI", "body:jp/miti"),
        ("Clayton Yeutter", "person:clayton-yeutter"),
        ("Richard Gephardt", "person:richard-gephardt"),
        ("EC Commission", "body:eu/commission"),
        ("GATT", "agreement:gatt"),
        ("COCOM", "body:cocom"),
        ("aramid fibres", "item:aramid-fibres"),
    ],
)
def test_names_of_1987_are_known(bundled, name, id_):
    entry = bundled.find(name)
    assert entry
    assert entry.id == id_
