"""How much of what is lost rests on the rule of rationing, and not on what is missing."""

import numpy as np

from detente.exposure.case import Case
from detente.exposure.levers import Draws
from detente.exposure.views import Rule


def rests_on_rule(case: Case) -> Rule | None:
    """The margin lost in the base case by the rule, and at best by the linear program; None without a cut.

    The program gives what is scarce to whom it earns most and knows the waits beforehand, so that it loses no
    more than any rule can.
    """
    if not case.stopped:
        return None
    lost = float(case.lost_margin(case.base)[0])
    waits = {group: np.array([days]) for group, days in case.base.items()}
    best = float(Draws(case, waits, ()).lost(()).margin[0])
    return Rule(lost, min(lost, best))
