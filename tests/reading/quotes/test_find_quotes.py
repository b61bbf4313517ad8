"""Who said what, in sentences of every shape."""

from collections.abc import Callable

import pytest

from detente.model import Article, Name, Quote, Span
from detente.reading.names import Referents
from detente.reading.nlp import parse
from detente.reading.quotes import find_quotes

Find = Callable[..., tuple[Quote, ...]]

DIRECT = [
    ("“Talks will go on,” the minister said.", "the minister", "“Talks will go on,”"),
    ("“Talks will go on,” said Kono Taro, the minister.", "Kono Taro", "“Talks will go on,”"),
    ('"Will talks go on?" the envoy asked.', "the envoy", '"Will talks go on?"'),
    ("The minister said: “Talks will go on.”", "The minister", "“Talks will go on.”"),
    ("In a statement, the ministry said, “We regret it.”", "the ministry", "“We regret it.”"),
    (
        "“Talks,” the minister said, “will go on until the curbs are lifted.”",
        "the minister",
        "“Talks,” the minister said, “will go on until the curbs are lifted.”",
    ),
    (
        "“Talks will go on,” the minister said. “We do not give up.”",
        "the minister",
        "“Talks will go on,” the minister said. “We do not give up.”",
    ),
    ("“Talks will go on”, said the minister on Monday.", "the minister", "“Talks will go on”"),
    ("The crowd chanted “Stop the curbs!” again.", "The crowd", "“Stop the curbs!”"),
    ("“We will wait,” said Rep. Kim, who heads the panel.", "Rep. Kim", "“We will wait,”"),
    (
        "“We will wait,” said Rep. Kim of the trade panel. “Talks go on.”",
        "Rep. Kim of the trade panel",
        "“We will wait,” said Rep. Kim of the trade panel. “Talks go on.”",
    ),
    ("“We will wait,” he said of the talks at the “Trade Week.”", "he", "“We will wait,”"),
    ("Suga: “We will watch the talks closely.”", "Suga", "“We will watch the talks closely.”"),
]

INDIRECT = [
    ("The minister said that talks would go on.", "The minister", "that talks would go on"),
    ("Talks will go on, the minister said.", "the minister", "Talks will go on"),
    ("The talks, the minister said, will go on.", "the minister", None),
    ("According to the ministry, two licences were granted.", "the ministry", "two licences were granted"),
    ("Two licences were granted, according to the ministry.", "the ministry", "Two licences were granted"),
    ("Seoul urged Tokyo to lift the curbs.", "Seoul", "Tokyo to lift the curbs"),
    ("Seoul called on Tokyo to lift the curbs.", "Seoul", "Tokyo to lift the curbs"),
    ("The association called for talks.", "The association", "talks"),
    ("The report says that exports fell by half.", "The report", "that exports fell by half"),
    ("Tokyo accused Seoul of breaking the treaty.", "Tokyo", "Seoul of breaking the treaty"),
    ("He called the decision a mistake.", "He", "the decision a mistake"),
    ("The minister was urged by firms to lift the curbs.", "firms", "to lift the curbs"),
    (
        "He called the list of the ministry “a matter of trust.”",
        "He",
        "the list of the ministry “a matter of trust.”",
    ),
    (
        "Officials briefed on the plan said that talks would go on.",
        "Officials briefed on the plan",
        "that talks would go on",
    ),
    ("Lee met officials who said that talks would go on.", "who", "that talks would go on"),
    (
        "The envoy asked the minister to say that talks would go on.",
        "The envoy",
        "the minister to say that talks would go on",
    ),
    ("The plan was criticised by Beijing, which said it broke the rules.", "which", "it broke the rules"),
    (
        "Beijing issued a statement saying that the order broke the rules.",
        "Beijing",
        "that the order broke the rules",
    ),
    (
        "Tokyo widened the list, adding that the curbs would stay.",
        "Tokyo",
        "that the curbs would stay",
    ),
    (
        "The minister said the list was “a matter of national security.”",
        "The minister",
        "the list was “a matter of national security.”",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), DIRECT)
def test_speech_in_marks_has_its_speaker_and_its_marks(
    quotes: Find, text: str, speaker: str, content: str
) -> None:
    (only,) = quotes(text)
    assert only.speaker is not None
    assert (only.speaker.name, only.text, only.direct) == (speaker, content, True)


@pytest.mark.parametrize(("text", "speaker", "content"), INDIRECT)
def test_reported_speech_is_what_the_verb_governs(
    quotes: Find, text: str, speaker: str, content: str | None
) -> None:
    said = [q for q in quotes(text) if q.speaker and q.speaker.name == speaker and not q.direct]
    assert content in {q.text for q in said} or (content is None and said)


@pytest.mark.parametrize(
    "text",
    [
        "I think that talks will go on.",
        "The ministry would say that talks go on.",
        "Exports of the so-called “white list” goods fell.",
        "It is said that talks went on.",
        "The licence was approved.",
        "“",
        "Talks.",
    ],
)
def test_no_attribution_where_nobody_is_reported(quotes: Find, text: str) -> None:
    assert quotes(text) == ()


def test_an_opinion_within_a_quotation_is_the_quoted_ones_own(quotes: Find) -> None:
    (only,) = quotes("“We hope that talks will go on,” the minister said.")
    assert only.direct


def test_a_quotation_runs_on_over_paragraphs_that_only_quote(quotes: Find) -> None:
    text = "“We began in July,” the minister said.\n“We went on in August.\n“We end in May.”\nIt rained."
    (only,) = quotes(text)
    assert only.text == text[: text.index("\nIt")]


def test_a_paragraph_with_a_cue_of_its_own_is_another_quotation(quotes: Find) -> None:
    text = "“We began in July,” the minister said.\n“We never did,” the envoy replied."
    assert [q.speaker.name for q in quotes(text) if q.speaker] == ["the minister", "the envoy"]


def test_without_the_text_gaps_between_paragraphs_are_line_ends(quotes: Find) -> None:
    text = "“We began in July,” he said.\n\n“We end in May.”"
    assert quotes(text, whole=False) == quotes(text)


def test_retold_speech_is_hearsay_through_the_one_who_tells_it(quotes: Find) -> None:
    text = "“The minister said that talks would go on,” said an official who was there."
    told, retold = quotes(text)
    assert told.speaker is not None and told.speaker.name == "an official who was there"
    assert told.hearsay and told.via is None
    assert retold.speaker is not None and retold.speaker.name == "The minister"
    assert retold.hearsay and retold.via == told.speaker


def test_what_one_says_of_ones_own_words_is_no_hearsay(quotes: Find) -> None:
    assert [q.hearsay for q in quotes("Kono said that he had told Seoul that talks would go on.")] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("The pact must stay, Harris was quoted as saying.", "Harris", None),
        ("Yonhap quoted Harris as saying that the pact must stay.", "Harris", "Yonhap"),
        ("“The pact must stay,” Harris was quoted by Yonhap as saying.", "Harris", "Yonhap"),
    ],
)
def test_quoted_as_saying_is_hearsay(quotes: Find, text: str, speaker: str, via: str | None) -> None:
    (only,) = quotes(text)
    assert only.speaker is not None and only.speaker.name == speaker
    assert only.hearsay
    assert (only.via.name if only.via else None) == via
    assert "must stay" in only.text


@pytest.mark.parametrize(
    ("text", "hearsay"),
    [
        ("Sources said that talks would go on.", True),
        ("People familiar with the matter said that talks would go on.", True),
        ("An official said that talks would go on.", True),
        ("Experts say that talks will go on.", True),
        ("Trade Minister Kim Min-su said that talks would go on.", False),
        ("The ministry said that talks would go on.", False),
        ("A spokesman for the Foreign Ministry said that talks would go on.", False),
        ("A spokesman said that talks would go on.", True),
    ],
)
def test_unnamed_people_are_hearsay_and_named_ones_and_bodies_are_not(
    quotes: Find, text: str, hearsay: bool
) -> None:
    (only,) = quotes(text)
    assert only.hearsay is hearsay


def test_a_speaker_has_the_id_of_the_name_that_heads_it(quotes: Find) -> None:
    text = "The trade ministry of Japan said that talks would go on."
    names = [Name("trade ministry", 4, 18, "body:jp/meti", "body"), Name("Japan", 22, 27, "JP", "country")]
    (only,) = quotes(text, names)
    assert only.speaker is not None and only.speaker.id == "body:jp/meti"


def test_a_spokesman_speaks_with_the_id_of_his_body(quotes: Find) -> None:
    text = "A METI spokesman said that talks would go on."
    (only,) = quotes(text, [Name("METI", 2, 6, "body:jp/meti", "body")])
    assert only.speaker is not None and only.speaker.id == "body:jp/meti"
    assert not only.hearsay


def test_whom_a_pronoun_means_is_asked_of_the_referents() -> None:
    text = "Kono Taro arrived in Beijing. He said that talks would go on."
    article = Article("a", text, (Span(0, len(text)),))
    blocks = parse(article)
    names = (Name("Kono Taro", 0, 9, "person:kono-taro", "person"),)
    (only,) = find_quotes(blocks, names, text, Referents(blocks, names))
    assert only.speaker is not None and (only.speaker.name, only.speaker.id) == ("He", "person:kono-taro")
