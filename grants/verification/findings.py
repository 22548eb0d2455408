"""What a verification found, one statement each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Name whether something holds, or was not published and so cannot be seen."""

    OK = "ok"
    NOT_OK = "not ok"
    NOT_PUBLIC = "not public"


@dataclass(frozen=True)
class Finding:
    """Say of one thing whether it holds, with a line for each detail."""

    name: str
    state: State
    details: tuple[str, ...]


@dataclass(frozen=True)
class Verification:
    """Hold everything that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found that does not hold."""
        return all(finding.state is not State.NOT_OK for finding in self.findings)


def found(name: str, wrong: Sequence[str], right: str) -> Finding:
    """Return what was found: everything that is wrong, or else what holds."""
    return Finding(name, State.NOT_OK, tuple(wrong)) if wrong else Finding(name, State.OK, (right,))


def not_public(name: str, why: str) -> Finding:
    """Return that something cannot be checked, because it is not in the file."""
    return Finding(name, State.NOT_PUBLIC, (why,))
