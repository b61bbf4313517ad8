"""Whose words, on parses written by hand: the parser's own mistakes come and go with its version."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from detente.reading.quotes.direct import spoken
from detente.reading.quotes.lexicon import cues
from detente.reading.quotes.marks import stretches
from detente.reading.quotes.voices import quoted_as, saying, speaker


def parsed(*rows: str) -> Doc:
    """A doc from rows of word, lemma, tag, head and relation."""
    split = [row.split() for row in rows]
    pos = {"N": "NOUN", "V": "VERB", "P": "PRON", "I": "ADP"}
    return Doc(
        Vocab(),
        words=[row[0] for row in split],
        lemmas=[row[1] for row in split],
        tags=[row[2] for row in split],
        pos=["PROPN" if row[2] == "NNP" else pos.get(row[2][0], "PUNCT") for row in split],
        heads=[int(row[3]) for row in split],
        deps=[row[4] for row in split],
        spaces=[True] * len(split),
    )


CASES = [
    ("its own subject", 1, "Seoul", ["Seoul Seoul NNP 1 nsubj", "said say VBD 1 ROOT"]),
    ("no subject anywhere", 0, None, ["said say VBD 0 ROOT"]),
    (
        "the agent of a passive",
        1,
        "Seoul",
        ["It it PRP 1 nsubjpass", "told tell VBN 1 ROOT", "by by IN 1 agent", "Seoul Seoul NNP 2 pobj"],
    ),
    (
        "a passive without an agent has no speaker",
        1,
        None,
        ["It it PRP 1 nsubjpass", "told tell VBN 1 ROOT", "by by IN 1 agent"],
    ),
    (
        "the subject of the verb it is joined to",
        2,
        "Seoul",
        ["Seoul Seoul NNP 1 nsubj", "met meet VBD 1 ROOT", "said say VBD 1 conj"],
    ),
    (
        "the object that the infinitive is put to",
        3,
        "Tokyo",
        ["We we PRP 1 nsubj", "heard hear VBD 1 ROOT", "Tokyo Tokyo NNP 1 dobj", "saying say VBG 1 xcomp"],
    ),
    ("nobody behind a preposition", 1, None, ["of of IN 0 ROOT", "saying say VBG 0 pobj"]),
    (
        "who issued the statement",
        3,
        "Seoul",
        [
            "Seoul Seoul NNP 1 nsubj",
            "issued issue VBD 1 ROOT",
            "statement statement NN 1 dobj",
            "saying say VBG 2 acl",
        ],
    ),
    (
        "the statement where nobody issued it",
        1,
        "letter",
        ["letter letter NN 0 ROOT", "saying say VBG 0 acl"],
    ),
    (
        "the noun with nothing a comma sets off",
        4,
        "Kono",
        [
            "Kono Kono NNP 4 nsubj",
            ", , , 0 punct",
            "minister minister NN 0 appos",
            ", , , 0 punct",
            "said say VBD 4 ROOT",
        ],
    ),
    (
        "the name without the relative clause that follows it",
        3,
        "Kono",
        ["Kono Kono NNP 3 nsubj", "who who WP 2 nsubj", "met meet VBD 0 relcl", "said say VBD 3 ROOT"],
    ),
    (
        "an unnamed person with the relative clause",
        3,
        "officials who met",
        [
            "officials official NNS 3 nsubj",
            "who who WP 2 nsubj",
            "met meet VBD 0 relcl",
            "said say VBD 3 ROOT",
        ],
    ),
]


@pytest.mark.parametrize(
    ("verb", "name", "rows"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_speaker_is(verb: int, name: str | None, rows: list[str]) -> None:
    doc = parsed(*rows)
    found = speaker(doc[verb], cues())
    assert (doc.text[slice(*found.span)] if found else None) == name


def test_a_long_chain_of_verbs_is_not_climbed_to_its_end() -> None:
    links = [f"said say VBD {at} xcomp" for at in range(1, 9)]
    doc = parsed("Seoul Seoul NNP 1 nsubj", "met meet VBD 1 ROOT", *links)
    assert speaker(doc[2], cues()) is not None
    assert speaker(doc[9], cues()) is None


def test_a_quoted_without_a_saying_is_no_pair() -> None:
    doc = parsed("Kyodo Kyodo NNP 1 nsubj", "quoted quote VBD 1 ROOT", "Kono Kono NNP 1 dobj")
    assert saying(doc[1]) is None
    assert quoted_as(doc[2], cues()) is None


def test_nobody_is_quoted_where_the_object_is_missing() -> None:
    doc = parsed("quoted quote VBD 0 ROOT", "as as IN 0 prep", "saying say VBG 1 pcomp")
    assert speaker(doc[2], cues()) is None


GUESSES = [
    (
        "the noun before the cue",
        "Kono",
        ["“ “ `` 5 punct", "Talks talk NNS 5 dep", "end end VBP 5 dep", ", , , 5 punct", "” ” '' 5 punct"],
        ["Kono Kono NNP 5 dep", "said say VBD 6 ROOT"],
    ),
    (
        "the noun behind an inverted cue",
        "Kono",
        ["“ “ `` 5 punct", "Talks talk NNS 5 dep", "end end VBP 5 dep", ", , , 5 punct", "” ” '' 5 punct"],
        ["said say VBD 5 ROOT", "Kono Kono NNP 5 dep"],
    ),
    (
        "nobody where no noun stands beside it",
        None,
        ["“ “ `` 5 punct", "Talks talk NNS 5 dep", "end end VBP 5 dep", ", , , 5 punct", "” ” '' 5 punct"],
        ["said say VBD 5 ROOT"],
    ),
]


@pytest.mark.parametrize(("name", "quoted", "rest"), [g[1:] for g in GUESSES], ids=[g[0] for g in GUESSES])
def test_without_a_subject_in_the_parse_the_speaker_is(
    name: str | None, quoted: list[str], rest: list[str]
) -> None:
    doc = parsed(*quoted, *rest)
    found = spoken(doc, doc.text, stretches(doc.text), cues())
    assert [doc.text[slice(*hit.voice.span)] for hit in found] == ([name] if name else [])
