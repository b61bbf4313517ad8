"""The licence question's table, `questions/licence.toml`: the real ledgers, pages and rules, no stand-ins."""

import os
from collections import Counter
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import pytest
from asked import path, questions

from detente.errors import UsageError
from detente.ledger.answered import answer_json
from detente.ledger.fold import fold
from detente.ledger.licence import Question, ask, check_form, check_grades, check_holds, named
from detente.ledger.log import Log
from detente.ledger.rules import ANSWERS, regimes
from detente.lexicon import lexicon
from detente.page import articles, read_page
from detente.reading import read_article

ROOT = Path(__file__).parents[2] / "examples"
TABLE = questions("licence")


@pytest.fixture(scope="module", autouse=True)
def rules():
    """The examples' rules beside the bundled ones, as a user lays them there."""
    with patch.dict(os.environ, {"DETENTE_RULES": str(ROOT / "rules")}):
        yield regimes()


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The records of a ledger by its name, or of a page."""

    @lru_cache(maxsize=32)
    def found(ledger, page, published):
        path_ = tmp_path_factory.mktemp("licence") / "l.db"
        with Log.open(path_, create=True, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as log:
            if page:
                log.add(read_article(read_page(page.encode(), published=published, name="page.txt")))
            elif ledger == "chronology":
                log.add_chronology(ROOT / "korea-japan-2019" / "chronology.jsonl")
            elif ledger == "dispatches":
                for article in articles([ROOT / "korea-japan-2019" / "dispatches"]):
                    log.add(read_article(article))
            return list(log.assertions())

    return found


def answered(row, records, rules):
    """The answer as it goes out."""
    told = records(row.get("ledger"), row.get("page"), row.get("published"))
    on, known = (date.fromisoformat(row.get(key, row["on"])) for key in ("on", "known"))
    origin = row.get("from", "JP")
    meant = named(row["item"], lexicon(), rules.get(origin))
    form = check_form(row.get("form"), meant, lexicon(), rules.get(origin))
    question = Question(
        meant.item, origin, row.get("to", "KR"),
        form=form,
        exporter=row.get("exporter"), consignee=row.get("consignee"), end_use=row.get("end_use"),
        holds=check_holds(row.get("holds", ())),
        grade=check_grades(row.get("grade", ()), meant.item, rules.get(origin), form),
        caught=row.get("caught") or meant.caught, proxy=meant.proxy, entry=meant.entry,
        wider=meant.wider, parts=meant.parts,
    )  # fmt: skip
    return answer_json(ask(fold(told, on, known, lexicon()), question, lexicon()))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['on']} {row['ask']}")
def test_the_table(row, records, rules):
    if "refused" in row:
        with pytest.raises(UsageError, match=row["refused"]):
            answered(row, records, rules)
        return
    found = answered(row, records, rules)
    assert {name: path(found, name) for name in row["is"]} == row["is"]
    assert found["basis"], "an answer says why"
    said = "; ".join((*found["not_checked"], *(one["says"] for one in found["basis"])))
    assert [words for words in row.get("tells", ()) if words not in said] == []
    assert [words for words in row.get("silent", ()) if words in said] == []


def test_the_table_reaches_nine_answers_and_each_of_the_facts():
    reached = Counter(row["is"].get("answer") for row in TABLE if "is" in row)
    assert set(ANSWERS) - set(reached) == {"contested"}, "contested is in test_licence: no dispute here ties"
    given = Counter(key for row in TABLE for key in row)
    assert {"holds", "end_use", "grade", "caught", "page", "known", "refused"} <= set(given)
