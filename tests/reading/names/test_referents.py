from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.reading.names.roles import fits

CASES = [
    ("U.S. Ambassador Harry Harris arrived. The envoy met traders.", "The envoy", ["person:harry-harris"]),
    ("U.S. Ambassador Harry Harris arrived. He met traders.", "He", ["person:harry-harris"]),
    ("The MOTIE raised fees. The ministry gave no reason.", "The ministry", ["body:kr/motie"]),
    ("Seoul may end GSOMIA. The pact expires in November.", "The pact", ["agreement:gsomia"]),
    ("The FKI gave a dinner. The federation has many members.", "The federation", ["org:fki"]),
    ("Talks between Canada and Mexico began. Both countries were hopeful.", "Both countries", ["CA", "MX"]),
    ("Tokyo and Seoul disagree. The two sides will meet again.", "The two sides", ["JP", "KR"]),
    ("Officials from Ottawa and Washington spoke by telephone.", "Officials", ["CA", "US"]),
    ("Brazil raised duties. It will review them next year.", "It", ["BR"]),
    ("The MOTIE said Japan had erred. It will review the list.", "It will", ["body:kr/motie"]),
    (
        "The MOTIE raised fees. It says that Japan had enjoyed a favour. It has also begun a review.",
        "It has",
        ["body:kr/motie"],
    ),
    ("Korean companies hesitated. They feared losses.", "They", [None]),
    (
        "Licences were given for photoresist. The material is used in plants.",
        "The material",
        ["item:photoresist"],
    ),
    (
        "China curbed gallium and germanium. The metals are rare.",
        "The metals",
        ["item:gallium", "item:germanium"],
    ),
]


@pytest.mark.parametrize(("text", "phrase", "ids"), CASES)
def test_a_later_word_goes_back_to_the_one_named_before(read, text, phrase, ids):
    assert list(read(text).means(phrase)) == ids


NOBODY = [
    ("Brazil raised duties. It is clear that prices will rise.", "It"),
    ("Traders spoke to Harry Harris. The pact was not named.", "The pact"),
    ("Canada, Mexico and Japan disagree. Both countries were hopeful.", "Both countries"),
    ("Trade Minister Yoo Myung-hee spoke. The foreign minister was away.", "The foreign minister"),
    ("METI waited. The federation has many members.", "The federation"),
    ("Seoul may end GSOMIA. The free trade agreement stands.", "The free trade agreement"),
]


@pytest.mark.parametrize(("text", "phrase"), NOBODY)
def test_a_word_that_fits_nobody_surely_means_nobody(read, text, phrase):
    assert read(text).means(phrase) == ()


def test_one_token_of_an_anaphor_or_a_name_is_enough_to_ask_by(read):
    found = read("Talks between Canada and Mexico began. Both countries were hopeful.")
    (block,) = found.blocks
    countries = next(t for t in block.doc if t.text == "countries")
    canada = next(t for t in block.doc if t.text == "Canada")
    assert [n.id for n in found.referents.all_of_token(block, countries)] == ["CA", "MX"]
    assert found.referents.of_token(block, countries) is None
    assert found.referents.of_token(block, canada).id == "CA"
    assert found.referents.of_token(block, block.doc[0]) is None


def test_she_is_not_the_spokesman(read):
    found = read("Spokesman Ben Carter met Minister Ana Duarte. She thanked him.")
    assert found.means("She") == ("person:ana-duarte",)


def test_an_office_with_its_country_is_the_person_who_holds_it(read):
    found = read("U.S. Ambassador Harry Harris arrived.\nThe U.S. envoy met traders.")
    role = found.name("U.S. envoy")
    assert (role.kind, role.id, role.acts_for) == ("role", "person:harry-harris", "US")


def test_an_office_in_a_headline_looks_on_to_the_body(read):
    found = read("U.S. Ambassador Harry Harris met traders.", title="U.S. Envoy Meets Traders")
    assert found.name("U.S. Envoy").id == "person:harry-harris"


def test_an_indefinite_office_is_nobody_by_name(read):
    found = read("U.S. Ambassador Harry Harris met traders.\nA U.S. diplomat took notes.")
    assert found.name("U.S. diplomat").id is None


@pytest.mark.parametrize(
    ("noun", "mention", "role", "may"),
    [
        ("negotiator", "top trade negotiator", "trade minister", True),
        ("minister", "minister", "prime minister", True),
        ("president", "president", "trade minister", False),
        ("minister", "foreign minister", "trade minister", False),
    ],
)
def test_offices_agree_in_rank_and_field(noun, mention, role, may):
    assert fits(noun, mention, role) is may


@settings(max_examples=60, deadline=None)
@example(["FKI", "\xa0", "(FKI)"])
@given(
    st.lists(
        st.sampled_from(
            [
                "Seoul",
                "Tokyo",
                "the",
                "The",
                "U.S.",
                "envoy",
                ",",
                ".",
                "(",
                ")",
                "FKI",
                "(FKI)",
                "Harry",
                "Harris",
                "he",
                "it",
                "They",
                "both",
                "countries",
                "officials",
                "from",
                "and",
                "Japanese",
                "government",
                "photoresists",
                "ministry",
                "-",
                "'",
                "“",
                "”",
                "pact",
                "said",
                "of",
                "İ",
                "\xa0",
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
def test_spans_lie_in_the_text_in_order_and_never_overlap(read, words):
    found = read(" ".join(words))
    text, names = found.article.text, found.names
    assert all(text[n.start : n.end] == n.text and n.text for n in names)
    assert all(a.end <= b.start for a, b in pairwise(names))
    for (start, end), meant in found.referents.anaphors.items():
        assert 0 <= start < end <= len(text)
        assert meant and all(n in names for n in meant)
