"""What other desks publish, as assertions of theirs: Global Trade Alert and the Federal Register.

Each file is checked where it enters; a row that is wrong is left out whole and told with its line.
"""

from detente.ledger.outside.federal_register import is_document, of_federal_register
from detente.ledger.outside.gta import is_gta, of_gta

__all__ = ["is_document", "is_gta", "of_federal_register", "of_gta"]
