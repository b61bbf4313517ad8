"""Programs that tests need from Debian: found, or installed where that can be done, or None."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

LOCK = Path(tempfile.gettempdir()) / f"detente-apt-{os.getuid()}.lock"
TRIED = Path(tempfile.gettempdir()) / f"detente-apt-{os.getuid()}.tried"


@cache
def program(name: str, package: str, *, beside: str = "") -> str | None:
    """The path of a program, installing its package first where apt-get and root are at hand.

    `beside` is a folder to look in besides the PATH (`/usr/lib/postgresql/*/bin`). A package that
    could not be had is not asked for again on this machine until it restarts.
    """
    if (found := _found(name, beside)) or os.getuid() != 0 or shutil.which("apt-get") is None:
        return found
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tried = TRIED.read_text().split() if TRIED.exists() else []
        if not _found(name, beside) and package not in tried:
            TRIED.write_text(" ".join([*tried, package]))
            _install(package)
    return _found(name, beside)


def _found(name: str, beside: str) -> str | None:
    places = sorted(map(str, Path("/").glob(beside.lstrip("/")))) if beside else []
    return shutil.which(name) or next(
        (path for folder in reversed(places) if (path := shutil.which(name, path=folder))), None
    )


def _install(package: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        try:
            subprocess.run(
                ["apt-get", "-qq", *words], env=quiet, capture_output=True, timeout=600, check=True
            )
        except subprocess.SubprocessError:
            return
