"""An official types in a sheet that a member filled in on paper."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.evaluation import dockets, labels
from grants.evaluation.applicants import undeclared_applicants
from grants.evaluation.entering import services
from grants.evaluation.entering.forms import PaperForm
from grants.evaluation.entering.policies import may_enter
from grants.evaluation.entering.queries import Writer, writers_for
from grants.evaluation.marks import WrongMark, offered, read_marks
from grants.evaluation.models import Sheet
from grants.evaluation.paper import paper_sheets
from grants.evaluation.policies import is_evaluator
from grants.evaluation.queries import declaration_of
from grants.evaluation.seats.statement import statement_of
from grants.evaluation.typed import SheetForm
from grants.evaluation.views.blueprints import office_sheets
from grants.evaluation.views.paper import ON_PAPER, PDF
from grants.web.downloads import handed_out

Page = str | Response | tuple[str, int]


@office_sheets.get("/applications/<uuid:application_id>/sheets/paper")
@signed_in
def papers(application_id: UUID) -> Page:
    """Let the official choose whose sheet it is; who has not declared yet is led there first."""
    application, person = _assisted(application_id), require_person()
    if declaration_of(person, application) is None and may_enter(person, application):
        return redirect(url_for("interests.declare", slug=application.call.slug), 303)
    services.require_entering(application, person)
    return render_template("evaluation/entering/choose.html", application=application, writers=writers_for(application))


@office_sheets.get("/applications/<uuid:application_id>/sheets/<uuid:writer_id>/sheet.pdf")
@signed_in
def blank(application_id: UUID, writer_id: UUID) -> FlaskResponse:
    """Hand out the sheet of a member for one application, to be printed and filled in with a pen."""
    application = _assisted(application_id)
    services.require_entering(application, require_person())
    writer = next((each for each in writers_for(application) if each.member.id == writer_id), None)
    if writer is None:
        raise NotFound
    call, member = application.call, writer.member
    items = dockets.on_paper(member, call, ON_PAPER, 1, only=application)
    applicants = undeclared_applicants(member, call) if writer.declares and rules_of(call).scoring.blind else []
    statement = statement_of(rules_of(call)) if writer.signs else ""
    printed = paper_sheets(member, call, items, applicants, statement)
    return handed_out(printed, PDF, f"{application.reference}.pdf")


@office_sheets.route("/applications/<uuid:application_id>/sheets/<uuid:writer_id>/paper", methods=["GET", "POST"])
@signed_in
def enter(application_id: UUID, writer_id: UUID) -> Page:
    """Show the criteria to be filled in as on the paper, then submit the sheet for the member."""
    application = _assisted(application_id)
    member = people_by_id([writer_id]).get(writer_id)
    if member is None or not is_evaluator(member, application.call):
        raise NotFound
    services.require_entering(application, require_person())
    if request.method == "GET":
        writer = services.writer_of(application, member)
        return _page(application, writer, PaperForm.of(writer), SheetForm())
    writer = _writer(application, member)
    form = PaperForm.of(writer)
    sent, valid = SheetForm.sent(rules_of(application.call).criteria, request.form), form.validate()
    wrong = _wrong(application, sent)
    if wrong or not valid:
        return _page(application, writer, form, sent, wrong), Invalid.status
    try:
        _store(application, writer, form, sent)
    except Invalid as error:  # what the member had said in the service was taken back meanwhile
        form.form_errors.append(str(error.message))
        return _page(application, writer, form, sent), error.status
    except Conflict as error:
        return _page(application, writer, form, sent, refusal=str(error.message)), error.status
    flash(_("The sheet is typed in, and %(name)s is told.", name=member.name or member.email), "success")
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


def _assisted(application_id: UUID) -> Application:
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return application


def _writer(application: Application, member: Person) -> Writer:
    """Return what the paper of a member has to hold; of whom nothing can be typed in, no more than the marks."""
    known = next((each for each in writers_for(application) if each.member.id == member.id), None)
    return known or Writer(member, 0, declares=False, signs=False)


def _wrong(application: Application, sent: SheetForm) -> Mapping[str, WrongMark]:
    return read_marks(rules_of(application.call).criteria, sent.marks, sent.comments, complete=True).wrong


def _store(application: Application, writer: Writer, form: PaperForm, sent: SheetForm) -> Sheet:
    statement = statement_of(rules_of(application.call)) if form.has_ticked("signed") else ""
    paper = services.Paper(
        received_on=form.received_on.data,
        kept_at=form.kept_at.data or "",
        declares=form.has_ticked("declares"),
        statement=statement,
        scan=form.scan.uploaded,
    )
    return services.enter_sheet(
        application=application,
        member=writer.member,
        marks=sent.marks,
        comments=sent.comments,
        paper=paper,
        actor=require_person(),
    )


def _page(
    application: Application,
    writer: Writer,
    form: PaperForm,
    sheet: SheetForm,
    wrong: Mapping[str, WrongMark] | None = None,
    *,
    refusal: str = "",
) -> str:
    rules = rules_of(application.call)
    return render_template(
        "evaluation/entering/page.html",
        application=application,
        call=application.call,
        rules=rules,
        member=writer.member,
        form=form,
        sheet=sheet.shown,
        chosen=read_marks(rules.criteria, sheet.marks, {}, complete=False).marks,
        scales={criterion.code: offered(criterion) for criterion in rules.criteria},
        wrong=wrong or {},
        labels=labels,
        statement=statement_of(rules) if writer.signs else "",
        refusal=refusal,
    )
