"""What the same applicant asked for and got in other calls of the organiser, for officials to know."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import contains_eager

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application
from grants.awards.models import Decision
from grants.calls.models import Call
from grants.calls.policies import may_read_office
from grants.db import db

MAX_ELSEWHERE = 50
"""Applications of one applicant in other calls that a page shows, the latest first."""


@dataclass(frozen=True)
class Elsewhere:
    """Be one application in another call, with the decision in force on it if there is one."""

    application: Application
    decision: Decision | None


def elsewhere_of(application: Application, reader: Person) -> list[Elsewhere]:
    """Return what was sent in under the same registration number to other calls that the reader may read.

    At most MAX_ELSEWHERE, the latest first; one statement.
    """
    organisation = application.organisation
    if organisation is None or not organisation.registration_number:
        return []
    last = (
        select(func.max(Decision.sequence))
        .where(Decision.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    found = (
        select(Application, Decision)
        .join(Call, Call.id == Application.call_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.sequence == last))
        .where(
            Call.organiser_id == application.call.organiser_id,
            Application.call_id != application.call_id,
            Application.submitted_at.is_not(None),
            Organisation.registration_number == organisation.registration_number,
        )
        .options(contains_eager(Application.call))
        .order_by(Application.submitted_at.desc(), Application.id)
        .limit(MAX_ELSEWHERE)
    )
    rows = db.session.execute(found).all()
    return [Elsewhere(one, decision) for one, decision in rows if may_read_office(reader, one.call)]


def awarded_together(elsewhere: list[Elsewhere]) -> Decimal:
    """Return the sum of what was awarded elsewhere."""
    amounts = (each.decision.amount for each in elsewhere if each.decision is not None)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
