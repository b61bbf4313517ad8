"""Embargoes and sanctions on the destination, as the rules of the country of export list them."""

from dataclasses import replace

from detente.ledger.licence.question import Asking, Considered, Finding
from detente.ledger.rules import Embargo

NOT_CHECKED = "embargoes and sanctions: only those on destinations that the rules list"
"""Said with every answer: no list of them is whole."""


def under_embargoes(found: Finding, asking: Asking) -> Finding:
    """The finding under the embargoes on the destination that hold on the day.

    A ban of all exports decides. Under one of which the data do not say which goods it reaches, the
    answer is `undeterminable`, unless the good is prohibited already.
    """
    holding = _holding(asking)
    if not holding:
        return found
    ban = next((one for one in holding if one.answer == "prohibited"), None)
    basis = tuple((one.says, one.reference) for one in ([ban] if ban else holding))
    considered = (
        *(Considered(f"embargo on {asking.destination}", applies=True, why=one.says) for one in holding),
        *found.considered,
    )
    if ban is not None:
        return Finding(
            "prohibited",
            since=ban.term.since,
            basis=basis,
            considered=considered,
            caught=found.caught,
            strict=True,
        )
    if found.answer == "prohibited":
        return replace(found, basis=(*found.basis, *basis), considered=considered)
    missing = (
        f"Whether it reaches {asking.item} is not in the data.",
        "detente.ledger.rules",
    )
    return Finding(
        "undeterminable",
        basis=(*basis, missing, *found.basis),
        supports=found.supports,
        measures=found.measures,
        considered=considered,
        unsure=found.unsure,
        caught=found.caught,
    )


def _holding(asking: Asking) -> list[Embargo]:
    """The embargoes that hold on the day for the destination, as known."""
    state, to = asking.state, asking.question.destination
    return [
        one
        for one in (asking.regime.embargoes if asking.regime else ())
        if to in one.to and one.term.holds(state.on, state.known)
    ]
