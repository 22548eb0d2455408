"""The figures as one reader sees them: rows, pictures, and what cannot be said in words."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants.accounts.models import Person
from grants.awards.ranking import Outcome, Placement
from grants.awards.standing import Listed
from grants.awards.statistics.queries import Inputs
from grants.calls.rules.document import Criterion
from grants.db import db
from grants.evaluation.statistics.worth import Judge, Standing, Unsaid, Worth
from grants.web import filters
from grants.web.drawing import Picture, Span, bars, dots, spans
from grants.web.lists.asked import LONG

UNSAID = {
    Unsaid.TOO_SMALL: _l(
        "Nothing is said of fewer than ten applications, or of fewer than three evaluators with complete sheets: a few "
        "numbers would look like knowledge."
    ),
    Unsaid.UNREPEATED: _l("No application was scored by two evaluators, so that nothing can be compared."),
    Unsaid.UNIFORM: _l("All marks are equal, so that nothing tells whether evaluators agree."),
    Unsaid.UNCONNECTED: _l(
        "The evaluators fall into groups that share no application, so that nobody can tell who is strict and who had "
        "weaker applications. Expected ranks take the groups for equally strict."
    ),
    Unsaid.TOO_MANY: _l("Of more than 4,000 applications only expected ranks are computed."),
    Unsaid.NO_LIMIT: _l(
        "Neither places nor money are limited, or all or none are funded, so that there is no such figure."
    ),
    Unsaid.NO_REMAINDER: _l("There are too few sheets to tell how exactly this is known."),
}
REACH = 2
"""How many standard errors the bars of severity reach."""


@dataclass(frozen=True)
class Row:
    """Be one application: what was decided of it, and what is said of it."""

    placement: Placement
    application: Listed
    standing: Standing


@dataclass(frozen=True)
class Strictness:
    """Be one evaluator by the name that the reader may know."""

    name: str
    judge: Judge


@dataclass(frozen=True)
class Given:
    """Hold how often each evaluator gave each mark in one criterion, and the picture of it."""

    criterion: Criterion
    rows: list[tuple[str, dict[Decimal, int]]]
    picture: Picture

    @property
    def values(self) -> list[Decimal]:
        """Return every mark that was given, from the lowest on."""
        return sorted({value for _name, counts in self.rows for value in counts})


class Shown:
    """Make what a page shows of figures; `in_office` readers know the evaluators by name, the committee by number."""

    def __init__(self, inputs: Inputs, worth: Worth, reader: Person, *, in_office: bool) -> None:
        self._inputs, self.worth = inputs, worth
        evaluators = {*inputs.panel.evaluators, *(one.evaluator for one in worth.evaluators)}
        self._names = _names(evaluators if worth.evaluators else set(), reader, in_office=in_office)
        said = {one.reference: one for one in worth.applications}
        self.rows = [
            Row(placement, application, said[placement.reference])
            for placement, application in inputs.standing.placed
            if placement.reference in said
        ]
        self.judges = [Strictness(self._names[one.evaluator], one) for one in worth.evaluators]

    @property
    def draws(self) -> bool:
        """Tell whether there is enough to be looked at rather than read."""
        return len(self.rows) >= LONG

    @property
    def unsaid(self) -> dict[str, str]:
        """Return in words why something is not said."""
        return {about: str(UNSAID[why]) for about, why in self.worth.unsaid.items()}

    @property
    def ranks(self) -> Picture | None:
        """Return the intervals of ranks over each other, with the line that the number of awards draws."""
        drawn = sorted(
            (
                (one.standing.expected_rank, one.placement, one.standing.interval)
                for one in self.rows
                if one.standing.expected_rank is not None and one.standing.interval is not None
            ),
            key=lambda each: (each[0], each[1].reference),
        )
        if not drawn:
            return None
        rows = [
            Span(placement.reference, low, float(expected), high, placement.outcome is Outcome.AWARDED)
            for expected, placement, (low, high) in drawn
        ]
        count, awards = len(self.rows), self.worth.awards
        line = awards + 0.5 if awards is not None and 0 < awards < count else None
        return spans(rows, [(1, "1"), (count, str(count))], line)

    @property
    def agreement(self) -> list[tuple[str, Decimal]]:
        """Return the figures of agreement that are known, by name."""
        figures = ((_("ICC"), self.worth.icc), (_("Krippendorff's α"), self.worth.alpha))
        return [(name, value) for name, value in figures if value is not None]

    @property
    def agreed(self) -> Picture:
        """Return the figures of agreement between chance and unanimity."""
        rows = [Span(name, float(value), float(value), float(value)) for name, value in self.agreement]
        return spans(rows, [(0, "0"), (1, "1")])

    @property
    def shares(self) -> list[tuple[str, Decimal, str]]:
        """Return which share of the awards would stay and which go elsewhere: name, value, and the value in words."""
        elsewhere = self.worth.elsewhere or Decimal(0)
        parts = ((_("Stay"), 1 - elsewhere), (_("Elsewhere"), elsewhere))
        return [(name, share, _("%(share)s %%", share=filters.number(share * 100, 0))) for name, share in parts]

    @property
    def moved(self) -> Picture:
        """Return both shares of the awards as bars."""
        return bars([(name, float(share), words) for name, share, words in self.shares])

    @property
    def severity(self) -> Picture | None:
        """Return the severity of the evaluators with bars of two standard errors."""
        drawn = [(one.name, one.judge.severity, one.judge.error or Decimal(0)) for one in self.judges]
        rows = [
            Span(name, float(value - REACH * error), float(value), float(value + REACH * error))
            for name, value, error in drawn
            if value is not None
        ]
        if not rows:
            return None
        furthest = max(max(-row.low, row.high) for row in rows) or 1.0
        ends = filters.number(furthest, 1)
        return spans(rows, [(-furthest, f"−{ends}"), (0, "0"), (furthest, f"+{ends}")], 0)

    @property
    def given(self) -> list[Given]:
        """Return the marks of each criterion, of those sheets that count."""
        panel, found = self._inputs.panel, []
        for criterion in self._inputs.standing.rules.criteria:
            counts = {evaluator: Counter[Decimal]() for evaluator in panel.evaluators}
            for application, points in zip(panel.applications, panel.points, strict=True):
                for place in points:
                    evaluator = panel.evaluators[place]
                    counts[evaluator][self._inputs.sheets[application][evaluator][criterion.code].normalize()] += 1
            rows = [(self._names[evaluator], dict(counts[evaluator])) for evaluator in panel.evaluators]
            found.append(Given(criterion, rows, dots(rows, criterion.min, criterion.max)))
        return found


def _names(evaluators: Collection[str], reader: Person, *, in_office: bool) -> dict[str, str]:
    """Return what a reader may call the evaluators; their ids are random, so that numbers tell nothing."""
    known = _known(evaluators) if in_office and evaluators else {}
    names = {}
    for number, evaluator in enumerate(sorted(evaluators), start=1):
        named = _("You") if evaluator == str(reader.id) else _("Evaluator %(number)d", number=number)
        names[evaluator] = known.get(evaluator, named)
    return names


def _known(ids: Collection[str]) -> dict[str, str]:
    people = select(Person.id, Person.name, Person.email).where(Person.id.in_([UUID(one) for one in ids]))
    return {str(identifier): name or email for identifier, name, email in db.session.execute(people)}
