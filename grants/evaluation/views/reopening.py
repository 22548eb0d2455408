"""Officials open a submitted sheet again, with a reason; they never see its marks."""

from uuid import UUID

from flask import flash, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.accounts.queries import people_by_id
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.calls.policies import may_assist
from grants.calls.views.answering import Page, answer
from grants.errors import Forbidden, NotFound
from grants.evaluation import queries, services
from grants.evaluation.forms import ReopeningForm
from grants.evaluation.views.blueprints import office_sheets


@office_sheets.route("/applications/<uuid:application_id>/sheets/<uuid:evaluator_id>/reopen", methods=["GET", "POST"])
@signed_in
def reopen(application_id: UUID, evaluator_id: UUID) -> Page:
    """Ask for the reason, then open the sheet again."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    if not may_assist(person, application.call) or queries.stands_aside(person, application):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    evaluator = people_by_id([evaluator_id]).get(evaluator_id)
    sheet = queries.sheet_of(evaluator, application) if evaluator else None
    if evaluator is None or sheet is None:
        raise NotFound
    form = ReopeningForm()

    def act() -> str:
        services.reopen_sheet(application=application, evaluator=evaluator, reason=form.reason.data or "", actor=person)
        flash(_("The sheet is open again, and %(name)s is told.", name=evaluator.name or evaluator.email), "success")
        return url_for("office_applications.application", application_id=application.id)

    shown = {"evaluator": evaluator, "earlier": queries.reopenings_of(sheet)}
    return answer(form, act, "evaluation/sheets/reopen.html", linked=False, application=application, **shown)
