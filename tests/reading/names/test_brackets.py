import pytest

from detente.reading.names.brackets import initials_phrase


def test_full_form_and_abbreviation_are_one_organisation(read):
    found = read("The Federation of Korean Industries (FKI) gave a dinner.\nThe FKI invited guests.")
    assert [(n.text, n.id) for n in found.names] == [
        ("Federation of Korean Industries", "org:fki"),
        ("FKI", "org:fki"),
        ("FKI", "org:fki"),
    ]


def test_an_unknown_organisation_takes_its_id_from_the_full_form(read):
    found = read("The Alpine Cheese Exporters Union (ACEU) protested.\nACEU members marched.")
    assert {n.id for n in found.names if n.text == "ACEU"} == {"org:alpine-cheese-exporters-union"}
    assert found.name("Alpine Cheese Exporters Union").kind == "organisation"


def test_an_unknown_ministry_is_a_body_and_an_unknown_pact_an_agreement(read):
    found = read("The Bureau of Plant Trade (BPT) opposes the Orchard Trade Agreement (OTA).")
    assert (found.name("BPT").kind, found.name("OTA").kind) == ("body", "agreement")


@pytest.mark.parametrize(
    ("text", "short", "phrase"),
    [
        ("of the Korea Widget Makers Association", "KWMA", "Korea Widget Makers Association"),
        ("the Ministry of Trade, Industry and Energy", "MOTIE", "Ministry of Trade, Industry and Energy"),
        ("said the Bureau of Industry and Security", "BIS", "Bureau of Industry and Security"),
        ("he sold gas to the north", "GAS", None),
        ("the long and winding road", "EU", None),
    ],
)
def test_an_abbreviation_stands_for_the_capitals_that_write_it(text, short, phrase):
    assert initials_phrase(text, short) == phrase
