"""Somebody who has not scored an application evaluates it anew."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.queries import attachments_of
from grants.applications.redactions import for_evaluators
from grants.awards.contests import services
from grants.awards.contests.models import Complaint, FreshSheet
from grants.awards.contests.queries import barred_from, complaint_by_id, fresh_sheet_of
from grants.awards.contests.views import blueprint
from grants.calls.queries import rules_of
from grants.errors import Invalid, NotFound
from grants.evaluation import labels
from grants.evaluation.marks import offered, read_marks
from grants.evaluation.policies import is_own
from grants.evaluation.typed import SheetForm


@blueprint.route("/evaluation/complaints/<uuid:complaint_id>", methods=["GET", "POST"])
@signed_in
def evaluate(complaint_id: UUID) -> str | Answer | tuple[str, int]:
    """Show the application beside the marks to give, and take them, or the word that there is a conflict."""
    complaint, fresh = _asked(complaint_id)
    person, criteria = require_person(), rules_of(complaint.application.call).criteria
    form = SheetForm(dict(fresh.marks), dict(fresh.comments))
    if request.method == "GET":
        return _page(complaint, fresh, form)
    if "decline" in request.form:
        services.decline(complaint=complaint, actor=person)
        flash(_("Your conflict of interest is recorded. Somebody else evaluates the application."))
        return redirect(url_for("accounts.home"), 303)
    form = SheetForm.sent(criteria, request.form)
    if "impartial" not in request.form:
        return _page(complaint, fresh, form, _("Say that you have no conflict of interest with this application.")), 422
    try:
        services.submit_fresh(complaint=complaint, marks=form.marks, comments=form.comments, actor=person)
    except Invalid as invalid:
        return _page(complaint, fresh, form, str(invalid.message)), 422
    flash(_("Your marks are sent."), "success")
    return redirect(url_for("contests.evaluate", complaint_id=complaint.id), 303)


@blueprint.get("/evaluation/complaints/<uuid:complaint_id>/files/<uuid:file_id>")
@signed_in
def evaluated_file(complaint_id: UUID, file_id: UUID) -> Response:
    """Hand out a file of the application to who evaluates it anew, under the name they see."""
    complaint, _fresh = _asked(complaint_id)
    content = for_evaluators(complaint.application)
    shown = {file.id for part in content.parts for one in part.answers if one.kind == "files" for file in one.value}
    file = next((one for one in attachments_of(complaint.application_id) if one.id == file_id), None)
    if file is None or file.id not in shown:
        raise NotFound
    return hand_out(file, name=content.name_of(file))


def _asked(complaint_id: UUID) -> tuple[Complaint, FreshSheet]:
    """Return what the reader was asked to evaluate; raise NotFound for others, and once they are in conflict."""
    person, complaint = require_person(), complaint_by_id(complaint_id)
    fresh = fresh_sheet_of(complaint, person)
    waits = fresh.submitted_at is None and not complaint.concluded_at
    if fresh.declined_at is not None or is_own(person, complaint.application):
        raise NotFound
    if waits and barred_from(complaint, [person.id]):
        raise NotFound
    return complaint, fresh


def _page(complaint: Complaint, fresh: FreshSheet, form: SheetForm, problem: str = "") -> str:
    application, rules = complaint.application, rules_of(complaint.application.call)
    marked = read_marks(rules.criteria, form.marks, form.comments, complete=bool(problem))
    return render_template(
        "awards/contests/evaluate.html",
        complaint=complaint,
        fresh=fresh,
        application=application,
        call=application.call,
        rules=rules,
        content=for_evaluators(application, files_at=f"/evaluation/complaints/{complaint.id}/files/"),
        form=form.shown,
        chosen=marked.marks,
        wrong=marked.wrong if problem else {},
        problem=problem,
        scales={criterion.code: offered(criterion) for criterion in rules.criteria},
        labels=labels,
    )
