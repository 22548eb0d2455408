"""Officials write down that the report on an awarded project was accepted."""

from uuid import UUID

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.awards.forms import ReportForm
from grants.awards.reports import accept_report, report_on
from grants.calls.policies import may_assist
from grants.calls.views.answering import Page, answer
from grants.errors import Forbidden

blueprint = Blueprint("reports", __name__)


@blueprint.route("/office/applications/<uuid:application_id>/report", methods=["GET", "POST"])
@signed_in
def accept(application_id: UUID) -> Page:
    """Write down when the report on an awarded project was accepted."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    accepted = report_on(application)
    form = ReportForm(data={"accepted_on": accepted.accepted_on if accepted else None})

    def act() -> str:
        accept_report(application=application, accepted_on=form.accepted_on.data, actor=person)
        flash(_("Written down: the report is accepted."), "success")
        return url_for("office_applications.application", application_id=application.id)

    return answer(form, act, "awards/office/report.html", linked=False, application=application)
