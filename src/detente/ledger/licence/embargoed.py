"""Embargoes and sanctions on the destination, as the rules of the country of export list them."""

from dataclasses import replace

from detente.ledger.licence.question import Asking, Considered, Finding, apart, unchecked
from detente.ledger.rules import Embargo

NOT_CHECKED = "embargoes and sanctions: only those on destinations that the rules list"
"""Said with every answer: no list of them is whole."""


def under_embargoes(found: Finding, asking: Asking) -> Finding:
    """The finding under the embargoes on the destination that hold on the day.

    A ban of all exports decides. Under one of which the data do not say which goods it reaches, the
    answer is `undeterminable`, unless the good is prohibited already.
    """
    holding = _holding(asking, found)
    if not holding:
        return found
    sure = [one for one in holding if one.listed is None or found.caught in {"yes", "no"}]
    ban = next((one for one in sure if one.answer == "prohibited"), None)
    unsure = (
        *found.unsure,
        *(
            s
            for one in ([ban] if ban else holding)
            for s in unchecked(f"embargo on {asking.destination}", one)
        ),
    )
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
            unsure=unsure,
            strict=True,
        )
    if found.answer == "prohibited":
        return replace(found, basis=(*found.basis, *basis), considered=considered, unsure=unsure)
    missing = (
        f"Whether it reaches {asking.item} is not in the data.",
        "detente.ledger.rules",
    )
    but_for = () if found.answer == "undeterminable" else ((apart(found), "detente.ledger.rules"),)
    return Finding(
        "undeterminable",
        basis=(*basis, missing, *found.basis, *but_for),
        supports=found.supports,
        measures=found.measures,
        considered=considered,
        unsure=unsure,
        caught=found.caught,
    )


def _holding(asking: Asking, found: Finding) -> list[Embargo]:
    """The embargoes that hold on the day for the destination, as known, and may reach the good."""
    state, to = asking.state, asking.question.destination
    return [
        one
        for one in (asking.regime.embargoes if asking.regime else ())
        if to in one.to
        and one.term.holds(state.on, state.known)
        and (one.listed is None or found.caught != ("no" if one.listed else "yes"))
    ]
