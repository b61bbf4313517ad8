"""Kind 11 from pages: one side calls a measure a ban, the other says that it is none."""

import pytest
from build import page, state
from pages_read import html, state_of_pages


def claims(found):
    return [c for c in found.conflicts if c.kind == "claim"]


@pytest.mark.parametrize(
    ("says", "denies", "word"),
    [
        ("The restrictions are a ban in all but name, Washington said.",
         "The ministry said they were not a ban.", "ban"),
        ("Seoul said the export curbs were retaliation.", "Tokyo said the export curbs were not retaliation.", "retaliation"),
        ("The controls are an embargo, Seoul said.", "Japan's industry ministry said that the controls were not an embargo.",
         "embargo"),
    ],
)  # fmt: skip
def test_what_one_side_calls_it_and_the_other_denies_is_a_contested_claim(tmp_path, says, denies, word):
    lead = "Japan's export controls on gallium took effect on August 1, 2019."
    found = state_of_pages(tmp_path, html("Herald", "2019-08-02", "Gallium rules", lead, says, denies))
    (one,) = claims(found)
    assert (one.state, one.chosen, one.field) == ("contested", None, f"called {word}")
    assert one.explanation.endswith("says that it is not.")


@pytest.mark.parametrize(
    "texts",
    [
        ("The restrictions are a ban, Washington said.", "Washington said they were not an embargo."),
        ("The restrictions are a ban, Washington said.", "Washington said later that they were not a ban."),
        ("The ministry said they were not a ban.", "The ministry said they were not an embargo."),
    ],
)
def test_one_speaker_or_two_words_are_no_contradiction(tmp_path, texts):
    lead = "Japan's export controls on gallium took effect on August 1, 2019."
    assert claims(state_of_pages(tmp_path, html("Herald", "2019-08-02", "Gallium rules", lead, *texts))) == []


def test_statements_on_other_pages_answer_each_other_where_they_share_a_party():
    told = [
        page(
            "statement_made",
            "2019-08-02",
            key="a",
            by="A",
            actors=("US",),
            targets=("CN",),
            quote="It is a ban.",
        ),
        page(
            "statement_made",
            "2019-08-03",
            key="b",
            by="B",
            actors=("CN",),
            targets=("US",),
            quote="It is not a ban.",
        ),
        page(
            "statement_made",
            "2019-08-03",
            key="c",
            by="C",
            actors=("IN",),
            targets=("BD",),
            quote="It is not a ban.",
        ),
    ]
    assert [[s.publisher for v in c.values for s in v.supports] for c in claims(state(*told))] == [["A", "B"]]
