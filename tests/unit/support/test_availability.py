from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests.support import availability
from tests.support.availability import Program, require


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    monkeypatch.setitem(availability.PROGRAMS, "redis", Program("Redis", "redis-server", lambda: None))


def test_a_missing_program_leaves_the_test_out_and_says_what_to_install(missing: None) -> None:
    with pytest.raises(Skipped, match=r"needs Redis \(install redis-server\)"):
        require("redis")


def test_a_missing_program_fails_when_nothing_may_be_left_out(missing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(Failed, match="needs Redis"):
        require("redis")


def test_an_installed_program_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program("Redis", "redis-server", lambda: Path("/usr/bin/redis-server"))
    monkeypatch.setitem(availability.PROGRAMS, "redis", program)
    assert require("redis") == Path("/usr/bin/redis-server")


def test_a_given_database_server_needs_no_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://somewhere/postgres")
    monkeypatch.setattr(availability, "postgresql_folder", lambda: None)
    require("postgresql")
