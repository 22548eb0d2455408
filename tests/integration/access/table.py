"""Who gets what: every endpoint, in the calls where it matters, and the status it answers each role with.

A line names the method, the endpoint, the call it is asked about (`-` where there is none), and statuses with the
roles that get them; a role is a word of `cast.ROLES` or one of `GROUPS`. Who is not named gets 404, as if there were
nothing at that address; who is not signed in is sent to sign in. Forms are sent complete and with their token.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.integration.access.cast import ROLES
from tests.integration.access.lines import TABLE

SIGN_IN = "sign in"
"""What is expected in the place of a status where the answer leads to the sign-in page."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "all": tuple(ROLES),
    "signed": tuple(role for role in ROLES if role != "none"),
    "members": ("lead", "read", "own"),
    "judges": ("eval", "conf", "own"),
    "office": ("secr", "coor", "audi"),
}


@dataclass(frozen=True)
class Row:
    """Be one line of the table."""

    method: str
    endpoint: str
    call: str
    expected: Mapping[str, str]
    """By role: a status, or SIGN_IN."""

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} in {self.call}"


def rows() -> Iterator[Row]:
    """Read the table; raise ValueError when a line names what is no role."""
    for line in filter(None, TABLE.splitlines()):
        method, endpoint, call, said = line.split(None, 3)
        yield Row(method, endpoint, call, dict.fromkeys(ROLES, "404") | {"none": SIGN_IN} | dict(_answers(said)))


def _answers(said: str) -> Iterator[tuple[str, str]]:
    for part in said.split(";"):
        status, *words = part.split()
        for role in (role for word in words for role in GROUPS.get(word, (word,))):
            if role not in ROLES:
                raise ValueError(f"the table names {role}, which is no role")
            yield role, SIGN_IN if status == "in" else status
