"""The rows of the ranking as one person may read it: what a conflict of interest hides is not in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.models import Person
from grants.awards.drafting import money_of
from grants.awards.figures import mean_of, misses
from grants.awards.models import Decision
from grants.awards.obstacles import lacking
from grants.awards.printing import shown
from grants.awards.ranking import Placement
from grants.awards.standing import Listed, Standing
from grants.awards.wording import reasons_in_words, reasons_of, remembering, total_in
from grants.calls.rules.document import Criterion, Limit, Rules
from grants.web import filters
from grants.web.formats import NOTHING
from grants.web.languages import language

ORDER = (
    *("awarded", "tied", "reserve", "on_hold", "declined", "revoked"),
    *("rejected", "ineligible", "pending", "withdrawn"),
)
AWARDED = "awarded"


@dataclass(frozen=True)
class Mark:
    """Be the mean of one criterion in print, and the threshold it misses, if it does."""

    mean: str
    missed: str = ""


@dataclass(frozen=True)
class Row:
    """Be one application in the ranking; `hidden` says why its marks are not shown."""

    application: Listed
    rank: int | None
    outcome: str
    amount: Decimal | None
    marks: tuple[Mark, ...] = ()
    total: str = NOTHING
    reasons: tuple[str, ...] = ()
    lacking: str = ""
    hidden: bool = False
    lot: str | None = None


@dataclass(frozen=True)
class Line:
    """Be the line that quota and budget draw below what is awarded."""

    words: str


def rows_of(standing: Standing, decisions: Mapping[UUID, Decision], person: Person) -> list[Row]:
    """Return the applications of a call by rank as a person may read them; decisions there are come first."""
    reading = _Reading(standing, decisions, person)
    rows = [reading.row(placement, application) for placement, application in standing.placed]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank, ORDER.index(row.outcome)))


def rows_without_order(standing: Standing, person: Person) -> list[Row]:
    """Return the marks of what is not a person's own, in the order of submission.

    Nothing that the ranking makes of them: places, awards and money left to others would tell the fate of their own.
    """
    own, reading = standing.own_of(person), _Reading(standing, {}, person)
    others = ((reference, one) for reference, one in standing.listed.items() if one not in own)
    rows = [reading.row(standing.placements[reference], application) for reference, application in others]
    return [Row(row.application, None, "", None, row.marks, row.total, hidden=row.hidden) for row in rows]


def with_line(rows: list[Row], rules: Rules) -> list[Row | Line]:
    """Return the rows with the line below the last one awarded, if the call has a limit at all."""
    limit = rules.funding.limit
    if limit.projects is None and limit.total is None and rules.funding.lots is None:
        return [*rows]
    last = max((place for place, row in enumerate(rows, start=1) if row.outcome == AWARDED), default=0)
    return [*rows[:last], Line(_line_of(rows, rules)), *rows[last:]]


def _line_of(rows: Sequence[Row], rules: Rules) -> str:
    whole = line_in_words(rows, rules.funding.limit)
    if rules.funding.lots is None:
        return whole
    lots = (
        _("%(lot)s: %(used)s", lot=filters.text(rules.lot_label(lot)), used=line_in_words(of_lot, limit))
        for lot, limit in rules.funding.limits.items()
        for of_lot in [[row for row in rows if row.lot == lot]]
    )
    return "; ".join([*([whole] if whole else []), *lots])


def line_in_words(rows: Iterable[Row], limit: Limit) -> str:
    """Say how many places and how much money are awarded, of how many there are."""
    sums = [row.amount or Decimal(0) for row in rows if row.outcome == AWARDED]
    parts = []
    if limit.projects is not None:
        parts.append(
            ngettext("%(used)s of %(num)s place", "%(used)s of %(num)s places", limit.projects, used=len(sums))
        )
    if limit.total is not None:
        used, total = filters.number(sum(sums, Decimal(0)), 2), filters.money(limit.total)
        parts.append(_("%(used)s of %(total)s", used=used, total=total))
    return ", ".join(parts)


class _Reading:
    """Make rows for one reader."""

    def __init__(self, standing: Standing, decisions: Mapping[UUID, Decision], person: Person) -> None:
        self._standing, self._decisions, self._hidden = standing, decisions, standing.hidden_from(person)
        self._lacking = lacking(standing)
        self._language, self._once = language(), remembering()
        self._printed: dict[tuple[str, int], Mark] = {}
        """Marks lie on few steps, so that the same means, which a ranking shares, are printed again and again."""

    def row(self, placement: Placement, application: Listed) -> Row:
        decision, rules = self._decisions.get(application.id), self._standing.rules
        rank = (decision.rank if decision else None) or placement.rank
        outcome = (decision or placement).outcome.value
        amount = decision.amount if decision else money_of(placement.amount)
        if placement.reference in self._hidden:
            no_marks = tuple(Mark(NOTHING) for _one in rules.criteria)
            return Row(application, rank, outcome, amount, no_marks, hidden=True)
        return Row(
            application,
            rank,
            outcome,
            amount,
            marks=tuple([self._mark(placement, criterion) for criterion in rules.criteria]),
            total=shown(total_in(decision, placement, rules)),
            reasons=tuple(self._reasons(placement, decision)),
            lacking="" if decision else self._lacking.get(placement.reference, ""),
            lot=placement.lot,
        )

    def _mark(self, placement: Placement, criterion: Criterion) -> Mark:
        mean = placement.criterion_means[criterion.code]
        key = (criterion.code, id(mean))
        if key not in self._printed:
            self._printed[key] = _mark(placement, criterion, self._standing.rules)
        return self._printed[key]

    def _reasons(self, placement: Placement, decision: Decision | None) -> list[str]:
        rules = self._standing.rules
        if decision is not None:
            return reasons_of(decision, placement, rules, self._language)
        separations = self._standing.separations_of(placement.reference)
        return reasons_in_words(placement, separations, rules, self._language, self._once)


def _mark(placement: Placement, criterion: Criterion, rules: Rules) -> Mark:
    missed = criterion.threshold if criterion.threshold and misses(placement, criterion) else None
    return Mark(shown(mean_of(placement, criterion, rules)), shown(format(missed, "f")) if missed else "")
