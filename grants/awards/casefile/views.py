"""Officials and auditors take the case file of an application along; each time is on record."""

from uuid import UUID

from flask import Blueprint, Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.awards.casefile.packing import entries_of
from grants.awards.casefile.services import case_file_taken
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
