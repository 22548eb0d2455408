"""CPU seconds of a server's processes over a number of requests, the client left out."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

TICK = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024


@dataclass
class Server:
    """A running server: where it answers, and the processes whose work counts."""

    port: int
    roots: Sequence[int]
    """The processes whose descendants are counted: the web server's, the database's."""

    def cpu(self) -> float:
        """Return the CPU seconds all its processes have used so far, those that ended too."""
        return sum(_cpu(pid) for root in self.roots for pid in descendants(root)) / TICK

    def largest_worker(self) -> float:
        """Return the memory of its largest web process in MB."""
        return max(_memory(pid, "VmRSS:") for pid in descendants(self.roots[0])[1:]) / MEGABYTE


@dataclass
class Variant:
    """One thing to measure: `send(connection, number)` makes one request, or `steps`, and checks the answers."""

    name: str
    server: Server
    send: Callable[[HTTPConnection, int], None]
    requests: int
    against: str = ""
    """The name of the limit it is compared with; empty for a limit."""
    target: float = 0.0
    steps: int = 1
    """How many requests `send` makes."""
    seconds: list[float] = field(default_factory=list)
    sent: int = 0

    def round(self) -> None:
        """Measure one round of requests over one connection."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        before = self.server.cpu()
        for _request in range(self.requests):
            self.send(connection, self.sent)
            self.sent += 1
        self.seconds.append((self.server.cpu() - before) / self.requests)
        connection.close()

    @property
    def cost(self) -> float:
        """Return the median CPU seconds of one request, the first round left out as warm-up.

        The kernel counts in ticks: a round that took less than one is taken for one.
        """
        return max(median(self.seconds[1:]), 1 / TICK / self.requests) / self.steps


def interleave(variants: Sequence[Variant], rounds: int, say: Callable[[str], None]) -> None:
    """Measure all variants in turn, so that a change of the machine's speed meets all of them."""
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}")
        for variant in variants:
            variant.round()


def descendants(root: int) -> list[int]:
    """Return a process and all processes below it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat that follow the name: state, parent and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _cpu(pid: int) -> int:
    fields = _stat(pid)
    return sum(int(fields[place]) for place in (11, 12, 13, 14)) if fields else 0


def most_memory() -> float:
    """Return the most memory that this process itself ever had, in MB; `ru_maxrss` is that of its parent at first."""
    return _memory("self", "VmHWM:") / MEGABYTE


def _memory(process: int | str, what: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith(what)), 0)
