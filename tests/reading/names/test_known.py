from datetime import date

import pytest

GSOMIA = "agreement:gsomia"

CASES = [
    ("Japan tightened its rules.", "Japan", "JP", "country"),
    ("The Japanese exports fell.", "Japanese", "JP", "country"),
    ("The White House rejected the plan.", "White House", "US", "government"),
    ("METI published the order.", "METI", "body:jp/meti", "body"),
    ("The FKI held a dinner.", "FKI", "org:fki", "organisation"),
    ("The ministers want to renew GSOMIA.", "GSOMIA", GSOMIA, "agreement"),
    ("The panel in DS590 was composed.", "DS590", "case:wto/ds590", "case"),
    ("Two shipments of photoresists left the port.", "photoresists", "item:photoresist", "item"),
]


@pytest.mark.parametrize(("text", "part", "id_", "kind"), CASES)
def test_what_the_lexicon_knows_is_found_with_its_id(read, text, part, id_, kind):
    name = read(text).name(part)
    assert (name.id, name.kind) == (id_, kind)


@pytest.mark.parametrize(
    "text", ["China banned exports of tungsten to Sweden.", "Exporters of tungsten asked for licences."]
)
def test_a_good_is_one_by_its_place_where_the_tagger_takes_it_for_a_verb(read, text):
    assert read(text).name("tungsten").id == "item:tungsten"


FORMS = [
    ("Seoul got a licence for etching gas.", "etching gas", "gas"),
    ("A permit for hydrogen fluoride gas was issued.", "hydrogen fluoride gas", "gas"),
    ("None was given for liquid hydrogen fluoride.", "liquid hydrogen fluoride", "liquid"),
    ("The maker bought hydrogen fluoride abroad.", "hydrogen fluoride", None),
    ("They shipped EUV photoresists in March.", "EUV photoresists", "euv"),
]


@pytest.mark.parametrize(("text", "part", "form"), FORMS)
def test_a_good_keeps_the_form_it_is_named_in(read, text, part, form):
    assert read(text).name(part).form == form


SEATS = [
    ("Officials from Seoul and Tokyo will hold talks.", "Seoul", "government", "KR"),
    ("Officials from Seoul and Tokyo will hold talks.", "Tokyo", "government", "JP"),
    ("The dispute between Seoul and Tokyo deepened.", "Tokyo", "government", "JP"),
    ("Beijing suspended the tariffs.", "Beijing", "government", "CN"),
    ("Washington's decision came late.", "Washington", "government", "US"),
    ("The ministers met in Seoul.", "Seoul", "place", "place:seoul"),
    ("The dinner took place at the federation's building in Tokyo.", "Tokyo", "place", "place:tokyo"),
    ("The envoys held talks in Seoul and Tokyo last week.", "Tokyo", "place", "place:tokyo"),
    ("He flew to Washington on Monday.", "Washington", "place", "place:washington"),
    ("The Tokyo-based maker cut output.", "Tokyo", "place", "place:tokyo"),
    ("Seoul (Example News) - Exports fell in May.", "Seoul", "place", "place:seoul"),
    ("Seoul, July 10, 2019 (Example News) -- Japan tightened its controls.", "Seoul", "place", "place:seoul"),
    ("Seoul, July 10 (Example News) - Japan tightened its controls.", "Seoul", "place", "place:seoul"),
]


@pytest.mark.parametrize(("text", "part", "kind", "id_"), SEATS)
def test_a_capital_is_a_government_where_it_acts_and_a_city_where_things_happen(read, text, part, kind, id_):
    name = read(text).name(part)
    assert (name.kind, name.id) == (kind, id_)


LOCAL = [
    ("China's commerce ministry warned of losses.", "commerce ministry", "body:cn/mofcom"),
    ("The Japanese trade ministry denied it.", "trade ministry", "body:jp/meti"),
    ("The Foreign Ministry of India summoned the envoy.", "Foreign Ministry", "body:in/mea"),
    ("Canada protested. The finance ministry will answer.", "finance ministry", "body:ca/finance"),
    ("Japan and South Korea met. The trade ministry said nothing.", "trade ministry", None),
    ("Canada's Senate passed the bill.", "Senate", None),
]


@pytest.mark.parametrize(("text", "part", "id_"), LOCAL)
def test_a_ministry_is_that_of_the_country_named_with_it(read, text, part, id_):
    name = read(text).name(part)
    assert (name.kind, name.id) == ("body", id_)


def test_a_text_in_capitals_throughout_is_read_like_any_other(read):
    found = read("Officials met.", title="JAPAN SAYS U.S. TARIFFS HURT CHIP MAKERS")
    assert [n.id for n in found.names[:2]] == ["JP", "US"]


def test_a_description_counts_only_beside_its_parties_and_in_its_years(read):
    text = "{} said the semiconductor pact was kept."
    with_both = text.format("Japan and the United States")
    assert (
        read(with_both, published=date(1987, 4, 1)).name("semiconductor pact").id
        == "agreement:us-jp-semiconductor-1986"
    )
    assert "agreement" not in {n.kind for n in read(with_both).names}
    assert "agreement" not in {n.kind for n in read(text.format("Peru"), published=date(1987, 4, 1)).names}


def test_a_verb_is_no_good(read):
    assert "item" not in {n.kind for n in read("They had to steel themselves for losses.").names}


LISTS = [
    ("Japan's white list had 27 members.", "white list", "group:jp-a"),
    ("Seoul removed Japan from its white list.", "white list", "group:kr-top"),
    ("METI took South Korea off the whitelist.", "whitelist", "group:jp-a"),
    ("South Korea was taken off the whitelist.", "whitelist", "group:white-list"),
    ("The firm was put on the entity list.", "entity list", "group:us-entity-list"),
]


@pytest.mark.parametrize(("text", "part", "id_"), LISTS)
def test_a_white_list_is_that_of_whoever_acts(read, text, part, id_):
    assert read(text).name(part).id == id_
