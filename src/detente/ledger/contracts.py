"""Contracts: the steps of one licence, from filed to shipped, joined where only one can be meant.

A licence covers one contract. Reports of its steps are joined where item, form, exporter and consignee
allow it and something ties them: the same exporter or consignee, the same reference, the same row or page,
or that both are one's own. Under one number of an application the days need not be in order: a slip in
one is told as a conflict. What two contracts could claim is given to neither, and a contract that two
filings could have begun gets neither. What is said to be under review still is no step of a contract that was
decided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.ledger.acts import Act
from detente.ledger.views import Step
from detente.model import Kind, Status, When

OUTCOMES: Mapping[Kind, str] = {
    Kind.LICENCE_APPROVED: "approved",
    Kind.LICENCE_DENIED: "denied",
    Kind.LICENCE_RETURNED: "returned",
}
"""What came of an application; one without any of these is pending."""

_BEFORE = (Kind.LICENCE_APPLIED, Kind.LICENCE_QUERIED)
STEPS = frozenset({*OUTCOMES, *_BEFORE, Kind.GOODS_SHIPPED})
"""Kinds that speak of one contract."""

_ORDER = (*_BEFORE, *OUTCOMES, Kind.GOODS_SHIPPED)
_ROLES = ("exporter", "consignee")
_LONGEST = 730
"""Days from a filing to its outcome beyond which the two are not taken for one contract."""


@dataclass(frozen=True)
class Contract:
    """The acts of one contract in the order of law; never empty."""

    acts: tuple[Act, ...]

    @cached_property
    def head(self) -> Act:
        """The act that says what came of it, else the one it begins with."""
        return next((one for one in self.acts if one.kind in OUTCOMES), self.acts[0])

    @property
    def outcome(self) -> str:
        """`approved`, `denied`, `revoked`, `returned` or `pending`: a licence taken back was once granted."""
        if self.head.kind is Kind.LICENCE_DENIED and self.head.term("revoked"):
            return "revoked"
        return OUTCOMES.get(self.head.kind, "pending")

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Exporter and consignee, where some act names them."""
        return {role: found for role in _ROLES if (found := _role(self.acts, role))}

    def term(self, name: str) -> str | None:
        """A term of the contract in words: its quantity, the reference of its application."""
        return next((str(value) for one in self.acts for value, _ in one.term(name)), None)

    def days(self, kind: Kind) -> tuple[When, ...]:
        """The days of its acts of a kind."""
        return tuple(one.when for one in self.acts if one.kind is kind and one.when)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each of its acts."""
        return tuple(
            Step(one.kind.value, one.when, one.status.value, one.text, one.supports) for one in self.acts
        )

    @property
    def processing(self) -> tuple[int, int] | None:
        """Days from filing to outcome, at least and at most; None where either has no day.

        A source that gives both is taken by its own two days.
        """
        filed = next((one for one in self.acts if one.kind is Kind.LICENCE_APPLIED and one.when), None)
        if filed is None or filed.when is None or self.head.kind not in OUTCOMES or not self.head.values:
            return None
        voices = {record.source.id for record in filed.records}
        both = (v.when for v in self.head.values if voices & {record.source.id for record in v.records})
        done = next(both, self.head.values[0].when)
        least, most = (done.earliest - filed.when.latest).days, (done.latest - filed.when.earliest).days
        return (max(least, 0), most) if most >= 0 else None


def contracts(acts: Iterable[Act]) -> list[Contract]:
    """The contracts that these acts are steps of; goods shipped under no known licence are none."""
    told: dict[Kind, list[Act]] = {}
    for one in acts:
        if one.kind in STEPS and (one.kind is not Kind.GOODS_SHIPPED or one.status is Status.OCCURRED):
            told.setdefault(one.kind, []).append(one)
    found = [[one] for kind in OUTCOMES for one in told.get(kind, ())]
    by_item: dict[str, list[list[Act]]] = {}
    for steps in found:
        _file(steps, by_item)
    for kind in (*_BEFORE, Kind.GOODS_SHIPPED):
        claims = [(one, [] if one.term("pending") else _homes(one, by_item)) for one in told.get(kind, ())]
        once = Counter(id(homes[0]) for _, homes in claims if len(homes) == 1)
        for one, homes in claims:
            if len(homes) == 1 and (kind is not Kind.LICENCE_APPLIED or once[id(homes[0])] == 1):
                homes[0].append(one)
            elif kind is not Kind.GOODS_SHIPPED:
                found.append([one])
                _file(found[-1], by_item)
    return [Contract(tuple(sorted(steps, key=lambda one: _ORDER.index(one.kind)))) for steps in found]


def _homes(one: Act, by_item: Mapping[str, list[list[Act]]]) -> list[list[Act]]:
    """The contracts that an act can be a step of."""
    near = {id(steps): steps for item in one.items for steps in by_item.get(item, ())}
    homes = [steps for steps in near.values() if _fits(steps, one)]
    return [steps for steps in homes if _same_application(Contract(tuple(steps)), one)] or homes


def _file(steps: list[Act], by_item: dict[str, list[list[Act]]]) -> None:
    """Put a contract where it is looked for: under its goods."""
    for item in steps[0].items:
        by_item.setdefault(item, []).append(steps)


def _fits(steps: Sequence[Act], one: Act) -> bool:
    """Whether an act can be a step of a contract, and something ties it to that."""
    contract = Contract(tuple(steps))
    if not (_same_goods(contract.head, one) and _tied(contract, one)):
        return False
    return _in_order(steps, one, days=not _same_application(contract, one))


def _same_application(contract: Contract, one: Act) -> bool:
    """Whether both bear the number of one application: then a slip in a day does not part them."""
    number = contract.term("application")
    return number is not None and number == Contract((one,)).term("application")


def _same_goods(a: Act, b: Act) -> bool:
    return bool(set(a.items) & set(b.items)) and (not a.forms or not b.forms or a.forms[0] == b.forms[0])


def _tied(contract: Contract, one: Act) -> bool:
    mine = {role: found for role in _ROLES if (found := _role((one,), role))}
    shared = [role for role in mine if role in contract.roles]
    if any(mine[role] != contract.roles[role] for role in shared):
        return False
    references = contract.term("application"), Contract((one,)).term("application")
    if all(references):
        return references[0] == references[1]
    own = bool(one.term("own"))
    if own != any(bool(step.term("own")) for step in contract.acts):
        return False
    return bool(shared) or own or any(one.keys & step.keys for step in contract.acts)


def _in_order(steps: Sequence[Act], one: Act, *, days: bool) -> bool:
    """Whether it is not there yet and, where `days` count, these are in order: filed, decided, shipped."""
    order = {Kind.LICENCE_APPLIED: 0, Kind.LICENCE_QUERIED: 1, Kind.GOODS_SHIPPED: 3}
    for step in steps:
        first, second = sorted((step, one), key=lambda act: order.get(act.kind, 2))
        if order.get(first.kind, 2) == order.get(second.kind, 2) and one.kind is not Kind.LICENCE_QUERIED:
            return one.kind is Kind.GOODS_SHIPPED  # filed once, shipped in parts
        if not days or not first.when or not second.when:
            continue
        if first.when.earliest > second.when.latest:
            return False
        if (second.when.earliest - first.when.latest).days > _LONGEST:
            return False
    return True


def _role(acts: Iterable[Act], role: str) -> str | None:
    """Who exports or receives, by a term or by a name such as "Samsung (reported consignee)"."""
    for one in acts:
        if told := next((str(value) for value, _ in one.term(role)), None):
            return told
        for record in one.records:
            for mention in record.assertion.actors:
                if f"{role})" in mention.name:
                    return mention.id or mention.name.partition(" (")[0]
    return None
