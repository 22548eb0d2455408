"""`make run` serves everything from one process, keeps what it made, and ends at once when told."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.support.processes import PATIENCE
from tests.support.site import Site, embedded_site
from workers.embedded import main

TRIES = 5
"""A machine that is busy elsewhere may be slow once; it is asked again before it counts."""


def is_ready(site: Site) -> bool:
    """Tell whether the site is migrated and its worker at work."""
    try:
        with urlopen(f"{site.address}/health/ready") as answer:  # noqa: S310 - an address of our own
            return bool(json.load(answer)["ready"])
    except HTTPError:
        return False


def seconds_to_end(folder: Path, number: Signals) -> float:
    """Start a site, ask it to end once it is ready, and return how long that took."""
    site = embedded_site(folder)
    process = site.processes[0]
    process.wait_until(lambda: is_ready(site))
    began = time.monotonic()
    assert process.stop(number) == 0, process.output
    return time.monotonic() - began


@pytest.mark.parametrize("number", [SIGINT, SIGTERM])
def test_it_becomes_ready_and_ends_within_four_seconds(tmp_path: Path, number: Signals) -> None:
    tries = (seconds_to_end(tmp_path, number) for _try in range(TRIES))
    assert any(seconds < 4 for seconds in tries)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site that nobody ends."""
    site = embedded_site(tmp_path_factory.mktemp("embedded"))
    yield site
    site.stop()


def test_it_says_where_it_is_who_can_sign_in_and_where_the_mail_is(running: Site) -> None:
    output = running.processes[0].output
    assert running.address in output
    assert "administrators@example.org" in output
    assert f"{running.address}/development/mailbox/" in output


def test_a_second_start_keeps_the_key_so_that_sessions_go_on(tmp_path: Path) -> None:
    embedded_site(tmp_path).stop()
    key = (tmp_path / "secret_key").read_text()
    embedded_site(tmp_path).stop()
    assert (tmp_path / "secret_key").read_text() == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_port_in_use_gets_one_line(running: Site) -> None:
    second = running.start("second", "workers.embedded")
    assert second.ended(PATIENCE) == 1
    assert len(second.output.splitlines()) == 1


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused_by_name(port: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main({"DEVELOPMENT": "1", "PORT": port, "INSTANCE_PATH": str(tmp_path)}) == 1
    assert "PORT" in capsys.readouterr().err


def test_it_serves_development_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main({"INSTANCE_PATH": str(tmp_path)}) == 1
    assert "development" in capsys.readouterr().err
