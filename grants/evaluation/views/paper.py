"""Sheets to print: a member's own, or those of a member for an official who hands them out."""

from uuid import UUID

from flask import Response
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.calls.models import Stage
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden
from grants.evaluation import committees, dockets
from grants.evaluation.applicants import undeclared_applicants
from grants.evaluation.paper import MAX_PAPER, paper_sheets
from grants.evaluation.policies import Standing, enters_sheets, seat_of
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.seats.statement import statement_of
from grants.evaluation.views.blueprints import committee, evaluation
from grants.evaluation.views.sheets import open_item
from grants.evaluation.views.workbooks import scored_call
from grants.web.downloads import handed_out

PDF = "application/pdf"
ON_PAPER = frozenset({Standing.UNDECLARED, Standing.HELD, Standing.TO_SCORE})
"""How an application may stand to a member who says everything on paper."""


@evaluation.get("/calls/<slug>/sheets.pdf")
@signed_in
def paper(slug: str) -> Response:
    """Hand out the sheets that wait for the reader, to be printed."""
    call, person = scored_call(slug), require_person()
    items = dockets.on_paper(person, call, {Standing.TO_SCORE}, MAX_PAPER)
    if not items:
        raise Conflict(_("There are no sheets for you to fill in now."))
    return handed_out(paper_sheets(person, call, items), PDF, f"{call.slug}.pdf")


@evaluation.get("/applications/<uuid:application_id>/sheet.pdf")
@signed_in
def paper_of_one(application_id: UUID) -> Response:
    """Hand out the reader's sheet for one application, to be printed."""
    person = require_person()
    application = open_item(application_id).application
    items = dockets.on_paper(person, application.call, {Standing.TO_SCORE}, 1, only=application)
    if not items:
        raise Conflict(_("There are no sheets for you to fill in now."))
    return handed_out(paper_sheets(person, application.call, items), PDF, f"{application.reference}.pdf")


@committee.get("/<uuid:role_id>/sheets.pdf")
@signed_in
def paper_of(slug: str, role_id: UUID) -> Response:
    """Hand out the sheets of a member to an official, who prints them for somebody without a screen."""
    call = readable_call(slug)
    role = committees.seat_by_id(call.id, role_id)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    rules, member = rules_of(call), role.person
    if call.stage is not Stage.SCORING or not enters_sheets(seat_of(member, call), rules):
        raise Conflict(_("This member has no sheets to fill in now."))
    items = dockets.on_paper(member, call, ON_PAPER, MAX_PAPER)
    if not items:
        raise Conflict(_("This member has no sheets to fill in now."))
    applicants = undeclared_applicants(member, call) if rules.scoring.blind else []
    statement = "" if has_signed(member, call) else statement_of(rules)
    return handed_out(paper_sheets(member, call, items, applicants, statement), PDF, f"{call.slug}.pdf")
