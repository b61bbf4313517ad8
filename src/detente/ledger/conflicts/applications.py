"""Steps of one application whose days cannot all be right: decided before it was filed."""

from collections.abc import Iterator, Sequence

from detente.ledger.acts import Act
from detente.ledger.choose import Level
from detente.ledger.conflicts.base import Told, conflict
from detente.ledger.conflicts.phrases import item_name
from detente.ledger.contracts import OUTCOMES, STEPS, contracts
from detente.ledger.licencebook import is_count, subject
from detente.ledger.views import Conflict
from detente.ledger.wording import words
from detente.lexicon import Lexicon
from detente.model import Kind


def of_applications(acts: Sequence[Act], lexicon: Lexicon) -> Iterator[Conflict]:
    """An outcome that is dated before its own filing; the order of trust cannot say which day is the slip."""
    steps = [one for one in acts if one.modality == "real" and one.kind in STEPS and not is_count(one)]
    for contract in contracts(steps):
        done = contract.head
        for filed in (one for one in contract.acts if one.kind is Kind.LICENCE_APPLIED):
            if not (filed.when and done.when and filed.when.earliest > done.when.latest):
                continue
            outcome = OUTCOMES[done.kind]
            told: list[Told] = [
                (f"filed {filed.when}", filed.records, Level.ONE_SOURCE),
                (f"{outcome} {done.when}", done.records, Level.ONE_SOURCE),
            ]
            item, form = (subject(done) or subject(filed) or ((done.items[0], None),))[0]
            number = contract.term("application")
            said = (
                f"The application {f'{number} ' if number else ''}for {item_name(item, form, lexicon)} is "
                f"{outcome} on {words(done.when)}, before it was filed on {words(filed.when)}: "
                "one of the two days is wrong."
            )
            yield conflict(done.id, "filed", "date", told, said)
