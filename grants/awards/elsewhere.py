"""What the same applicant asked for and got in other calls of the organiser, for officials to know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationMember
from grants.applications.policies import is_sealed
from grants.awards.models import Decision, Outcome, Report
from grants.awards.reports import is_unfinished
from grants.calls.models import Call
from grants.calls.policies import may_read_office
from grants.calls.queries import rules_of
from grants.db import db

MAX_ELSEWHERE = 50
"""Applications in other calls that a page shows, the latest first."""


class Same(StrEnum):
    """Name what an application has in common with another."""

    NUMBER = "number"
    ACCOUNT = "account"
    PEOPLE = "people"
    PROJECT = "project"


@dataclass(frozen=True)
class Elsewhere:
    """Be one application in another call, what is the same, and the decision in force on it if there is one."""

    application: Application
    decision: Decision | None
    report: Report | None
    same: tuple[Same, ...]

    @property
    def is_awarded(self) -> bool:
        """Tell whether it got money."""
        return self.decision is not None and self.decision.outcome is Outcome.AWARDED

    @property
    def lacks_report(self) -> bool:
        """Tell whether it got money, its time is over, and no report was accepted."""
        return self.is_awarded and is_unfinished(self.application.call, self.report)


def elsewhere_of(application: Application, reader: Person) -> list[Elsewhere]:
    """Return what was sent in to other calls that the reader may read, and is opened there, by somebody the same.

    The same are the registration number, the bank account, people who work on both, or the title. At most
    MAX_ELSEWHERE, the latest first; two statements.
    """
    last = (
        select(func.max(Decision.sequence))
        .where(Decision.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    found = (
        select(Application, Decision, Report)
        .join(Call, Call.id == Application.call_id)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .outerjoin(Decision, and_(Decision.application_id == Application.id, Decision.sequence == last))
        .outerjoin(Report, Report.application_id == Application.id)
        .where(
            Call.organiser_id == application.call.organiser_id,
            Application.call_id != application.call_id,
            Application.submitted_at.is_not(None),
            or_(*_alike(application)),
        )
        .options(
            contains_eager(Application.call),
            contains_eager(Application.organisation),
            selectinload(Application.memberships),
        )
        .order_by(Application.submitted_at.desc(), Application.id)
        .limit(MAX_ELSEWHERE)
    )
    rows = db.session.execute(found).all()
    readable = (row for row in rows if may_read_office(reader, row[0].call) and not is_sealed(row[0]))
    return [Elsewhere(one, decision, report, _same(application, one)) for one, decision, report in readable]


def awarded_by_year(elsewhere: Iterable[Elsewhere]) -> dict[int, Decimal]:
    """Return the sums awarded elsewhere to the same applicant, by the year of the decision, the last first."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for each in elsewhere:
        if each.decision is not None and each.decision.amount is not None and is_applicant(each):
            zone = ZoneInfo(rules_of(each.application.call).schedule.timezone)
            sums[each.decision.confirmed_at.astimezone(zone).year] += each.decision.amount
    return dict(sorted(sums.items(), reverse=True))


def is_applicant(each: Elsewhere) -> bool:
    """Tell whether it is of the same applicant: by number or account; people and titles only hint at it."""
    return Same.NUMBER in each.same or Same.ACCOUNT in each.same


def _alike(application: Application) -> list[ColumnElement[bool]]:
    """Return the conditions for what is the same; those for what an application does not name are left out."""
    conditions: list[ColumnElement[bool]] = []
    if number := _number(application):
        conditions.append(Organisation.registration_number == number)
    if application.account:
        conditions.append(Application.account == application.account)
    if application.project:
        conditions.append(Application.project == application.project)
    theirs = select(ApplicationMember.application_id).where(
        ApplicationMember.person_id.in_(_people(application)), ApplicationMember.accepted_at.is_not(None)
    )
    return [*conditions, Application.id.in_(theirs)]


def _same(application: Application, other: Application) -> tuple[Same, ...]:
    number = _number(application)
    found = {
        Same.NUMBER: bool(number) and _number(other) == number,
        Same.ACCOUNT: bool(application.account) and other.account == application.account,
        Same.PEOPLE: bool(_people(application) & _people(other)),
        Same.PROJECT: bool(application.project) and other.project == application.project,
    }
    return tuple(same for same, is_so in found.items() if is_so)


def _number(application: Application) -> str | None:
    return application.organisation.registration_number if application.organisation else None


def _people(application: Application) -> set[object]:
    return {member.person_id for member in application.memberships if member.accepted_at is not None}
