"""Tables of questions (`questions/*.toml`): how they are asked of a state, and whether the answer is the expected one."""

import tomllib
from pathlib import Path

from detente.ledger.answered import answer_json
from detente.ledger.licence import Question, ask
from detente.ledger.shapes import (
    agreements_json,
    conflicts_json,
    due_json,
    group_json,
    licences_json,
    measures_json,
    proceeding_json,
    timeline_json,
)
from detente.ledger.shapes import event_json as told
from detente.lexicon import lexicon

FOLDER = Path(__file__).parent / "questions"
VIEWS = {
    "measures": measures_json,
    "groups": lambda state: [group_json(one) for one in state.groups],
    "licences": licences_json,
    "agreements": lambda state: [a for a in agreements_json(state) if a["id"].startswith("agreement:")],
    "proceedings": lambda state: [proceeding_json(one) for one in state.proceedings],
    "due": lambda state: due_json(state.deadlines),
    "talks": lambda state: [told(one) for one in state.talks],
    "calls": lambda state: [told(one) for one in state.calls],
    "timeline": timeline_json,
    "conflicts": conflicts_json,
}


def questions(name):
    """The questions of a table."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["question"]


def path(value, dotted):
    """What stands at a dotted path, -1 for the last: "none" where nothing does."""
    for part in dotted.split("."):
        if isinstance(value, dict):
            value = value.get(part)
        elif (
            isinstance(value, list)
            and part.lstrip("-").isdigit()
            and abs(int(part)) < len(value) + (part[0] == "-")
        ):
            value = value[int(part)]
        else:
            value = None
    return "none" if value is None or value == [] else value


def fits(entry, where):
    """Whether an entry is one of those asked for; a text also picks a list that holds it."""
    found = {name: path(entry, name) for name in where}
    return all(found[n] == v or (isinstance(found[n], list) and v in found[n]) for n, v in where.items())


def entries(state, question):
    """The entries of the view that the question is about."""
    where = question.get("where", {})
    if question["view"] == "licence":
        asked = Question(where["item"], where["from"], where["to"], where.get("form"))
        return [answer_json(ask(state, asked, lexicon()))]
    return [entry for entry in VIEWS[question["view"]](state) if fits(entry, where)]


def answer(state, question):
    """What the state says, in the words of the table: `number`, and each path of `is` of the first entry."""
    found = entries(state, question)
    said = {"number": len(found)} if "number" in question else {}
    first = found[0] if found else {}
    return said | {name: path(first, name) for name in question.get("is", {})}


def expected(question):
    """What the table expects, in the same shape."""
    return ({"number": question["number"]} if "number" in question else {}) | question.get("is", {})
