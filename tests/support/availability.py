"""Know which programs this machine lacks: their tests are left out and named at the end, or fail if nothing may be.

`require("redis")` in a fixture is all a test area needs. With REQUIRE_ALL=1 a missing program fails, and so does any
other test that was skipped.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

OLDEST_POSTGRESQL = 15
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Program:
    """A program that some tests need, the Debian package that brings it, and how it is found."""

    title: str
    package: str
    find: Callable[[], Path | None]


@cache
def postgresql_folder() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest supported version."""
    found = {
        Path(path).resolve().parent for path in (shutil.which("initdb"), shutil.which("postgres")) if path is not None
    }
    found.update(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    supported = [(version, folder) for folder in found if (version := _version(folder)) >= OLDEST_POSTGRESQL]
    return max(supported)[1] if supported else None


def _version(folder: Path) -> int:
    answer = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", answer)
    return int(number[0]) if number else 0


def _which(*names: str) -> Path | None:
    return next((Path(path) for name in names if (path := shutil.which(name))), None)


def _database_server() -> Path | None:
    return Path("given") if os.environ.get("TEST_DATABASE_URL") else postgresql_folder()


PROGRAMS = {
    "postgresql": Program(f"PostgreSQL ≥ {OLDEST_POSTGRESQL}", "postgresql", _database_server),
    "redis": Program("Redis", "redis-server", lambda: _which("redis-server")),
    "clamd": Program("ClamAV's daemon", "clamav-daemon", lambda: _which("clamd", "/usr/sbin/clamd")),
    "chromium": Program("Chromium", "chromium", lambda: _which(*BROWSERS)),
}


def everything_is_required() -> bool:
    """Tell whether a test that cannot run here counts as failed."""
    return os.environ.get("REQUIRE_ALL") == "1"


def require(name: str) -> Path:
    """Return where a program is, or leave the running test out (fail it with REQUIRE_ALL=1)."""
    program = PROGRAMS[name]
    found = program.find()
    if found is not None:
        return found
    reason = f"needs {program.title} (install {program.package})"
    if everything_is_required():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End by naming what could not run here, and how it could."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    if reasons:
        terminalreporter.section("not run here")
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count} tests: {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the run if a test was skipped although nothing may be left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if everything_is_required() and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
