"""Names: who and what an article speaks of, found, identified and resolved within the document.

`find_names` gives the named things with their ids; `Referents` says whom a short form, a role, a
pronoun or "both countries" means at its place.
"""

from detente.reading.names.find import find_names
from detente.reading.names.referents import Referents, resolve

__all__ = ["Referents", "find_names", "resolve"]
