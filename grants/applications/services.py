"""What people do with applications: start, fill in, attach, submit, withdraw. Each is one transaction of the caller."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from grants import clock, events
from grants.accounts.models import Organisation, OrganisationKind, Person
from grants.applications import notices, queries
from grants.applications.commitments import commitment, new_salt, received_content
from grants.applications.events import ApplicationSubmitted, ApplicationWithdrawn
from grants.applications.form.applicant import Applicant, understand_applicant
from grants.applications.form.problems import Problem
from grants.applications.form.understood import understand
from grants.applications.models import Application, ApplicationMember, ApplicationState, Attachment, Receipt, Right
from grants.applications.references import new_reference
from grants.applications.workflow import WORKFLOW, Action
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Closed, Conflict, Invalid, Stale
from grants.journal.services import record
from grants.storage import Stored

MAX_DRAFTS = 10
"""Drafts one person may have in one call."""
MAX_FILES = 50
"""Files one application may hold."""


class Incomplete(Invalid):
    """Refuse to submit an application that is not ready; `problems` says what is wrong where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_l("The application is not ready yet."))
        self.problems = problems


def start(*, call: Call, actor: Person) -> Application:
    """Begin a draft in an open call; raise Closed when it is not open, Conflict beyond MAX_DRAFTS."""
    _require_open(call)
    if queries.count_drafts(call.id, actor.id) >= MAX_DRAFTS:
        raise Conflict(_l("You have %(count)s drafts in this call already. Go on with one of them.", count=MAX_DRAFTS))
    now = clock.now()
    application = Application(
        call_id=call.id, call=call, version=call.version, created_by_id=actor.id, created_at=now, saved_at=now
    )
    application.members.append(ApplicationMember(person_id=actor.id, right=Right.SIGN, leads=True, added_at=now))
    db.session.add(application)
    db.session.flush()
    record(action="application.started", subject=application, actor=actor, call_id=call.id, target="draft")
    return application


def save(
    *,
    application: Application,
    revision: int,
    answers: Mapping[str, Any] | None = None,
    applicant: Mapping[str, str] | None = None,
    title: str | None = None,
) -> None:
    """Keep what was typed, as it was typed; parts that are not given stay. Saving is no matter for the journal.

    Raise Closed after the deadline and Stale when somebody saved meanwhile, so that no text is overwritten unseen.
    """
    calls.lock(application.call_id, exclusive=False)
    _lock(application)
    _require_open(application.call)
    if application.state is not ApplicationState.DRAFT:
        raise Conflict(_l("This application was submitted and cannot be changed any more."))
    if application.revision != revision:
        raise Stale(_l("Somebody saved this application meanwhile, perhaps you in another tab."))
    if answers is not None:
        application.answers = {**application.answers, **answers}
    if applicant is not None:
        application.applicant = dict(applicant)
    if title is not None:
        application.title = title[:500]
    application.revision += 1
    application.saved_at = clock.now()
    application.version = application.call.version
    db.session.flush()


def submit(*, application: Application, actor: Person) -> Receipt:
    """Send a draft in and return its receipt; a second time returns the same receipt.

    Raise Closed when the request arrived after the deadline, Incomplete when answers are missing or wrong.
    """
    call = calls.lock(application.call_id, exclusive=False)
    _lock(application)
    if application.state is ApplicationState.SUBMITTED:
        return queries.receipt_of(application)
    target = WORKFLOW.target(application.state, Action.SUBMIT)
    _require_open(call)
    applicant, answers = _complete(application)
    organisation = _organisation(applicant, actor)
    _require_within_limit(application, organisation)
    application.version = call.version
    application.organisation = organisation
    application.requested = applicant.requested
    application.answers = dict(answers)
    application.reference = _unused_reference(call.id)
    application.submitted_at = clock.now()
    source, application.state = application.state, target
    receipt = _receipt(application)
    db.session.add(receipt)
    db.session.flush()
    _record(application, "application.submitted", actor, source, {"receipt": receipt.commitment})
    events.publish(ApplicationSubmitted(application.id, call.id))
    notices.received(application, receipt)
    return receipt


def withdraw(*, application: Application, actor: Person) -> None:
    """Take an application back; raise Conflict when it has been decided. A second time does nothing."""
    call = calls.lock(application.call_id, exclusive=False)
    _lock(application)
    if application.state is ApplicationState.WITHDRAWN:
        return
    if call.stage in (Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED):
        raise Conflict(_l("The call has been decided, so the application cannot be withdrawn any more."))
    move(application=application, action=Action.WITHDRAW, actor=actor)
    events.publish(ApplicationWithdrawn(application.id, call.id))
    notices.withdrawn(application)


def move(*, application: Application, action: Action, actor: Person | None) -> None:
    """Take an application one step along its workflow and write it down; raise Conflict when the step is not there."""
    source, target = application.state, WORKFLOW.target(application.state, action)
    application.state = target
    if target is ApplicationState.WITHDRAWN:
        application.withdrawn_at = clock.now()
    db.session.flush()
    _record(application, f"application.{target.value}", actor, source)


def attach(
    *, application: Application, actor: Person, field: str, name: str, media_type: str, stored: Stored
) -> Attachment:
    """Add a stored file to a draft; raise Closed after the deadline, Conflict beyond MAX_FILES."""
    _require_draft(application)
    if len(queries.attachments_of(application.id)) >= MAX_FILES:
        raise Conflict(_l("An application holds at most %(count)s files. Remove one first.", count=MAX_FILES))
    attachment = Attachment(
        application_id=application.id,
        field=field,
        name=name[:255],
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        uploaded_by_id=actor.id,
        uploaded_at=clock.now(),
    )
    db.session.add(attachment)
    db.session.flush()
    _record(
        application, "application.file_attached", actor, application.state, {"field": field, "sha256": stored.sha256}
    )
    return attachment


def detach(*, application: Application, attachment: Attachment, actor: Person) -> None:
    """Remove a file from a draft; its bytes go with the next sweep."""
    _require_draft(application)
    attachment.removed_at = clock.now()
    db.session.flush()
    details = {"field": attachment.field, "sha256": attachment.sha256}
    _record(application, "application.file_removed", actor, application.state, details)


def _require_open(call: Call) -> None:
    if call.phase_at(clock.now()) is not Phase.OPEN:
        raise Closed(_l("The call is not open: applications are taken between its opening and its deadline."))


def _require_draft(application: Application) -> None:
    calls.lock(application.call_id, exclusive=False)
    _lock(application)
    _require_open(application.call)
    if application.state is not ApplicationState.DRAFT:
        raise Conflict(_l("This application was submitted and cannot be changed any more."))


def _lock(application: Application) -> None:
    """Read the row again under a lock, so that two requests cannot act on the same state."""
    db.session.refresh(application, with_for_update=True, attribute_names=["state", "revision", "answers", "version"])


def _complete(application: Application) -> tuple[Applicant, dict[str, Any]]:
    rules = rules_of(application.call)
    files = {attachment.field for attachment in queries.attachments_of(application.id)}
    form = understand(rules, application.answers, files)
    applicant, problems = understand_applicant(rules, application.title, application.applicant, form.answers)
    if problems or form.problems:
        raise Incomplete([*problems, *form.problems])
    return applicant, form.answers


def _organisation(applicant: Applicant, actor: Person) -> Organisation:
    """Find the applicant among those this person entered before, or enter it.

    What a stranger entered under the same registration number is another row, so it uses up nobody's limit.
    """
    same = select(Organisation).where(
        Organisation.created_by_id == actor.id,
        Organisation.kind == OrganisationKind(applicant.kind),
        Organisation.registration_number == applicant.registration_number
        if applicant.registration_number
        else func.lower(Organisation.name) == applicant.name.lower(),
    )
    found = db.session.scalars(same.order_by(Organisation.created_at, Organisation.id).limit(1)).first()
    organisation = found or Organisation(
        kind=OrganisationKind(applicant.kind),
        name=applicant.name,
        registration_number=applicant.registration_number,
        created_by_id=actor.id,
        created_at=clock.now(),
    )
    organisation.name, organisation.address = applicant.name, applicant.address
    db.session.add(organisation)
    db.session.flush()
    return organisation


def _require_within_limit(application: Application, organisation: Organisation) -> None:
    most = rules_of(application.call).applicants.max_applications
    if most is not None and queries.count_submitted_by(application.call_id, organisation.id) >= most:
        raise Conflict(
            _l("One applicant may submit %(most)s applications in this call, and that many are in.", most=most)
        )


def _unused_reference(call_id: uuid.UUID) -> str:
    """Draw references until one is free in the call; two draws in a row hardly ever meet."""
    while queries.reference_is_taken(call_id, reference := new_reference()):
        continue
    return reference


def _receipt(application: Application) -> Receipt:
    salt = new_salt()
    content = receipt_content(application)
    return Receipt(
        application_id=application.id,
        call_id=application.call_id,
        salt=salt,
        commitment=commitment(salt, content),
        issued_at=_time_of(application),
    )


def receipt_content(application: Application) -> dict[str, Any]:
    """Return what the receipt of a submitted application commits to."""
    files = {f"{file.field}/{file.name}": file.sha256 for file in queries.attachments_of(application.id)}
    return received_content(
        reference=application.reference or "",
        submitted_at=_time_of(application),
        title=application.title,
        applicant=application.applicant,
        answers=application.answers,
        requested=_sum(application.requested),
        files=files,
    )


def _time_of(application: Application) -> datetime:
    if application.submitted_at is None:
        raise Conflict("a draft has no receipt")
    return application.submitted_at


def _sum(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _record(
    application: Application,
    action: str,
    actor: Person | None,
    source: ApplicationState,
    details: dict[str, Any] | None = None,
) -> None:
    record(
        action=action,
        subject=application,
        actor=actor,
        call_id=application.call_id,
        source=source.value,
        target=application.state.value,
        details=details,
    )
