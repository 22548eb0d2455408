"""Officials draft the contract on an award and take the draft along."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.awards.contracts import services
from grants.awards.contracts.papers import last_paper_on
from grants.awards.contracts.queries import contract_on
from grants.awards.letters.names import file_name
from grants.awards.stakes import require_none_of_own
from grants.db import release
from grants.documents.frozen import thaw
from grants.documents.making import make
from grants.errors import NotFound
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out

blueprint = Blueprint("contracts", __name__)


@blueprint.post("/office/applications/<uuid:application_id>/contract")
@signed_in
def draft(application_id: UUID) -> Answer:
    """Draft the contract on the award; a second click leads to the same page."""
    application = _application(application_id)
    contract = services.draft(application=application, actor=require_person())
    flash(_("The contract No. %(number)s is drafted.", number=contract.number), "success")
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


@blueprint.post("/office/applications/<uuid:application_id>/contract/send")
@signed_in
def send(application_id: UUID) -> Answer:
    """Send the draft to who works on the application; a second click leads to the same page."""
    application = _application(application_id)
    paper = last_paper_on(application)
    release()
    contract = services.send_draft(application=application, paper=paper, actor=require_person())
    flash(_("The draft No. %(number)s is on its way to the applicant.", number=contract.number), "success")
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


@blueprint.get("/office/applications/<uuid:application_id>/contract.<any(pdf, docx):kind>")
@signed_in
def file(application_id: UUID, kind: str) -> Response:
    """Hand out the last draft, or a courtesy copy of it in another language: the same bytes each time."""
    contract = contract_on(_application(application_id))
    language = request.args.get("language", contract.language)
    if language not in contract.contents:
        raise NotFound
    made = make(kind, thaw(contract.contents[language]), at=contract.drafted_at)
    return handed_out(made, MEDIA_TYPES[kind], f"{file_name(contract.number)}-{language}.{kind}")


def _application(application_id: UUID) -> Application:
    application = application_for(application_id, require_person(), may_read_officially)
    require_none_of_own(application.call, require_person())
    return application
