"""A PostgreSQL server for one test run: the one of TEST_DATABASE_URL, or a private cluster in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from signal import SIGINT, SIGKILL

import psycopg
from psycopg import sql

from tests.support.availability import require
from tests.support.processes import PATIENCE, Process

OWNER = "grants"
PRIVATE = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
"""Whoever reaches the socket may come in: its folder is the test run's own."""
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Nothing of a test run needs to survive a crash."""


class PostgresServer:
    """Make databases on a server; `url` is where its maintenance database is."""

    def __init__(self) -> None:
        self.cluster: Cluster | None = None
        programs = require("postgresql")
        given = os.environ.get("TEST_DATABASE_URL")
        if not given:
            self.cluster = Cluster(programs)
        self.url = given or (self.cluster.url if self.cluster else "")

    def create(self, name: str) -> str:
        """Make an empty database, replacing one of the same name, and return its address."""
        self.drop(name)
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        address, separator, options = self.url.partition("?")
        return f"{address.rpartition('/')[0]}/{name}{separator}{options}"

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """End the private cluster; a given server stays."""
        if self.cluster:
            self.cluster.stop()


class Cluster:
    """A private cluster reached through a Unix socket in its own folder; only one that is `safe` survives a crash."""

    def __init__(self, programs: Path, *, safe: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="grants-postgresql-"))
        self.user = unprivileged_user()
        if self.user:
            shutil.chown(self.folder, self.user)
        data = self.folder / "data"
        make: list[str | Path] = [programs / "initdb", "-D", data, "-U", OWNER, *PRIVATE]
        subprocess.run(make, user=self.user or None, cwd=self.folder, check=True, capture_output=True)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder)} | ({} if safe else UNSAFE)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._command = [str(programs / "postgres"), "-D", str(data), *options]
        self.process = self._start()

    def _start(self) -> Process:
        process = Process(self._command, log=self.folder / "log", user=self.user)
        process.wait_until(self._answers)
        return process

    def restart(self) -> None:
        """End the server whoever is connected, and start it again; a crash would lose commits, because it is UNSAFE."""
        self.process.stop(SIGINT)
        self.process = self._start()

    @property
    def url(self) -> str:
        """Return where its maintenance database is."""
        return f"postgresql://{OWNER}@/postgres?host={self.folder}"

    def crash(self) -> None:
        """Kill the server in the middle of whatever it does."""
        first = (self.folder / "data" / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first), SIGKILL)
        self.process.ended(PATIENCE)

    def recover(self) -> None:
        """Start the server after a crash, once the processes that it left behind have noticed."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.process = self._start()
            except RuntimeError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.process.stop(SIGINT)  # a "fast" end: does not wait for open connections
        shutil.rmtree(self.folder, ignore_errors=True)


def database_name(purpose: str) -> str:
    """Return a name for a database that no other process of this test run uses."""
    return f"grants_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def unprivileged_user() -> str:
    """Return the user PostgreSQL runs as, because it refuses root; empty: whoever we are."""
    return "nobody" if os.geteuid() == 0 else ""
