"""Who must be there for a vote, and what a vote comes to. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Ballot(StrEnum):
    """Name what a member present did when something was put to the vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    EXCLUDED = "excluded"
    """Took no part: the application is their own, or they are in conflict with it."""


CAST = (Ballot.FOR, Ballot.AGAINST, Ballot.ABSTAINED)
"""What who takes part can do."""


@dataclass(frozen=True)
class Quorum:
    """Hold how many take part in something, and how many must."""

    present: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Tell whether enough take part."""
        return self.present >= self.needed


@dataclass(frozen=True)
class Result:
    """Hold what a vote came to."""

    carried: bool
    by_casting: bool
    """Whether the chair's vote decided between equal numbers."""


def quorum_of(present: Collection[str], excluded: Collection[str], needed: int) -> Quorum:
    """Return the quorum for something in which some of those present take no part."""
    return Quorum(sum(one not in excluded for one in present), needed)


def result_of(ballots: Mapping[str, Ballot], chair: str | None, *, casting_vote: bool) -> Result:
    """Return what a vote came to: carried by more votes for than against.

    Between equal numbers the chair's vote decides, where the rules say so and the chair voted for or against; without
    it nothing is carried.
    """
    count = Counter(ballots.values())
    if count[Ballot.FOR] != count[Ballot.AGAINST]:
        return Result(count[Ballot.FOR] > count[Ballot.AGAINST], by_casting=False)
    said = ballots.get(chair) if chair else None
    decides = casting_vote and count[Ballot.FOR] > 0 and said in {Ballot.FOR, Ballot.AGAINST}
    return Result(decides and said is Ballot.FOR, by_casting=decides)
