"""Evaluators and officials take applications along, to read them without a connection; each time is on record."""

from flask import Response as FlaskResponse
from flask import render_template, request
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.calls.models import Call
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Invalid
from grants.evaluation.offline.packing import entries_of, name_of, pdf_of
from grants.evaluation.offline.reading import parts_for, taken_by
from grants.evaluation.offline.zipping import zipped
from grants.evaluation.policies import SHOWN
from grants.evaluation.services import taken_along
from grants.evaluation.views.blueprints import evaluation, office_sheets
from grants.evaluation.views.docket import judged_call
from grants.web.downloads import handed_out

KINDS = {"pdf": "application/pdf", "zip": "application/zip"}
MAX_PART_DIGITS = 4


@evaluation.get("/calls/<slug>/offline")
@signed_in
def offline(slug: str) -> str:
    """Offer what is open to the reader as one PDF or one ZIP."""
    return _page(judged_call(slug), official=False)


@evaluation.post("/calls/<slug>/offline")
@signed_in
def take_along(slug: str) -> FlaskResponse:
    """Hand out what is open to the reader."""
    return _handed_out(judged_call(slug), official=False)


@office_sheets.get("/calls/<slug>/offline")
@signed_in
def office_offline(slug: str) -> str:
    """Offer officials what was sent in, whole."""
    return _page(readable_call(slug), official=True)


@office_sheets.post("/calls/<slug>/offline")
@signed_in
def office_take_along(slug: str) -> FlaskResponse:
    """Hand out what was sent in, whole."""
    return _handed_out(readable_call(slug), official=True)


def _page(call: Call, *, official: bool) -> str:
    _require_shown(call)
    return render_template(
        "evaluation/offline/page.html",
        call=call,
        official=official,
        parts=parts_for(require_person(), call, official=official),
    )


def _handed_out(call: Call, *, official: bool) -> FlaskResponse:
    """Record that applications are taken along, then hand them out: an archive is packed while it is sent."""
    _require_shown(call)
    person, kind, part = require_person(), request.form.get("kind", ""), request.form.get("part", "1")
    if kind not in KINDS or not (part.isascii() and part.isdecimal() and len(part) <= MAX_PART_DIGITS):
        raise Invalid(_("Choose a file on the page before."))
    taken = taken_by(person, call, max(1, int(part)), official=official)
    if not taken.contents:
        raise Conflict(_("No application is open to you now."))
    taken_along(call=call, applications=len(taken.contents), kind=kind, actor=person)
    name = name_of(call, taken, kind)
    if kind == "pdf":
        return handed_out(pdf_of(call, taken), KINDS[kind], name)
    packed = zipped(entries_of(call, taken), clock.now())
    return handed_out(packed, KINDS[kind], name)


def _require_shown(call: Call) -> None:
    if call.stage not in SHOWN:
        raise Conflict(_("Applications can be taken along once the deadline has passed and checking has begun."))
