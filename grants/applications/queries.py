"""What pages and stages read about applications; each function is a constant number of statements."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Select, Uuid, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, defer, joinedload, lazyload, selectinload

from grants import clock
from grants.accounts.models import Organisation, Person
from grants.applications.models import (
    Application,
    ApplicationMember,
    ApplicationState,
    Attachment,
    Confirmation,
    Copy,
    Enclosure,
    Extension,
    PartialUpload,
    Receipt,
)
from grants.applications.policies import UNSENT, is_call_sealed, may_read
from grants.applications.stretches import ORDER
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.queries import kept_keys as kept_by_calls
from grants.db import db
from grants.errors import NotFound
from grants.web.slots import PERSON

MAX_OWN = 200
MAX_SHOWN = 20
"""Drafts shown by their applicants on the page of a call."""
MAX_EXTENSIONS = 200
"""How many decisions for one applicant a call may have."""

MEMBERS = (
    # Not joined: a statement that waits for the lock of the application would read them as they were before it.
    selectinload(Application.memberships)
    .joinedload(ApplicationMember.person, innerjoin=True)
    .options(lazyload(Person.roles))
)
"""Everybody who was ever invited to an application, beside the application."""
WHOLE = (
    select(Application)
    .where(Application.id == bindparam("application_id"))
    .options(joinedload(Application.organisation), MEMBERS)
)
"""An application with its applicant and everybody who was ever invited, by `application_id`."""
WITH_CALL = WHOLE.options(joinedload(Application.call))
_OWN = (
    select(Application)
    .join(ApplicationMember, ApplicationMember.application_id == Application.id)
    .join(Call, Call.id == Application.call_id)
    .where(ApplicationMember.person_id == PERSON, ApplicationMember.works)
    .options(contains_eager(Application.call), joinedload(Application.organisation))
    .order_by(Application.created_at.desc(), Application.id)
    .limit(MAX_OWN)
)


def application_for(application_id: uuid.UUID, person: Person, may: Callable[..., bool] = may_read) -> Application:
    """Return an application with its call and members; raise NotFound unless the person may do so much as this."""
    application = db.session.scalars(WITH_CALL, {"application_id": application_id}).unique().one_or_none()
    if application is None or not may(person, application):
        raise NotFound
    return application


def shown_drafts(call_id: uuid.UUID) -> list[Application]:
    """Return the drafts of a call that their applicants show to its officials now, at most MAX_SHOWN."""
    shown = select(Application).where(
        Application.call_id == call_id,
        Application.state == ApplicationState.DRAFT,
        Application.shown_until > clock.now(),
    )
    return list(db.session.scalars(shown.order_by(Application.shown_until, Application.id).limit(MAX_SHOWN)))


def copies_of(application_id: uuid.UUID) -> list[Copy]:
    """Return the files that keep an application as it stood at the deadline."""
    return list(db.session.scalars(select(Copy).where(Copy.application_id == application_id).order_by(Copy.kind)))


def applications_of(person: Person, call_id: uuid.UUID | None = None) -> list[Application]:
    """Return the applications a person works on, everywhere or in a call, the newest first; at most MAX_OWN."""
    own = _OWN if call_id is None else _OWN.where(Application.call_id == call_id)
    return list(db.session.scalars(own, {"person_id": person.id}))


def untouched_draft(call_id: uuid.UUID, person_id: uuid.UUID) -> Application | None:
    """Return a draft that a person has begun in a call and never saved."""
    untouched = select(Application).where(
        Application.call_id == call_id,
        Application.created_by_id == person_id,
        Application.state == ApplicationState.DRAFT,
        Application.revision == 1,
    )
    return db.session.scalars(untouched.limit(1)).first()


def count_drafts(call_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """Count the drafts a person works on in a call."""
    drafts = (
        select(func.count())
        .select_from(ApplicationMember)
        .join(Application)
        .where(
            ApplicationMember.person_id == person_id,
            ApplicationMember.works,
            Application.call_id == call_id,
            Application.state == ApplicationState.DRAFT,
        )
    )
    return db.session.scalar(drafts) or 0


def entered_by(
    person_id: uuid.UUID, registration_number: str | None, application: Application
) -> list[tuple[Organisation, int]]:
    """Return the applicants a person has entered under a registration number, or without any, the oldest first.

    Each comes with how many other applications it has submitted in the call of this one and not withdrawn; one
    statement.
    """
    submitted = (
        select(func.count(Application.id))
        .where(
            Application.call_id == application.call_id,
            Application.id != application.id,
            Application.organisation_id == Organisation.id,
            Application.state.not_in([*UNSENT, ApplicationState.WITHDRAWN]),
        )
        .correlate(Organisation)
        .scalar_subquery()
    )
    entered = (
        select(Organisation, submitted)
        .where(
            Organisation.created_by_id == person_id,
            Organisation.registration_number.is_not_distinct_from(registration_number),
        )
        .order_by(Organisation.created_at, Organisation.id)
    )
    return [(organisation, count) for organisation, count in db.session.execute(entered)]


def counts_of(call_id: uuid.UUID) -> dict[ApplicationState, int]:
    """Count the applications of a call by state."""
    counts = select(Application.state, func.count()).where(Application.call_id == call_id).group_by(Application.state)
    return dict(db.session.execute(counts).all())


def submitted_in(call_id: uuid.UUID, *, content: bool = True) -> list[Application]:
    """Return everything sent in to a call, withdrawn ones too, in the order of submission; without answers if asked."""
    options = [] if content else [defer(Application.answers, raiseload=True)]
    return list(db.session.scalars(_sent_in(call_id).options(*options).order_by(*ORDER)))


def submitted_with(call_id: uuid.UUID, reference: str) -> Application | None:
    """Return what was sent in to a call under a reference."""
    return db.session.scalar(_sent_in(call_id).where(Application.reference == reference))


def references_by_id(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the references of those applications that were sent in, by their ids."""
    rows = db.session.execute(
        select(Application.id, Application.reference).where(Application.id.in_(ids), Application.reference.is_not(None))
    )
    return {id_: reference for id_, reference in rows if reference}


def unreadable_among(_person: Person, call_id: uuid.UUID, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of some applications of a call no official reads: drafts, and everything while it is sealed."""
    if is_call_sealed(db.session.get_one(Call, call_id)):
        return set(ids)
    unsent = select(Application.id).where(Application.id.in_(ids), Application.state.in_(UNSENT))
    return set(db.session.scalars(unsent))


def extended_until(call: Call, email: str) -> datetime | None:
    """Return until when a decision lets somebody submit in a call, known by their address."""
    latest = select(func.max(Extension.until)).where(Extension.call_id == call.id, Extension.email == email)
    return db.session.scalar(latest)


def has_more_time(person: Person, call: Call) -> bool:
    """Tell whether a decision lets somebody apply after the deadline, now."""
    now = clock.now()
    if call.extended_until is None or now >= call.extended_until or call.phase_at(now) is not Phase.CLOSED:
        return False
    until = extended_until(call, person.email)
    return until is not None and now < until


def extensions_of(call: Call) -> list[Extension]:
    """Return the decisions that moved the deadline of a call for one applicant, the oldest first."""
    query = select(Extension).where(Extension.call_id == call.id).order_by(Extension.decided_at, Extension.id)
    return list(db.session.scalars(query.limit(MAX_EXTENSIONS)))


def attachments_of(application_id: uuid.UUID, *, filled_in: bool = False) -> list[Attachment]:
    """Return the files of an application in the order in which they came: those sent in, or of what is filled in."""
    return list(db.session.scalars(_FILLED_IN if filled_in else _SENT_IN, {"applications": [application_id]}))


def attachments_in(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Attachment]]:
    """Return the files that each of some applications was sent in with, in the order in which they came."""
    files: dict[uuid.UUID, list[Attachment]] = defaultdict(list)
    for file in db.session.scalars(_SENT_IN, {"applications": list(application_ids)}):
        files[file.application_id].append(file)
    return files


def _present(other: InstrumentedAttribute[bool]) -> Select[Attachment]:
    """Return the query of files that stand in some applications without others; built once, pages ask it often."""
    asked = Attachment.application_id.in_(bindparam("applications", type_=Uuid(), expanding=True))
    present = select(Attachment).where(asked, Attachment.removed_at.is_(None), other.is_(False))
    return present.order_by(Attachment.uploaded_at, Attachment.id)


_SENT_IN, _FILLED_IN = _present(Attachment.is_added), _present(Attachment.is_dropped)


def files_in(applications: Select[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """Return which questions files answer in each of some applications, as they were sent in; one statement."""
    present = select(Attachment.application_id, Attachment.field).where(
        Attachment.application_id.in_(applications), Attachment.removed_at.is_(None), Attachment.is_added.is_(False)
    )
    files: dict[uuid.UUID, set[str]] = defaultdict(set)
    for application_id, field in db.session.execute(present):
        files[application_id].add(field)
    return files


def attachment_in(application_id: uuid.UUID, attachment_id: uuid.UUID) -> Attachment:
    """Return a file of an application; raise NotFound if it has none of this id, or no longer."""
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.application_id != application_id or found.removed_at is not None:
        raise NotFound
    return found


def partial_upload(application: Application, person: Person, upload_id: uuid.UUID) -> PartialUpload:
    """Return what somebody is sending to an application in parts; raise NotFound, for what others send too."""
    found = db.session.get(PartialUpload, upload_id)
    if found is None or (found.application_id, found.person_id) != (application.id, person.id):
        raise NotFound
    return found


def kept_keys(keys: Collection[str]) -> set[str]:
    """Return which of some storage keys belong to a file of an application or beside it, or of a call."""
    present = select(Attachment.storage_key).where(Attachment.storage_key.in_(keys), Attachment.removed_at.is_(None))
    shown = select(Attachment.shown_key).where(Attachment.shown_key.in_(keys), Attachment.removed_at.is_(None))
    copied = select(Copy.storage_key).where(Copy.storage_key.in_(keys))
    beside = select(Enclosure.storage_key).where(Enclosure.storage_key.in_(keys))
    return {*db.session.scalars(present.union(shown, copied, beside))} | kept_by_calls(keys)


def receipt_of(application: Application) -> Receipt:
    """Return the receipt of a submitted application that counts; raise NotFound for any other."""
    counts = select(Receipt).where(Receipt.application_id == application.id, Receipt.replaced_at.is_(None))
    receipt = db.session.scalar(counts)
    if receipt is None:
        raise NotFound
    return receipt


def count_asked(application_id: uuid.UUID) -> int:
    """Count how often somebody was asked to confirm an application."""
    asked = select(func.count()).select_from(Confirmation).where(Confirmation.application_id == application_id)
    return db.session.scalar(asked) or 0


def same_number(application: Application) -> list[Application]:
    """Return what other accounts sent in to the same call under the registration number of an applicant."""
    organisation = application.organisation
    if organisation is None or not organisation.registration_number:
        return []
    others = (
        select(Application)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(
            Application.call_id == application.call_id,
            Application.submitted_at.is_not(None),
            Application.organisation_id != application.organisation_id,
            Organisation.registration_number == organisation.registration_number,
        )
    )
    return list(db.session.scalars(others.order_by(Application.submitted_at, Application.id)))


def commitments_in(call_id: uuid.UUID) -> list[str]:
    """Return the commitments of the receipts in a call that count."""
    counting = select(Receipt.commitment).where(Receipt.call_id == call_id, Receipt.replaced_at.is_(None))
    return list(db.session.scalars(counting))


def receipts_of(application: Application) -> list[Receipt]:
    """Return every receipt of an application, the latest first."""
    query = select(Receipt).where(Receipt.application_id == application.id).order_by(Receipt.number.desc())
    return list(db.session.scalars(query))


def _sent_in(call_id: uuid.UUID) -> Select[Application]:
    return (
        select(Application)
        .where(Application.call_id == call_id, Application.submitted_at.is_not(None))
        .options(joinedload(Application.organisation))
    )
