"""What the figures of a call are made of now, and what is stored of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from sqlalchemy import func, or_, select

from grants.awards.deliberation.sealing import opened_among
from grants.awards.policies import RANKED
from grants.awards.queries import standing_of
from grants.awards.ranking import Tie
from grants.awards.standing import FullStanding
from grants.awards.statistics.inputs import awards_in, panel_in
from grants.awards.statistics.models import ScoreStatistics
from grants.calls.models import Call, CallVersion, Stage
from grants.db import db
from grants.evaluation.queries import sheets_of
from grants.evaluation.statistics.panel import Panel, SheetMarks
from grants.evaluation.statistics.worth import ON_REQUEST_ABOVE, VERSION
from grants.journal.models import Entry

AS_IT_IS_NOW = {"populate_existing": True}


@dataclass(frozen=True)
class Inputs:
    """Hold the ranking of a call, and its sheets without a conflict, by reference and the evaluator's id."""

    standing: FullStanding
    sheets: SheetMarks

    @cached_property
    def panel(self) -> Panel:
        """Return the panel of what counts."""
        return panel_in(self.standing.rules, self.standing.entries, self.sheets)

    @cached_property
    def awards(self) -> int | None:
        """Return how many applications are funded; None without a limit."""
        ties = [Tie(tuple(tie.references), tuple(tie.order)) for tie in self.standing.ties]
        return awards_in(self.standing.rules, self.standing.entries.values(), ties, self.standing.ranking)

    @cached_property
    def digest(self) -> str:
        """Name what the figures are computed of, and how."""
        return sha256(f"{VERSION} {self.awards} {self.panel.digest}".encode()).hexdigest()

    @property
    def is_large(self) -> bool:
        """Tell whether the figures are computed only if somebody asks for them."""
        return len(self.panel.applications) > ON_REQUEST_ABOVE


def inputs_of(call: Call) -> Inputs:
    """Return what the figures of a call are made of now; one statement more than its ranking takes."""
    standing, sheets = standing_of(call), sheets_of(call.id)
    marks = {
        reference: {
            str(sheet.evaluator_id): {code: Decimal(mark) for code, mark in sheet.marks.items()}
            for sheet in sheets.get(application.id, [])
            if sheet.evaluator_id not in standing.conflicts.get(application.id, set())
        }
        for reference, application in standing.applications.items()
    }
    return Inputs(standing, marks)


def stored_of(call: Call) -> ScoreStatistics | None:
    """Return what is stored of the figures of a call, as it is now."""
    stored = select(ScoreStatistics).where(ScoreStatistics.call_id == call.id)
    return db.session.scalar(stored, execution_options=AS_IT_IS_NOW)


def ranked_with_statistics() -> list[tuple[Call, ScoreStatistics | None]]:
    """Return the calls whose figures may have to be computed: their marks are open, and their rules have statistics.

    Once results are published, only those that have none yet.
    """
    wanted = (
        select(Call, ScoreStatistics)
        .join(CallVersion, (CallVersion.call_id == Call.id) & (CallVersion.number == Call.version))
        .outerjoin(ScoreStatistics, ScoreStatistics.call_id == Call.id)
        .where(
            Call.stage.in_(RANKED),
            CallVersion.rules["scoring"]["statistics"].as_boolean(),
            or_(Call.stage != Stage.RESULTS_PUBLISHED, ScoreStatistics.computed_at.is_(None)),
        )
        .order_by(Call.closes_at, Call.id)
    )
    found = [(call, stored) for call, stored in db.session.execute(wanted, execution_options=AS_IT_IS_NOW)]
    opened = opened_among([call for call, _stored in found])
    return [(call, stored) for call, stored in found if call.id in opened]


def entries_of(calls: Sequence[Call]) -> dict[str, int]:
    """Return how many entries the journals of some calls have, by the chain."""
    chains = [str(call.id) for call in calls]
    counted = select(Entry.chain, func.count()).where(Entry.chain.in_(chains)).group_by(Entry.chain)
    return {chain: int(count) for chain, count in db.session.execute(counted)}
