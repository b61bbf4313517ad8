"""Where the bundled dispute is: in the installed package, or beside the sources."""

from importlib import resources
from pathlib import Path

import detente
from detente.errors import UnreadableError

NAME = "korea-japan-2019"


def example() -> Path:
    """The folder of the bundled dispute. Raises UnreadableError where it was not installed."""
    places = [
        Path(str(resources.files(detente))) / "examples",
        Path(detente.__file__).parents[2] / "examples",
    ]
    for place in places:
        if (place / NAME / "chronology.jsonl").exists():
            return place / NAME
    raise UnreadableError(f"the bundled dispute is not there: looked in {' and '.join(map(str, places))}")


def trade_extract() -> Path:
    """The bundled extract of BACI (see the README beside it). Raises UnreadableError where it is missing."""
    path = example().parent / "trade" / "baci-extract.csv"
    if not path.exists():
        raise UnreadableError(f"the bundled extract of BACI is not there: looked in {path.parent}")
    return path
