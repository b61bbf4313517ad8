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


class Databases:
    """Makes an empty database of a server and gives its url, or drops one."""

    def __init__(self, server):
        self.server = server
        self.admin = sqlalchemy.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")

    def __call__(self):
        name = f"ledger_{next(NUMBERS)}"
        self.run(f"CREATE DATABASE {name}")
        return self.server.format(name)

    def drop(self, url):
        self.run(f"DROP DATABASE {sqlalchemy.make_url(url).database} WITH (FORCE)")

    def run(self, statement):
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)


class Files:
    """Names a new file of a folder, or removes one."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self):
        return str(self.folder / f"{next(NUMBERS)}.db")

    def drop(self, path):
        for file in self.folder.glob(f"{Path(path).name}*"):
            file.unlink()


@pytest.fixture(scope="session")
def database(server):
    """What makes and drops databases."""
    found = Databases(server)
    yield found
    found.admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """A function that names a new ledger each time, on either engine; `fresh.drop(ledger)` removes one."""
    return request.getfixturevalue("database") if request.param == "postgresql" else Files(tmp_path)


@pytest.fixture
def ledger(fresh):
    found = fresh()
    yield found
    fresh.drop(found)
