"""Officials and auditors take the case file of an application along; each time is on record."""

from uuid import UUID

from flask import Blueprint, Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.awards.casefile.packing import entries_of
from grants.awards.casefile.services import case_file_taken
from grants.awards.casefile.summary import summary_of, summed_up_at
from grants.awards.deliberation.policies import may_read_marks
from grants.awards.deliberation.sealing import are_open
from grants.documents.making import make
from grants.errors import NotFound
from grants.evaluation.offline.zipping import zipped
from grants.web.downloads import handed_out

blueprint = Blueprint("casefile", __name__)


@blueprint.post("/office/applications/<uuid:application_id>/case-file")
@signed_in
def take(application_id: UUID) -> Response:
    """Hand out everything there is about an application, to who may read it as an official."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    entries = entries_of(application, person, clock.now())
    case_file_taken(application=application, actor=person)
    return handed_out(zipped(entries, clock.now()), "application/zip", f"{application.reference}.zip")


@blueprint.get("/office/applications/<uuid:application_id>/score-summary.pdf")
@signed_in
def summary(application_id: UUID) -> Response:
    """Hand out the score summary of an application, once its marks are open: the same bytes until something changes."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    if not (are_open(application.call) and may_read_marks(person, application)):
        raise NotFound
    file = make("pdf", summary_of(application, person), at=summed_up_at(application))
    return handed_out(file, "application/pdf", f"{application.reference}-summary.pdf")
