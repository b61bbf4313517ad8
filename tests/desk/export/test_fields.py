"""No field of the published JSON is missing from the tables: a new one must be given its place."""

import json
from importlib import resources

import pytest
from tests.ledger.build import state

from detente.desk.export.views import tables

VIEWS = {
    "measures": "measures", "groups": "groups", "licences": "licences", "agreements": "agreements",
    "proceedings": "proceedings", "due": "due", "talks": "talks", "timeline": "timeline",
    "conflicts": "conflicts", "sources": "sources",
}  # fmt: skip
"""Schema and table."""
ROWS_OF = {
    ("measures", "stages"): "stages", ("measures", "ending"): "stages", ("measures", "amendments"): "amendments",
    ("measures", "freed"): "freed",
    ("measures", "coming"): "coming", ("licences", "reported"): "counts", ("licences", "single"): "approvals",
    ("licences", "own"): "approvals", ("licences", "other"): "approvals", ("approvals", "steps"): "contract_steps",
    ("agreements", "steps"): "agreement_steps", ("proceedings", "steps"): "steps", ("conflicts", "values"): "competing",
}  # fmt: skip
"""Lists of objects, and the table that holds their rows."""

FLOW = {("timeline", "within")}
"""Of what happened between two days, which is asked of `timeline --since`, and not of a state."""


def schema(name):
    return json.loads((resources.files("detente.schemas") / f"{name}.schema.json").read_text("utf-8"))


def resolved(node, whole):
    """A schema's node without references and without the null it may be."""
    while "$ref" in node:
        node = whole["$defs"][node["$ref"].rpartition("/")[2]]
    for word in ("anyOf", "oneOf"):
        if word in node:
            rest = [one for one in node[word] if one.get("type") != "null"]
            if len(rest) == 1:
                return resolved(rest[0], whole)
    return node


def listed(node):
    """The schema of the objects that a node holds in a list or by key, or None."""
    if isinstance(node.get("additionalProperties"), dict):
        return node["additionalProperties"]
    return node.get("items")


def missing(name, node, whole, columns, prefix=""):
    """The fields of an object that are neither a column nor the rows of another table."""
    for field, plain in node["properties"].items():
        column, inner = prefix + field, resolved(plain, whole)
        if column in columns or (name, field) in FLOW:
            continue
        if (name, field) in ROWS_OF:
            rows = inner
            while (deeper := listed(rows)) is not None:
                rows = resolved(deeper, whole)
            table = ROWS_OF[name, field]
            yield from (f"{table}.{m}" for m in missing(table, rows, whole, TABLES[table]))
        elif inner.get("properties"):
            yield from missing(name, inner, whole, columns, f"{column}_")
        else:
            yield column


TABLES = {
    name: {column for column, _ in table.columns} for name, table in tables(state(on="2019-08-21")).items()
}


@pytest.mark.parametrize(("view", "table"), VIEWS.items())
def test_every_field_of_the_json_is_in_the_tables(view, table):
    whole = schema(view)
    node = resolved(whole["items"], whole)
    node = node["anyOf"][0] if "anyOf" in node else node
    assert list(missing(table, resolved(node, whole), whole, TABLES[table])) == []


def test_every_field_of_a_day_and_of_a_source_is_in_the_tables():
    whole = schema("measures")
    day = set(whole["$defs"]["when"]["properties"]) - {"value"}
    assert {f"effective_{field}" for field in day} <= TABLES["measures"]
    assert set(whole["$defs"]["source"]["properties"]) <= TABLES["evidence"]


def test_a_field_that_no_table_has_is_found():
    whole = schema("groups")
    whole["$defs"]["group"]["properties"]["brand_new"] = {"type": "string"}
    assert list(missing("groups", whole["$defs"]["group"], whole, TABLES["groups"])) == ["brand_new"]
