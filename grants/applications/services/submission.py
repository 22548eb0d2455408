"""Send an application in: understood as a whole, numbered, and answered with a receipt."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock, events
from grants.accounts.models import Organisation, OrganisationKind, Person
from grants.applications import notices, queries
from grants.applications.commitments import commitment, new_salt
from grants.applications.confirmations import standings_of, unconfirmed, wanted_parties
from grants.applications.events import ApplicationSubmitted
from grants.applications.form.applicant import Applicant, understand_applicant
from grants.applications.form.parties import LINK
from grants.applications.form.problems import Problem
from grants.applications.form.understood import understand
from grants.applications.likeness import remember_likeness
from grants.applications.models import Application, ApplicationState, Attachment, Party, Receipt, Right
from grants.applications.policies import is_trial
from grants.applications.receipts import content_of_receipt
from grants.applications.references import new_reference
from grants.applications.services.changing import put_away_sent
from grants.applications.services.confirming import ask
from grants.applications.services.locking import lock, require_open, require_right
from grants.applications.services.steps import note
from grants.applications.workflow import WORKFLOW, Action
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Closed, Conflict, Invalid

MAX_NOTED = 100
"""Codes of fields that the evidence of one refusal names."""


class Incomplete(Invalid):
    """Refuse to submit an application that is not ready; `problems` says what is wrong where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_l("The application is not ready yet."))
        self.problems = problems


def submit(*, application: Application, actor: Person) -> Receipt:
    """Send a draft in, or a change of what was sent in, and return its receipt; a second time returns the same one.

    Raise Closed when the request arrived after the deadline, Incomplete when answers are missing or wrong, Conflict
    when the applicant has as many applications in the call as the rules admit, or this one was withdrawn, Forbidden
    without the right to sign.
    """
    call = lock(application)
    require_right(actor, application, Right.SIGN)
    if application.state is ApplicationState.WITHDRAWN:
        raise Conflict(_l("This application was withdrawn and cannot be submitted again."))
    if application.submitted_at is not None and application.change is None:
        return queries.receipt_of(application)
    if application.state is ApplicationState.NOT_SUBMITTED:
        raise Closed(_l("The call has closed, and this application was not submitted."))
    if is_trial(application):
        raise Conflict(_l("This is a trial. Nothing can be submitted before the call is published."))
    require_open(application)
    files = queries.attachments_of(application.id, filled_in=True)
    applicant, answers = _complete(application, files)
    _require_signature(application)
    organisation = _organisation(application, applicant, actor)
    source, number = application.state, 1
    if application.change is not None:
        number = put_away_sent(application).number + 1
    _fix(application, call, applicant, organisation)
    application.answers = answers
    remember_likeness(application, rules_of(call))
    receipt = receipt_for(application, files, number)
    db.session.flush()
    note(application, "application.submitted", actor, source=source, details={"receipt": receipt.commitment})
    events.publish(ApplicationSubmitted(application.id, call.id))
    if wanted_parties(rules_of(call), application.applicant):
        ask(application, actor)
    notices.received(application, receipt)
    return receipt


def _require_signature(application: Application) -> None:
    """Raise Conflict where the rules want a signature first and who signs by a link has not confirmed this content."""
    rules = rules_of(application.call)
    if rules.signature is None or rules.signature.within_working_days:
        return
    if any(standing.way == LINK for standing in unconfirmed(standings_of(application), Party.SIGNATORY)):
        raise Conflict(_l("Whoever signs for the applicant has to confirm first. Ask them on the application's page."))


def record_refusal(*, application: Application, actor: Person, reason: str, fields: Iterable[str] = ()) -> None:
    """Write down that somebody tried to submit and was refused: a code of the reason, and which fields were wrong."""
    codes = list(dict.fromkeys(fields))[:MAX_NOTED]
    note(application, "application.submission_refused", actor, details={"reason": reason, "fields": codes})


def _complete(application: Application, files: list[Attachment]) -> tuple[Applicant, dict[str, Any]]:
    rules = rules_of(application.call)
    typed = application.typed
    form = understand(rules, typed.answers, {file.field for file in files})
    applicant, problems = understand_applicant(rules, typed.title, typed.applicant, form.answers)
    if problems or form.problems:
        raise Incomplete([*problems, *form.problems])
    return applicant, form.answers


def _organisation(application: Application, applicant: Applicant, actor: Person) -> Organisation:
    """Find the applicant among those this person entered before, or enter it.

    What a stranger entered under the same registration number is another row, so it uses up nobody's limit. Without a
    number only the name tells applicants apart, and a name is whatever is typed: for the limit they are one. Two drafts
    of one person cannot slip under it together, because the person's row is held meanwhile.
    """
    kind, number = OrganisationKind(applicant.kind), applicant.registration_number
    wanted = kind, applicant.name, number, applicant.address
    if application.organisation is not None and _identity(application.organisation) == wanted:
        return application.organisation
    most = rules_of(application.call).applicants.max_applications
    if most is not None:
        db.session.execute(select(Person.id).where(Person.id == actor.id).with_for_update(key_share=True))
    entered = queries.entered_by(actor.id, number, application)
    if most is not None and sum(submitted for _entered, submitted in entered) >= most:
        raise _enough(most, number)
    same = (each for each, _submitted in entered if _identity(each) == wanted)
    return next(same, None) or _entered(applicant, actor)


def _identity(organisation: Organisation) -> tuple[OrganisationKind, str, str | None, str]:
    return organisation.kind, organisation.name, organisation.registration_number, organisation.address


def _entered(applicant: Applicant, actor: Person) -> Organisation:
    """Enter an applicant as it is named now: what was submitted before keeps the name and address it came with."""
    organisation = Organisation(
        kind=OrganisationKind(applicant.kind),
        name=applicant.name,
        registration_number=applicant.registration_number,
        address=applicant.address,
        created_by_id=actor.id,
        created_at=clock.now(),
    )
    db.session.add(organisation)
    return organisation


def _enough(most: int, number: str | None) -> Conflict:
    if number:
        return Conflict(
            _l("This applicant has submitted as many applications as the call allows: %(most)s.", most=most)
        )
    return Conflict(
        _l(
            "You have submitted as many applications for applicants without a registration number as the call allows: "
            "%(most)s.",
            most=most,
        )
    )


def _fix(application: Application, call: Call, applicant: Applicant, organisation: Organisation) -> None:
    """Put who applies in the place of what was typed, and the marks of what was sent in."""
    application.version = call.version
    application.organisation = organisation
    application.applicant = applicant.identity
    application.requested = applicant.requested
    application.reference = application.reference or new_reference()
    application.submitted_at = clock.now()
    application.state = WORKFLOW.target(application.state, Action.SUBMIT)


def receipt_for(application: Application, files: list[Attachment], number: int = 1) -> Receipt:
    """Make the receipt of what was just received."""
    salt = new_salt()
    receipt = Receipt(
        application_id=application.id,
        call_id=application.call_id,
        number=number,
        salt=salt,
        commitment=commitment(salt, content_of_receipt(application, files)),
        issued_at=clock.now(),
    )
    db.session.add(receipt)
    return receipt
