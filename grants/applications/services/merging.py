"""Two accounts that entered one registration number: noticed, and made one applicant by an official."""

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.models import Application
from grants.applications.services.steps import note
from grants.calls import services as calls
from grants.db import db
from grants.errors import Conflict


def merge_applicants(*, application: Application, actor: Person) -> int:
    """Make everybody who entered the same registration number in this call one applicant; return how many were merged.

    Each application keeps the name and address it came with. A second time merges nothing. Raise Conflict for an
    applicant without a number.
    """
    calls.lock(application.call_id, exclusive=True)
    if application.organisation is None or not application.organisation.registration_number:
        raise Conflict(_("Applicants without a registration number cannot be told to be the same."))
    others = queries.same_number(application)
    for other in others:
        other.organisation_id = application.organisation_id
        db.session.flush()
        note(other, "application.applicant_merged", actor, details={"into": application.id})
    return len(others)
