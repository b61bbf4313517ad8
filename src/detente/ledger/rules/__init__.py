"""The ground rules of licensing by country of export: data with references, one TOML file a country.

Measures of the ledger are laid over them; see `detente.ledger.licence`. A third country is a file
`xx.toml` here (or in the folder named by `DETENTE_RULES`); no code knows a country.
docs/how-to/add-licence-rules.md describes the fields.
"""

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import UsageError
from detente.ledger.rules.shapes import (
    ANSWERS,
    NARROWEST_FIRST,
    Branch,
    Embargo,
    EndUse,
    Group,
    Holder,
    Listed,
    Regime,
    Rule,
    Term,
    Threshold,
)
from detente.model import When, WhenError

__all__ = [
    "ANSWERS",
    "NARROWEST_FIRST",
    "Branch",
    "Embargo",
    "EndUse",
    "Group",
    "Holder",
    "Listed",
    "Regime",
    "Rule",
    "Term",
    "Threshold",
    "regime_of",
    "regimes",
    "within_wide",
]

_T = TypeVar("_T")
_PILES = ("yes", "no", "maybe")
_EMBARGOES = ("prohibited", "undeterminable")
_TERM = ("since", "until", "announced", "until_announced")
_LISTS = frozenset(
    {
        "to",
        "items",
        "reasons",
        "end_use",
        "exporter",
        "consignee",
        "end_user",
        "codes",
        "wide",
        "beside",
        "words",
        "excludes",
        "in_doubt",
    }
)
_ONE_EACH = frozenset({"exporter", "consignee"})
"""What is one party in a licence held, and a list of them in a rule."""


def regime_of(source: str, text: str) -> Regime:
    """The rules in a file's text. Raises UsageError, naming `source` and what is wrong, in one line."""
    try:
        row = tomllib.loads(text)
        regime = Regime(
            country=row.pop("country"),
            name=row.pop("name"),
            law=row.pop("law"),
            standard_days=row.pop("standard_days", None),
            standard_days_reference=row.pop("standard_days_reference", ""),
            not_checked=tuple(row.pop("not_checked")),
            groups=_by(
                "id", (_made(Group, g | {"members": frozenset(g["members"])}) for g in _rows(row, "group"))
            ),
            listed=_by("item", (_listed(entry) for entry in _rows(row, "listed"))),
            rules=tuple(_rule(rule) for rule in row.pop("rule")),
            conditions=row.pop("conditions", {}),
            end_uses={use["id"]: _made(EndUse, use) for use in _rows(row, "end_use")},
            holders=tuple(_made(Holder, holder) for holder in _rows(row, "holder")),
            preferred=row.pop("preferred", None),
            embargoes=tuple(_made(Embargo, embargo) for embargo in _rows(row, "embargo")),
        )
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source} is no TOML: {error}") from error
    except KeyError as error:
        raise UsageError(f"{source}: rules need the field {error}") from error
    except (TypeError, AttributeError, WhenError) as error:
        raise UsageError(f"{source}: {error}") from error
    if row:
        raise UsageError(f"{source}: not known here: {', '.join(sorted(row))}")
    if wrong := next(chain(_wrong(regime), _unproved(regime)), None):
        raise UsageError(f"{source}: {wrong}")
    return regime


def _rows(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = row.pop(name, [])
    return rows


def _made(kind: type[_T], row: Mapping[str, Any]) -> _T:
    """One of the shapes from its table: its days as a Term, its lists as tuples."""
    plain = _ONE_EACH if kind is Holder else frozenset()
    fields = {k: _list(k, v) if k in _LISTS - plain else v for k, v in row.items() if k not in _TERM}
    days = {k: When(row[k]) for k in _TERM if k in row}
    try:
        return kind(**fields, **({"term": Term(**days)} if days else {}))
    except TypeError as error:
        name = row.get("id") or row.get("item") or row.get("licence") or "?"
        raise TypeError(
            f"{kind.__name__.lower()} {name}: {str(error).partition(') ')[2] or error}"
        ) from error


def _list(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{name} is a list: write {name} = [{value!r}]")
    return tuple(value)


def _by(name: str, made: Iterable[_T]) -> dict[str, tuple[_T, ...]]:
    """The editions of each, the latest first."""
    found: dict[str, list[_T]] = defaultdict(list)
    for one in made:
        found[getattr(one, name)].insert(0, one)
    return {key: tuple(editions) for key, editions in found.items()}


def _listed(row: dict[str, Any]) -> Listed:
    limits = tuple(_made(Threshold, limit) for limit in row.get("threshold", []))
    return _made(Listed, {k: v for k, v in row.items() if k != "threshold"} | {"thresholds": limits})


def _rule(row: dict[str, Any]) -> Rule:
    branches = tuple(Branch(b["if"], b["answer"], b.get("holds")) for b in row.get("branches", []))
    return _made(Rule, row | {"branches": branches})


def _wrong(regime: Regime) -> Iterator[str]:
    """What is wrong with rules of the right shape, in words."""
    said = {kind for rule in regime.rules for kind in (rule.answer, rule.otherwise)}
    said |= {b.answer for r in regime.rules for b in r.branches}
    if unknown := said - set(ANSWERS):
        yield f"no such answer: {', '.join(sorted(unknown))}"
    piles = {pile for one in regime.listed.values() for x in one for pile in (x.caught, *x.forms.values())}
    if unknown := piles - set(_PILES):
        yield f"caught is yes, no or maybe, not {', '.join(sorted(unknown))}"
    if unknown := {one.answer for one in regime.embargoes} - set(_EMBARGOES):
        yield f"an embargo is {' or '.join(_EMBARGOES)}, not {', '.join(sorted(unknown))}"
    for rule in regime.rules:
        for group in (rule.in_group, rule.not_in_group):
            if group and group not in regime.groups:
                yield f"rule {rule.id}: no such group: {group}"
        if unknown := set(rule.end_use) - set(regime.end_uses):
            yield f"rule {rule.id}: no such end use: {', '.join(sorted(unknown))}"
        if (rule.answer == "depends") != bool(rule.branches):
            yield f"rule {rule.id}: depends needs branches, and branches need depends"
        if rule.of_the_deal and rule.asked and not rule.condition:
            yield f"rule {rule.id}: a rule about the deal needs its condition in words, or asked = false"


def _unproved(regime: Regime) -> Iterator[str]:
    """What is wrong with classes that exclude others, and with facts that were not checked, in words."""
    for use in regime.end_uses.values():
        if unknown := set(use.excludes) - set(regime.end_uses):
            yield f"end use {use.id}: no such end use: {', '.join(sorted(unknown))}"
    facts: list[Rule | Embargo | Listed | Group] = [*regime.rules, *regime.embargoes]
    facts += [x for one in regime.listed.values() for x in one]
    facts += [x for one in regime.groups.values() for x in one]
    for fact in facts:
        if fact.checked == bool(fact.why):
            yield f"{_called(fact)}: checked = false goes with why = ..., and why with it"


def _called(fact: Rule | Embargo | Listed | Group) -> str:
    if isinstance(fact, Embargo):
        return f"embargo on {', '.join(fact.to)}"
    kind = type(fact).__name__.lower()
    return f"{kind} {fact.item if isinstance(fact, Listed) else fact.id}"


@lru_cache(maxsize=4)
def _load(folder: str | None) -> dict[str, Regime]:
    texts = {
        f.name: f.read_text("utf-8") for f in resources.files(__name__).iterdir() if f.name.endswith(".toml")
    }
    if folder:
        texts |= {str(path): path.read_text("utf-8") for path in sorted(Path(folder).glob("*.toml"))}
    found = (regime_of(name, text) for name, text in texts.items())
    return {regime.country: regime for regime in found}


def within_wide(text: str, regime: Regime | None) -> tuple[str, ...]:
    """The items whose list entry is a part of what a person writes so: `row 7`."""
    wanted = "".join(text.casefold().split())
    return tuple(
        item
        for item, editions in (regime.listed.items() if regime else ())
        if any(wanted == "".join(code.casefold().split()) for one in editions for code in one.wide)
    )


def regimes() -> Mapping[str, Regime]:
    """The rules by country of export: the bundled ones, then those of the user's folder."""
    return _load(os.environ.get("DETENTE_RULES"))
