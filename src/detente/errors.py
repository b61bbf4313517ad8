"""The errors a user may see: one clear line each, with the exit code it ends in."""


class DetenteError(Exception):
    """Base of all errors that are told to the user as one line, without a traceback.

    `code` is the exit code of the command line: 1 done but some input could not be used,
    2 wrong use, 3 nothing readable, 4 the ledger refused.
    """

    code = 1


class UsageError(DetenteError):
    """The command was called in a way that means nothing: a date that is none, an unknown item."""

    code = 2


class UnreadableError(DetenteError):
    """None of the input could be read."""

    code = 3


class LedgerError(DetenteError):
    """The ledger refused: not a ledger, newer than the program, locked, read-only or damaged."""

    code = 4
