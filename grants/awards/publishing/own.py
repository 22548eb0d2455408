"""Where an application stands, for those who work on it: its own points and place, and nothing of the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from grants.awards.figures import mean_of, misses, most_of
from grants.awards.models import Decision
from grants.awards.ranking import Placement
from grants.awards.wording import total_in
from grants.calls.rules.document import Criterion, Rules


@dataclass(frozen=True)
class OwnMark:
    """Be the mean of one criterion in print, as decimal strings."""

    criterion: Criterion
    mean: str
    least: str | None
    missed: bool

    @property
    def most(self) -> str:
        """Return the best mark of the scale."""
        return format(self.criterion.max, "f")


@dataclass(frozen=True)
class OwnMarks:
    """Hold the points and the place of one application."""

    marks: tuple[OwnMark, ...]
    total: str | None
    most: str
    least: str | None
    rank: int | None


def own_marks_of(decision: Decision, placement: Placement, rules: Rules) -> OwnMarks | None:
    """Return where an application stands by its decision; None where nothing was scored."""
    marks = tuple(_marks(placement, rules))
    if not marks:
        return None
    threshold = rules.scoring.total_threshold
    return OwnMarks(
        marks=marks,
        total=total_in(decision, placement, rules),
        most=most_of(rules),
        least=None if threshold is None else format(threshold, "f"),
        rank=decision.rank,
    )


def _marks(placement: Placement, rules: Rules) -> Iterator[OwnMark]:
    for criterion in rules.criteria:
        mean = mean_of(placement, criterion, rules)
        if mean is not None:
            least = None if criterion.threshold is None else format(criterion.threshold, "f")
            yield OwnMark(criterion, mean, least, misses(placement, criterion))
