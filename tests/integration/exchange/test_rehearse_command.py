"""`competition rehearse` as it is typed: in an empty folder, without settings, and it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LIMIT = 120


class Folders:
    """An empty folder to be in, and one for temporary files."""

    def __init__(self, base: Path) -> None:
        self.here, self.temporary = base / "here", base / "temporary"
        for folder in (self.here, self.temporary):
            folder.mkdir()

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "competition", "rehearse", *arguments],
            cwd=self.here,
            env={**kept, "TMPDIR": str(self.temporary), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def left_behind(self) -> list[str]:
        return [path.name for folder in (self.here, self.temporary) for path in folder.iterdir()]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_it_needs_nothing_and_leaves_nothing(folders: Folders) -> None:
    process = folders.start("liepkalne-2025", "--applications", "2", "--evaluators", "3")
    told, noise = process.communicate(timeout=LIMIT)
    assert (process.returncode, folders.left_behind) == (0, [])
    lines = dict(line.rsplit(maxsplit=1) for line in told.splitlines())
    assert {name: lines[name] for name in ("received", "eligible", "scored")} == dict.fromkeys(
        ("received", "eligible", "scored"), "2"
    )
    assert {"awarded", "messages sent"} <= set(lines)
    shown = {line.partition(":")[0] for line in noise.splitlines() if line.strip()}
    assert shown == {"preparation", "applications", "checks", "sheets", "decisions", "letters"}


def test_an_interrupted_rehearsal_leaves_nothing(folders: Folders) -> None:
    process = folders.start("liepkalne-2025", "--applications", "5000", "--evaluators", "3")
    end = time.monotonic() + LIMIT
    while not list(folders.temporary.glob("rehearsal-*/grants.sqlite3")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _told, noise = process.communicate(timeout=LIMIT)
    assert (process.returncode, folders.left_behind) == (1, [])
    assert noise.rstrip().endswith("Aborted!")
