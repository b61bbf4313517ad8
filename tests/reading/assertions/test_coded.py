"""What the models are told by rows and codes is what they are told by texts: of every token, act, day and side."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.lexicon import lexicon
from detente.model import Article, Published, Span
from detente.page import Failure, articles
from detente.reading.assertions.chosen import status_features, status_rows
from detente.reading.assertions.coded import Coded, lexis
from detente.reading.assertions.codes import codes, strings
from detente.reading.assertions.draft import draft
from detente.reading.assertions.features import Sighted
from detente.reading.assertions.frames import frame_index
from detente.reading.assertions.match import matches
from detente.reading.assertions.moments import moments
from detente.reading.assertions.scene import Scene
from detente.reading.assertions.sides import Sides
from detente.reading.assertions.tables import softmax, tables
from detente.reading.blocks import parts
from detente.reading.names import Referents, find_names
from detente.reading.nlp import parse
from detente.reading.quotes import find_quotes
from detente.reading.times import tag

DISPATCHES = Path(__file__).parents[3] / "examples" / "korea-japan-2019" / "dispatches"
PAGES = [page for page in articles([str(DISPATCHES)]) if not isinstance(page, Failure)]


def scene_of(page: Article) -> Scene:
    """The scene of a page, without its acts."""
    blocks = parse(page)
    day = page.published.day if page.published else None
    times = tag(page.text, day, [(span.start, span.end) for _, span in parts(page)])
    names = find_names(blocks, page, lexicon())
    referents = Referents(blocks, names)
    quotes = find_quotes(blocks, names, page.text, referents)
    return Scene(page, blocks, times, names, referents, quotes, lexicon())


def alike(scene: Scene) -> int:
    """Rows, codes and scores against those of the texts; how many were compared."""
    done = 0
    for question in ("kind", "status"):
        known = lexis(question)
        for block in scene.blocks:
            for sentence in block.doc.sents:
                sight = Sighted(scene, block, sentence)
                coded = Coded(sight, known)
                for token in sentence:
                    assert coded.of(token) == set(known.rows(sight.of(token))), (question, token)
                    done += 1
    table = tables()["kind"]
    vector = scene.blocks[0].doc.tensor[0]
    sight = Sighted(scene, scene.blocks[0], scene.blocks[0].doc.sents[0])
    plain = table.scores(sight.of(scene.blocks[0].doc[0]), vector)
    rows = lexis("kind").rows(set(sight.of(scene.blocks[0].doc[0])))
    assert np.array_equal(softmax(table.sums(rows, vector)), plain)
    return done + of_acts(scene)


def of_acts(scene: Scene) -> int:
    """The same of the acts that frames find."""
    found = [draft(scene, m) for block in scene.blocks for m in matches(scene, block, frame_index())]
    sides, table = Sides(scene), tables()
    for at, one in enumerate(found):
        told = status_features(scene, one)
        assert status_rows(scene, one) == set(lexis("status").rows(told))
        rows = status_rows(scene, one)
        assert np.array_equal(softmax(table["status"].sums(rows)), table["status"].scores(told))
        groups = [("moment", m.groups) for m in moments(scene, one, found[:at])]
        groups += [("role", tuple(sides.groups(one, id_))) for id_ in sides.likely(one)]
        for question, each in groups:
            own = table[question]
            assert np.array_equal(own.scores_of(codes(each)), own.scores(strings(each)))
    return len(found)


@pytest.mark.parametrize("page", PAGES[::3], ids=lambda page: page.id[:12])
def test_bundled_dispatches(page: Article) -> None:
    assert alike(scene_of(page)) > 20


PHRASES = st.sampled_from(
    [
        "Japan", "South Korea", "the ministry", "restricted", "will lift", "exports of", "photoresist", "on Friday",
        "said that", "it", "was approved by", "curbs", "talks", "if", "not", "the WTO", "after", "since July 4", ",",
        ".", "?", "two licences", "Seoul's", "to withdraw", "a complaint against", "in 2019", "“", "”", "Łódź", "\ud800",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(PHRASES, min_size=1, max_size=25).map(" ".join))
def test_random_texts(text: str) -> None:
    day = Published("2019-08-21", "given")
    assert alike(scene_of(Article("t", text, (Span(0, len(text)),), published=day, language="en")))
