"""What the public may read of the results, by the rules of publication. Pure: nothing else is in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grants.awards.models import Outcome
from grants.calls.rules.document import Rules

NATURAL_PERSON = "natural_person"
REJECTED = (Outcome.REJECTED, Outcome.INELIGIBLE)


@dataclass(frozen=True)
class Decided:
    """Be one application as it was decided, with everything the results could show of it."""

    kind: str
    name: str
    title: str
    outcome: Outcome
    rank: int | None
    amount: Decimal | None
    total: str | None


@dataclass(frozen=True)
class Shown:
    """Be one application as the public reads it."""

    name: str
    title: str
    outcome: str
    amount: Decimal | None
    total: str | None


@dataclass(frozen=True)
class Results:
    """Hold all the public reads; `rejected` is empty where the rules keep the names back."""

    awarded: tuple[Shown, ...]
    reserve: tuple[Shown, ...]
    rejected: tuple[Shown, ...]
    received: int
    counts: tuple[tuple[str, int], ...]
    """How many ended with each outcome, in the order of the outcomes."""
    scored: bool
    """Whether points are shown."""

    @property
    def amount(self) -> Decimal:
        """Return the sum of all awards."""
        return sum((one.amount or Decimal(0) for one in self.awarded), Decimal("0.00"))


def results_of(rules: Rules, decided: Iterable[Decided], withdrawn: int, nobody: str) -> Results:
    """Return what the public may read; `nobody` stands for the name of a natural person where names are kept back.

    Without points the awards stand by name, because their order would tell how they were ranked.
    """
    known = list(decided)
    counts = Counter(one.outcome for one in known) + Counter({Outcome.WITHDRAWN: withdrawn})
    scored = rules.publication.scores and any(one.total is not None for one in known)
    page = _Page(rules, nobody, scored=scored)
    return Results(
        awarded=page.listed(known, (Outcome.AWARDED,), by_rank=scored),
        reserve=page.listed(known, (Outcome.RESERVE,), by_rank=True),
        rejected=page.listed(known, REJECTED, by_rank=False) if rules.publication.rejected_names else (),
        received=sum(counts.values()),
        counts=tuple((outcome.value, counts[outcome]) for outcome in Outcome if counts[outcome]),
        scored=scored,
    )


class _Page:
    """Show applications as the rules of publication allow."""

    def __init__(self, rules: Rules, nobody: str, *, scored: bool) -> None:
        self._names = rules.publication.natural_person_names
        self._nobody = nobody
        self._scored = scored

    def listed(self, decided: list[Decided], outcomes: tuple[Outcome, ...], *, by_rank: bool) -> tuple[Shown, ...]:
        """Return those with one of these outcomes by rank or by what is shown: no hidden name shines through."""
        ranked = [(one.rank or 0, self._shown(one)) for one in decided if one.outcome in outcomes]
        ranked.sort(key=lambda one: (one[0] if by_rank else 0, one[1].name.casefold(), one[1].title.casefold()))
        return tuple(shown for _rank, shown in ranked)

    def _shown(self, one: Decided) -> Shown:
        named = self._names or one.kind != NATURAL_PERSON
        name, total = one.name if named else self._nobody, one.total if self._scored else None
        return Shown(name, one.title, one.outcome.value, one.amount, total)
