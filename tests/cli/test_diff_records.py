"""What was added and decided between two records of the ledger."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from detente.cli import main
from detente.ledger.decisions import quote_hash, target
from detente.ledger.log import Log
from detente.ledger.verdicts import Action, Verdict

EXAMPLE = Path(__file__).parents[2] / "examples" / "korea-japan-2019"


@pytest.fixture
def decided(tmp_path):
    """A ledger to which a chronology was added, then a verdict: the record of each."""
    path = tmp_path / "kj.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
        before = log.record
        approval = next(
            one
            for one in log.assertions()
            if one.assertion.kind == "licence_approved"
            and one.assertion.when
            and one.assertion.when.value == "2019-08-07"
        )
        value = target(approval) | {"value": "2019-08-06"}
        log.decide(
            Verdict(Action.CORRECT, approval.assertion.id, "Ada", "slip", field="when", value=value,
                    quote=quote_hash(approval.quote))
        )  # fmt: skip
        return path, before, log.record


def test_two_records_say_what_was_decided_in_between(decided, capsys):
    path, before, after = decided

    def run(*words):
        with pytest.raises(SystemExit) as stopped:
            main(["diff", *map(str, words), "--ledger", str(path)])
        out = capsys.readouterr().out
        return stopped.value.code, json.loads(out) if "--json" in words else out

    code, found = run("--recorded", after, "--recorded", before, "--known", "2019-08-21", "--json")
    assert code == 0
    schema = json.loads((resources.files("detente.schemas") / "diff.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert (found["old"]["recorded"], found["new"]["recorded"]) == (before, after)
    assert found["old"]["known"] == found["new"]["known"] == "2019-08-21"
    assert {c["view"] for c in found["changes"]} >= {"licences"}
    assert any("2019-08-06" in str(c["new"]) for c in found["changes"])
    assert found["happened"] == []
    _, same = run("--recorded", before, "--recorded", before, "--json")
    assert same["changes"] == []


def test_two_records_tell_what_was_added(tmp_path, capsys):
    path = tmp_path / "x.db"
    with Log.open(path, create=True) as log:
        log.add_chronology(EXAMPLE / "chronology.jsonl")
    with pytest.raises(SystemExit):
        main(
            [
                "diff",
                "--recorded",
                "0",
                "--recorded",
                "9999",
                "--known",
                "2019-08-21",
                "--ledger",
                str(path),
                "--json",
            ]
        )
    found = json.loads(capsys.readouterr().out)
    assert {c["what"] for c in found["changes"]} == {"new"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--recorded", "1"), "nothing to compare"),
        (("--recorded", "1", "--recorded", "2", "--recorded", "3"), "give --recorded twice at most"),
        (
            ("--recorded", "1", "--recorded", "2", "--on", "2019-08-01", "--on", "2019-08-02"),
            "compare records",
        ),
        (("--recorded", "1", "--recorded", "2", "--scenario", "x.toml"), "give one --recorded at most"),
    ],
)
def test_records_that_compare_nothing_are_refused(decided, words, complaint, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["diff", *words, "--ledger", str(decided[0])])
    assert stopped.value.code == 2 and complaint in capsys.readouterr().err
