"""What is wrong with a ledger, said by where it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a short name, the table and row it is in, and a sentence."""

    code: str
    where: str
    message: str
