"""The ranking as the site has it, built from rows by the same function as everywhere, and the decisions made of it."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.queries import submitted_in
from grants.awards.models import Decision, TieOrder
from grants.awards.ranking import Entry, Placement, Ranking, Tie, rank
from grants.awards.ranking import Sheet as Marks
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation.models import CheckAnswer, Sheet
from grants.evaluation.queries import checks_of, conflicts_of, sheets_of


@dataclass(frozen=True)
class Standing:
    """Hold the ranking of a call beside the applications it is about."""

    rules: Rules
    ranking: Ranking
    applications: dict[str, Application]
    """By reference."""

    @property
    def placed(self) -> list[tuple[Placement, Application]]:
        """Return each placement with its application, in the order of the ranking."""
        return [(placement, self.applications[placement.reference]) for placement in self.ranking.placements]


def ranking_of(call: Call) -> Ranking:
    """Rank the applications of a call as they stand now."""
    return standing_of(call).ranking


def standing_of(call: Call) -> Standing:
    """Rank the applications of a call and keep them at hand; five statements, whatever their number."""
    rules, applications = rules_of(call), submitted_in(call.id)
    checks, sheets, conflicts = checks_of(call.id), sheets_of(call.id), conflicts_of(call.id)
    entries = [
        entry_of(one, checks.get(one.id, {}), sheets.get(one.id, []), conflicts.get(one.id, set()))
        for one in applications
    ]
    ties = [Tie(tuple(tie.references), tuple(tie.order)) for tie in ties_of(call)]
    by_reference = {entry.reference: one for entry, one in zip(entries, applications, strict=True)}
    return Standing(rules, rank(rules, entries, ties), by_reference)


def entry_of(
    application: Application, checks: dict[str, CheckAnswer], sheets: list[Sheet], conflicts: set[uuid.UUID]
) -> Entry:
    """Return an application with its checks and sheets as the decision core reads it; raise ValueError for a draft."""
    if application.reference is None or application.submitted_at is None:
        raise ValueError("a draft is not ranked")
    return Entry(
        reference=application.reference,
        requested=application.requested or Decimal(0),
        submitted_at=application.submitted_at,
        withdrawn=application.state is ApplicationState.WITHDRAWN,
        answers=application.answers,
        checks={code: check.answer.value for code, check in checks.items()},
        sheets=tuple(
            Marks({code: Decimal(mark) for code, mark in sheet.marks.items()}, sheet.evaluator_id in conflicts)
            for sheet in sheets
        ),
    )


def ties_of(call: Call) -> list[TieOrder]:
    """Return the orders the committee gave to equals, the newest first, so that a later one corrects an earlier."""
    orders = select(TieOrder).where(TieOrder.call_id == call.id)
    return list(db.session.scalars(orders.order_by(TieOrder.recorded_at.desc(), TieOrder.id)))


def decisions_of(call: Call) -> dict[uuid.UUID, Decision]:
    """Return the decision in force on each application of a call."""
    made = select(Decision).where(Decision.call_id == call.id).order_by(Decision.sequence)
    return {decision.application_id: decision for decision in db.session.scalars(made)}


def decision_on(application: Application) -> Decision | None:
    """Return the decision in force on an application, if there is one."""
    made = select(Decision).where(Decision.application_id == application.id).order_by(Decision.sequence.desc())
    return db.session.scalars(made.limit(1)).first()


def with_members(call: Call) -> list[Application]:
    """Return everything sent in to a call with the people to write to, in the order of submission."""
    sent_in = (
        select(Application)
        .where(Application.call_id == call.id, Application.reference.is_not(None))
        .options(
            joinedload(Application.organisation),
            selectinload(Application.members).joinedload(ApplicationMember.person),
        )
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(sent_in))
