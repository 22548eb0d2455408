"""What officials take to a meeting on one page of the office, each file made for its reader when it is asked for."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template
from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.awards.handouts.council import council_draft
from grants.awards.handouts.decided import decisions_in
from grants.awards.handouts.judged import marks_of, ranking_of
from grants.awards.handouts.policies import Handout, handouts_for
from grants.awards.handouts.received import budgets_of, contacts_of
from grants.awards.handouts.services import contacts_taken
from grants.calls.models import Call
from grants.calls.views.office import managed_call, readable_call
from grants.documents.making import make
from grants.documents.tables import Sheet, to_tables
from grants.errors import NotFound
from grants.filetypes import MEDIA_TYPES, XLSX
from grants.web.downloads import handed_out

blueprint = Blueprint("handouts", __name__, url_prefix="/office/calls/<slug>/handouts")

_MADE: dict[Handout, Callable[[Call, Person], list[Sheet]]] = {
    Handout.RANKING: ranking_of,
    Handout.MARKS: marks_of,
    Handout.BUDGETS: budgets_of,
    Handout.DECISIONS: decisions_in,
    Handout.CONTACTS: contacts_of,
}
_WORDS = {
    Handout.RANKING: (_l("Ranking"), _l("Every application with its points, outcome, sum and reasons.")),
    Handout.MARKS: (_l("Marks"), _l("Every sheet with its marks, a row for each.")),
    Handout.BUDGETS: (_l("Budgets"), _l("Every line of every budget.")),
    Handout.DECISIONS: (
        _l("Decisions"),
        _l("Number, outcome, sum and reasons of every decision, all names with them."),
    ),
    Handout.COUNCIL: (
        _l("Draft decision of the council"),
        _l("With its table: applicant, project, points, outcome, sum and reasons of every application."),
    ),
    Handout.CONTACTS: (
        _l("Contacts"),
        _l("Who works on each application, with addresses. That you take it is on record."),
    ),
}


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show which files there are for the reader now."""
    call = readable_call(slug)
    offered = [(one, *_WORDS[one]) for one in handouts_for(require_person(), call)]
    return render_template("awards/handouts/page.html", call=call, offered=offered)


@blueprint.get("/<any(ranking, marks, budgets, decisions):kind>.xlsx")
@signed_in
def download(slug: str, kind: str) -> Response:
    """Hand out one of them."""
    return _handed_out(readable_call(slug), Handout(kind))


@blueprint.get("/council.<any(docx, pdf):kind>")
@signed_in
def council(slug: str, kind: str) -> Response:
    """Hand out the draft of the council's decision, to be worked on or to be read."""
    call, person = readable_call(slug), require_person()
    if Handout.COUNCIL not in handouts_for(person, call):
        raise NotFound
    file = make(kind, council_draft(call, person), at=clock.now())
    return handed_out(file, MEDIA_TYPES[kind], f"{call.slug}-council.{kind}")


@blueprint.post("/contacts")
@signed_in
def contacts(slug: str) -> Response:
    """Write down that the contacts are taken along, and hand them out."""
    call = managed_call(slug)
    made = _handed_out(call, Handout.CONTACTS)
    contacts_taken(call=call, actor=require_person())
    return made


def _handed_out(call: Call, kind: Handout) -> Response:
    person = require_person()
    if kind not in handouts_for(person, call):
        raise NotFound
    file = to_tables(_MADE[kind](call, person), at=clock.now())
    return handed_out(file, XLSX, f"{call.slug}-{kind.value}.xlsx")
