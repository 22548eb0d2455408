"""Hand out the files of applications."""

import uuid

from flask import Response, request

from grants.accounts.current import require_applicant
from grants.applications import queries
from grants.applications.files import hand_out
from grants.applications.views.blueprints import applicants


@applicants.get("/<uuid:application_id>/files/<uuid:attachment_id>")
def file(application_id: uuid.UUID, attachment_id: uuid.UUID) -> Response:
    """Hand out a file to whoever may read the application."""
    application = queries.application_for(application_id, require_applicant())
    return hand_out(queries.attachment_in(application.id, attachment_id), original="original" in request.args)
