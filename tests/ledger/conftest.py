"""Ledgers on both engines: `ledger` is a file in one run of a test, a database of a real server in the other.

PostgreSQL is found or installed from Debian where that can be done, started once for all tests of a
process on a socket in a folder of its own, and stopped at the end; elsewhere its tests are skipped.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy

from debian import program

PORT = 5432
"""The name of the socket in its folder; nothing listens on the network."""
NUMBERS = itertools.count()


def tool(name):
    return program(name, "postgresql", beside="/usr/lib/postgresql/*/bin")


def as_owner(folder, *words):
    """Run a tool of the server as a user that it accepts: it refuses root."""
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True, timeout=120, **who)


@pytest.fixture(scope="session")
def server():
    """The url of a server without the name of a database, or a reason why there is none."""
    initdb, control = tool("initdb"), tool("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL is not installed and cannot be")
    folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
    try:
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data, log = str(folder / "data"), str(folder / "log")
        as_owner(folder, initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -p {PORT}"
        as_owner(folder, control, "-D", data, "-l", log, "-w", "-o", options, "start")
    except (subprocess.SubprocessError, KeyError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start: {getattr(error, 'stderr', None) or error}")
    yield f"postgresql+psycopg://postgres@/{{}}?host={folder}&port={PORT}"
    as_owner(folder, control, "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database(server):
    """A function that makes an empty database and gives its url."""
    admin = sqlalchemy.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")

    def make():
        name = f"ledger_{next(NUMBERS)}"
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return server.format(name)

    yield make
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """A function that names a new ledger each time, on either engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("database")
    return lambda: str(tmp_path / f"{next(NUMBERS)}.db")


@pytest.fixture
def ledger(fresh):
    return fresh()
