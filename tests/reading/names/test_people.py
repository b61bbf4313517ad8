from datetime import date

import pytest

OFFICES = [
    ("U.S. Ambassador to Korea Harry Harris met the press.", "Harry Harris", "ambassador to Korea", "US"),
    ("Japan's trade minister, Hiroshige Seko, spoke to reporters.", "Hiroshige Seko", "trade minister", "JP"),
    (
        "Mary Porter, the Canadian ambassador to Mexico, left early.",
        "Mary Porter",
        "ambassador to Mexico",
        "CA",
    ),
    ("South Korean Trade Minister Yoo Myung-hee flew to Geneva.", "Yoo Myung-hee", "trade minister", "KR"),
    ("Anna Keller, an economist at the WTO, disagreed.", "Anna Keller", "economist at the WTO", "body:wto"),
    ("METI official Jun Iwasaki attended.", "Jun Iwasaki", "official", "body:jp/meti"),
]


@pytest.mark.parametrize(("text", "part", "role", "acts_for"), OFFICES)
def test_a_person_has_the_office_told_beside_the_name(read, text, part, role, acts_for):
    name = read(text).name(part)
    assert (name.kind, name.role, name.acts_for) == ("person", role, acts_for)


def test_a_surname_later_is_the_same_person_with_the_same_office(read):
    found = read("U.S. Ambassador Harry Harris spoke first.\nThen Harris left. Harris said no more.")
    people = [n for n in found.names if n.kind == "person"]
    assert [n.text for n in people] == ["Harry Harris", "Harris", "Harris"]
    assert {(n.id, n.acts_for) for n in people} == {("person:harry-harris", "US")}


def test_a_name_in_the_order_of_east_asia_is_called_by_its_first_word(read):
    found = read("Trade Minister Yoo Myung-hee will travel.\nOn Friday Yoo meets her counterpart.")
    assert found.name("Yoo").id == found.name("Yoo Myung-hee").id == "person:yoo-myung-hee"


def test_a_headline_is_believed_only_where_the_body_names_the_person(read):
    found = read("U.S. Ambassador Harry Harris met traders.", title="Harris Asks Traders for Calm")
    assert found.name("Harris").id == "person:harry-harris"
    assert [n.text for n in found.names if n.kind == "person"] == ["Harris", "Harry Harris"]


def test_a_known_surname_after_another_first_name_is_somebody_else(read):
    found = read("Canadian Trade Minister Pat Carney spoke.\nCarney left early.", published=None)
    assert {n.id for n in found.names if n.kind == "person"} == {"person:pat-carney"}


def test_who_holds_an_office_is_told_by_the_day_of_the_article(read):
    assert read("Trump raised duties.", published=date(2019, 5, 1)).name("Trump").role == "president"
    assert read("Trump raised duties.", published=date(2023, 5, 1)).name("Trump").role is None


def test_a_known_surname_long_before_its_office_is_not_the_one_who_held_it(read):
    names = read("Carney raised duties on steel.", published=date(1987, 4, 1)).names
    assert "person:mark-carney" not in {n.id for n in names}
