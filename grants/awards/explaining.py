"""The approved reasonings of a decision, as letters print them below the reasons that follow from the rules."""

from typing import NamedTuple

from grants.awards.deliberation.reasonings import ByCode, approved, decisive_in
from grants.awards.ranking import Placement
from grants.calls.rules.document import Criterion, Rules


class Explained(NamedTuple):
    """Be one approved reasoning, in the language in which it was written; without a criterion it is of the whole."""

    criterion: Criterion | None
    words: str

    @property
    def paragraphs(self) -> list[str]:
        """Return its paragraphs."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


def explained(reasonings: ByCode, placement: Placement, rules: Rules) -> tuple[Explained, ...]:
    """Return what was approved of the reasonings of one application, the whole application first."""
    criteria = {criterion.code: criterion for criterion in rules.criteria}
    known = approved(reasonings, decisive_in(placement))
    return tuple(Explained(criteria.get(code), words) for code, words in known.items())
