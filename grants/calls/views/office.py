"""What officials do with calls: prepare, publish, move on, cancel."""

import uuid
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FileAnswer
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.lists.views import file_of, shown
from grants.calls import labels, queries, services
from grants.calls.advice import advice_on
from grants.calls.course import BEFORE, course_of
from grants.calls.editing.permitted import BEFORE_CLOSING
from grants.calls.forms import CancelForm
from grants.calls.listing import listing
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist, may_manage, may_read_office, sees_office
from grants.calls.rules.problems import InvalidDocument
from grants.calls.workflow import STEPS, WORKFLOW, Action
from grants.db import MAX_LINE
from grants.errors import Conflict, Forbidden, NotFound
from grants.notices import services as notices
from grants.notices.models import Message
from grants.notices.queries import summary_of
from grants.web.paging import page_number

blueprint = Blueprint("office", __name__, url_prefix="/office")

MOVES = (Action.START_CHECKING, Action.START_SCORING, Action.START_DELIBERATION)
"""The actions of this page's main button; the others have pages that ask first."""

Page = str | Response | tuple[str, int]


@blueprint.get("/")
@signed_in
def index() -> str:
    """List the calls of an official."""
    person, now = require_person(), clock.now()
    if not sees_office(person):
        raise NotFound
    calls = queries.office_calls(person)
    found = shown(listing(calls, now), calls, here=url_for("office.index"), page=page_number())
    return render_template(
        "calls/office/index.html",
        shown=found,
        phases={call.id: call.phase_at(now) for call in found.items},
        may_prepare=bool(queries.organisers_led_by(person)),
        labels=labels,
    )


@blueprint.get("/calls.<any(xlsx, csv):kind>")
@signed_in
def calls_file(kind: str) -> FileAnswer:
    """Hand out what the list of calls shows as a table."""
    person = require_person()
    if not sees_office(person):
        raise NotFound
    calls = queries.office_calls(person)
    return file_of(listing(calls, clock.now()), calls, kind)


@blueprint.get("/calls/<slug>")
@signed_in
def call(slug: str) -> str:
    """Show how a call stands, what is missing and what comes next."""
    call = readable_call(slug)
    step, phase, rules = STEPS.get(call.stage), call.phase_at(clock.now()), queries.rules_of(call)
    missing = services.missing(call, step) if step else []
    amendable, assists = call.stage in services.AMENDABLE, may_assist(require_person(), call)
    return render_template(
        "calls/office/call.html",
        call=call,
        amendable=amendable,
        prepared=queries.editable_version(call) if amendable else None,
        extendable=amendable and phase in BEFORE_CLOSING,
        rules=rules,
        phase=phase,
        step=step,
        moves=MOVES,
        missing=missing,
        course=[] if phase in BEFORE else course_of(call, rules, missing),
        assists=assists,
        manages=may_manage(require_person(), call),
        cancellable=WORKFLOW.allows(call.stage, Action.CANCEL),
        summary=summary_of(call.id),
        send_again=partial(_address_to_send_again, call) if assists else None,
        labels=labels,
    )


@blueprint.post("/calls/<slug>/advance")
@signed_in
def advance(slug: str) -> Response:
    """Move a call one step on."""
    call = managed_call(slug)
    action = request.form.get("action", "")
    if action not in MOVES:
        raise NotFound
    services.advance(call=call, action=Action(action), actor=require_person())
    flash(_("Done: %(step)s.", step=labels.ACTIONS[Action(action)]))
    return _to(call)


@blueprint.post("/calls/<slug>/messages/<uuid:message_id>/send-again")
@signed_in
def send_again(slug: str, message_id: uuid.UUID) -> Response:
    """Send a message of a call again that did not arrive for certain."""
    call = readable_call(slug)
    person = require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    address = request.form.get("address", "")[:MAX_LINE]
    notices.send_again(message_id=message_id, call_id=call.id, actor=person, address=address)
    flash(_("The message will be sent again."))
    return _to(call)


@blueprint.route("/calls/<slug>/publish", methods=["GET", "POST"])
@signed_in
def publish(slug: str) -> Page:
    """Say what publishing does and what the rules still lack, then publish."""
    call = managed_call(slug)
    if request.method == "POST":
        try:
            flash(_published(call))
        except InvalidDocument:
            return _publish_page(call), 422
        return _to(call)
    if call.stage is not Stage.DRAFT:
        raise Conflict(_("This call is published already."))
    return _publish_page(call)


@blueprint.route("/calls/<slug>/cancel", methods=["GET", "POST"])
@signed_in
def cancel(slug: str) -> Page:
    """Ask for the reason and say what cancelling does, then cancel."""
    call = managed_call(slug)
    form = CancelForm()
    if form.validate_on_submit():
        act = (form.body.data or "", form.number.data or "", form.date.data)
        services.cancel(
            call=call, reason=form.reason.data or "", act=act, uploaded=form.file.uploaded, actor=require_person()
        )
        flash(_("The call is cancelled."))
        return _to(call)
    if not WORKFLOW.allows(call.stage, Action.CANCEL):
        raise Conflict(_("Only a published call that is not decided yet can be cancelled."))
    return render_template("calls/office/cancel.html", call=call, form=form), 422 if form.is_submitted() else 200


def readable_call(slug: str) -> Call:
    """Return a call whose official's pages the reader may read; raise NotFound."""
    person, call = require_person(), queries.call_by_slug(slug)  # who is not signed in learns of no call
    if not may_read_office(person, call):
        raise NotFound
    return call


def managed_call(slug: str) -> Call:
    """Return a call the reader may change; raise NotFound, or Forbidden if they may only read it."""
    call = readable_call(slug)
    if not may_manage(require_person(), call):
        raise Forbidden(_("Only coordinators of the organiser can do this."))
    return call


def _published(call: Call) -> str:
    """Publish a draft, or ask a second person to where two are wanted; return what was done."""
    actor, version = require_person(), queries.editable_version(call)
    if call.stage is Stage.DRAFT and version is not None and services.needs_asking(call, version, actor):
        services.ask_approval(call=call, actor=actor)
        return _("A second coordinator is asked to publish the call.")
    services.publish(call=call, actor=actor)
    return _("The call is published.")


def _publish_page(call: Call) -> str:
    version = queries.version_of(call, call.version)
    asks = version is not None and services.needs_asking(call, version, require_person())
    return render_template(
        "calls/office/publish.html",
        call=call,
        missing=services.missing(call, Action.PUBLISH),
        advice=advice_on(queries.rules_of(call)),
        asks=asks,
        waits=asks and version is not None and services.is_asked(version),
        now=clock.now(),
    )


def _address_to_send_again(call: Call, message: Message) -> str:
    return url_for("office.send_again", slug=call.slug, message_id=message.id)


def _to(call: Call) -> Response:
    return redirect(url_for("office.call", slug=call.slug), 303)
