"""What the public may read of the results, by the rules of publication. Pure: nothing else is in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grants.awards.models import RANKED, Outcome
from grants.awards.publishing.figures import Figures, figures_of
from grants.calls.rules.document import Rules
from grants.web.ordering import words_key

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
    requested: Decimal | None = None
    order: tuple[str, ...] = ()
    """What put it before or after others with as many points, in sentences that name none."""
    lot: str | None = None


@dataclass(frozen=True)
class Shown:
    """Be one application as the public reads it."""

    name: str
    title: str
    outcome: str
    amount: Decimal | None
    total: str | None
    lot: str | None = None
    """The option of the lot in which it competed, in a call that has lots."""


@dataclass(frozen=True)
class Results:
    """Hold all the public reads; `rejected` is empty where the rules keep the names back."""

    awarded: tuple[Shown, ...]
    reserve: tuple[Shown, ...]
    rejected: tuple[Shown, ...]
    received: int | None
    """How many applications came in; None where that is not known, because only the published ones are held."""
    counts: tuple[tuple[str, int], ...]
    """How many ended with each outcome, in the order of the outcomes."""
    scored: bool
    """Whether points are shown."""
    equals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Every total that is shown more than once, with what put those that have it in order."""
    figures: Figures | None = None

    @property
    def amount(self) -> Decimal:
        """Return the sum of all awards."""
        return sum((one.amount or Decimal(0) for one in self.awarded), Decimal("0.00"))


def results_of(
    rules: Rules, decided: Iterable[Decided], withdrawn: int, nobody: str, *, complete: bool = True
) -> Results:
    """Return what the public may read; `nobody` stands for the name of a natural person where names are kept back.

    Without points the awards stand by name, because their order would tell how they were ranked. `complete` tells
    whether everything that came in is among those decided or withdrawn.
    """
    known = list(decided)
    counts = Counter(one.outcome for one in known) + Counter({Outcome.WITHDRAWN: withdrawn})
    scored = rules.publication.scores and any(one.total is not None for one in known)
    page = _Page(rules, nobody, scored=scored)
    return Results(
        awarded=page.listed(known, (Outcome.AWARDED,), by_rank=scored),
        reserve=page.listed(known, (Outcome.RESERVE,), by_rank=True),
        rejected=page.listed(known, REJECTED, by_rank=False) if rules.publication.rejected_names else (),
        received=sum(counts.values()) if complete else None,
        counts=tuple((outcome.value, counts[outcome]) for outcome in Outcome if counts[outcome]),
        scored=scored,
        equals=tuple(_equals(known)) if scored else (),
        figures=_figures(rules, known, counts) if complete else None,
    )


def _figures(rules: Rules, decided: Iterable[Decided], counts: Mapping[Outcome, int]) -> Figures | None:
    known = list(decided)
    given = sum((one.amount or Decimal(0) for one in known if one.outcome is Outcome.AWARDED), Decimal("0.00"))
    return figures_of(counts, [one.requested for one in known], given, rules.funding.limit.total)


def _equals(decided: Iterable[Decided]) -> Iterator[tuple[str, tuple[str, ...]]]:
    ranked = sorted((one for one in decided if one.outcome in RANKED), key=lambda one: one.rank or 0)
    totals = Counter(one.total for one in ranked)
    for total, count in totals.items():
        order = dict.fromkeys(said for one in ranked if one.total == total for said in one.order)
        if total is not None and count > 1 and order:
            yield total, tuple(order)


class _Page:
    """Show applications as the rules of publication allow."""

    def __init__(self, rules: Rules, nobody: str, *, scored: bool) -> None:
        self._names = rules.publication.natural_person_names
        self._nobody = nobody
        self._scored = scored

    def listed(self, decided: list[Decided], outcomes: tuple[Outcome, ...], *, by_rank: bool) -> tuple[Shown, ...]:
        """Return those with one of these outcomes by rank or by what is shown: no hidden name shines through."""
        ranked = [(one.rank or 0, self._shown(one)) for one in decided if one.outcome in outcomes]
        ranked.sort(key=lambda one: (one[0] if by_rank else 0, words_key(one[1].name, one[1].title)))
        return tuple(shown for _rank, shown in ranked)

    def _shown(self, one: Decided) -> Shown:
        named = self._names or one.kind != NATURAL_PERSON
        name, total = one.name if named else self._nobody, one.total if self._scored else None
        return Shown(name, one.title, one.outcome.value, one.amount, total, one.lot)
