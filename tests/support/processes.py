"""Start programs for the length of a test run, each in a process group of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

GUARD = Path(__file__).with_name("guard.py")
PATIENCE = 120.0
"""Seconds after which something that should have happened did not: long, because two slow cores run many programs."""
PORTS = range(10_000, 32_000)
"""Below those that Linux gives to whoever connects: nobody takes one of these by chance."""
_ports = count(os.getpid() * 200)
"""Where this test process looks next; those beside it have other numbers, and begin elsewhere."""


class Process:
    """Run a program in a process group of its own, its output in a file."""

    def __init__(
        self, command: list[str], *, log: Path, environment: Mapping[str, str] | None = None, user: str = ""
    ) -> None:
        self.name = Path(command[0]).name
        self.log = log
        with log.open("wb") as output:
            self.popen = subprocess.Popen(
                [sys.executable, "-I", "-S", str(GUARD), user, *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(os.environ if environment is None else environment),
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait until the program is ready; raise RuntimeError with its output if it ends or takes too long."""
        end = time.monotonic() + PATIENCE
        while not ready():
            if self.popen.poll() is not None or time.monotonic() > end:
                code = self.popen.poll()
                self.stop()
                raise RuntimeError(f"{self.name} did not become ready (exit code {code}):\n{self.output}")
            time.sleep(0.05)

    def send(self, number: Signals) -> None:
        """Send a signal to every process of the group."""
        if self.popen.poll() is None:
            os.killpg(self.popen.pid, number)

    def stop(self, number: Signals = SIGTERM) -> int:
        """End the group and return the program's exit code; what does not end in time is killed."""
        self.send(number)
        return self.ended(PATIENCE)

    def ended(self, within: float) -> int:
        """Wait for the end and return the program's exit code; what does not end within so many seconds is killed."""
        try:
            code = self.popen.wait(within)
        except subprocess.TimeoutExpired:
            self.send(SIGKILL)
            code = self.popen.wait()
        if self.popen.stdin:
            self.popen.stdin.close()
        return code


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens; it is not returned a second time."""
    return next(port for number in _ports if not taken(port := PORTS[number % len(PORTS)]))


def taken(port: int) -> bool:
    """Tell whether a server could not be started on a loopback port."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return True
    return False


def listens(port: int) -> bool:
    """Tell whether something accepts connections on a loopback port."""
    with socket.socket() as connection:
        connection.settimeout(0.5)
        return connection.connect_ex(("127.0.0.1", port)) == 0
