"""What pages and stages read about applications; each function is a constant number of statements."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationMember, ApplicationState, Attachment, Receipt
from grants.applications.policies import UNSENT, may_read
from grants.calls.models import Call
from grants.db import db
from grants.errors import NotFound

PAGE = 50


@dataclass(frozen=True)
class Page:
    """Hold one page of a list and how long the whole list is."""

    items: list[Application]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def application_for(application_id: uuid.UUID, person: Person) -> Application:
    """Return an application with its call and members; raise NotFound unless the person may read it."""
    wanted = (
        select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.call),
            joinedload(Application.organisation),
            selectinload(Application.members).joinedload(ApplicationMember.person),
        )
    )
    application = db.session.scalars(wanted).unique().one_or_none()
    if application is None or not may_read(person, application):
        raise NotFound
    return application


def applications_of(person: Person) -> list[Application]:
    """Return the applications a person works on, the newest first."""
    own = (
        select(Application)
        .join(ApplicationMember, ApplicationMember.application_id == Application.id)
        .join(Call, Call.id == Application.call_id)
        .where(ApplicationMember.person_id == person.id)
        .options(contains_eager(Application.call), joinedload(Application.organisation))
        .order_by(Application.created_at.desc(), Application.id)
        .limit(200)
    )
    return list(db.session.scalars(own))


def count_drafts(call_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """Count the drafts a person works on in a call."""
    drafts = (
        select(func.count())
        .select_from(ApplicationMember)
        .join(Application)
        .where(
            ApplicationMember.person_id == person_id,
            Application.call_id == call_id,
            Application.state == ApplicationState.DRAFT,
        )
    )
    return db.session.scalar(drafts) or 0


def count_submitted_by(call_id: uuid.UUID, organisation_id: uuid.UUID) -> int:
    """Count what an applicant has submitted in a call and not withdrawn."""
    submitted = select(func.count(Application.id)).where(
        Application.call_id == call_id,
        Application.organisation_id == organisation_id,
        Application.state.not_in([*UNSENT, ApplicationState.WITHDRAWN]),
    )
    return db.session.scalar(submitted) or 0


def counts_of(call_id: uuid.UUID) -> dict[ApplicationState, int]:
    """Count the applications of a call by state."""
    counts = select(Application.state, func.count()).where(Application.call_id == call_id).group_by(Application.state)
    return dict(db.session.execute(counts).tuples())


def reference_is_taken(call_id: uuid.UUID, reference: str) -> bool:
    """Tell whether a reference is in use in a call."""
    taken = select(Application.id).where(Application.call_id == call_id, Application.reference == reference)
    return db.session.scalar(taken) is not None


def submitted_in(call_id: uuid.UUID) -> list[Application]:
    """Return everything sent in to a call, withdrawn ones too, in the order of submission."""
    return list(db.session.scalars(_sent_in(call_id)))


def page_of_submitted(call_id: uuid.UUID, number: int) -> Page:
    """Return a page of what was sent in to a call, in the order of submission; raise NotFound beyond the last."""
    total = db.session.scalar(_counted(call_id)) or 0
    page = Page(list(db.session.scalars(_sent_in(call_id).offset((number - 1) * PAGE).limit(PAGE))), number, total)
    if not 1 <= number <= page.pages:
        raise NotFound
    return page


def attachments_of(application_id: uuid.UUID) -> list[Attachment]:
    """Return the files of an application in the order in which they came."""
    present = (
        select(Attachment)
        .where(Attachment.application_id == application_id, Attachment.removed_at.is_(None))
        .order_by(Attachment.uploaded_at, Attachment.id)
    )
    return list(db.session.scalars(present))


def receipt_of(application: Application) -> Receipt:
    """Return the receipt of a submitted application; raise NotFound for any other."""
    receipt = db.session.scalar(select(Receipt).where(Receipt.application_id == application.id))
    if receipt is None:
        raise NotFound
    return receipt


def _sent_in(call_id: uuid.UUID) -> Select[Application]:
    return (
        select(Application)
        .where(Application.call_id == call_id, Application.state.not_in(UNSENT))
        .options(joinedload(Application.organisation))
        .order_by(Application.submitted_at, Application.id)
    )


def _counted(call_id: uuid.UUID) -> Select[int]:
    return select(func.count(Application.id)).where(Application.call_id == call_id, Application.state.not_in(UNSENT))
