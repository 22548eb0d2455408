"""Pages on which officials write to many: choose and type, look, change one, send, watch, stop."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.calls.models import Call
from grants.calls.policies import may_manage
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call, readable_call
from grants.calls.writing import services
from grants.calls.writing.forms import OneForm, StopForm, WriteForm
from grants.calls.writing.labels import STATES
from grants.db import page_count
from grants.errors import Forbidden
from grants.notices.batches import expanding, queries
from grants.notices.batches import services as batches
from grants.notices.batches.audiences import audiences_of, barred_in, key_of, known_audience
from grants.notices.batches.models import Batch, BatchState
from grants.notices.words import Words
from grants.web.paging import page_number

blueprint = Blueprint("office_writing", __name__, url_prefix="/office/calls/<slug>/writing")

Page = str | Response | tuple[str, int]


@blueprint.get("")
@signed_in
def index(slug: str) -> str:
    """List what was written to many in a call."""
    call = readable_call(slug)
    found = queries.batches_of(call.id)
    titles = {batch.id: known_audience(batch.audience).title for batch in found}
    subjects = {batch.id: services.subject_of(batch, call) for batch in found}
    return render_template(
        "calls/writing/index.html", call=call, batches=found, titles=titles, subjects=subjects, states=STATES
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def write(slug: str) -> Page:
    """Take a set of people and the words; nothing leaves before the list was looked at."""
    call = managed_call(slug)
    audiences = audiences_of(call.id)
    form = WriteForm.to(audiences)

    def act() -> str:
        batch = services.prepare(call=call, audience=form["audience"].data, typed=form.typed, actor=require_person())
        return url_for("office_writing.look", slug=call.slug, batch_id=batch.id)

    common, others = services.placeholders_in(audiences)
    shown = {"call": call, "audiences": audiences, "common": common, "others": others}
    return answer(form, act, "calls/writing/write.html", linked=False, **shown)


@blueprint.get("/<uuid:batch_id>")
@signed_in
def look(slug: str, batch_id: uuid.UUID) -> str:
    """Show whom a message goes to before it goes, and how far it has come afterwards."""
    call = readable_call(slug)
    return _look(call, queries.batch_in(call.id, batch_id), StopForm())


@blueprint.route("/<uuid:batch_id>/to/<uuid:target_id>/<uuid:person_id>", methods=["GET", "POST"])
@signed_in
def one(slug: str, batch_id: uuid.UUID, target_id: uuid.UUID, person_id: uuid.UUID) -> Page:
    """Show what one of many gets, as text and as HTML, and take other words for them alone."""
    call, batch = (_own if request.method == "POST" else _managed)(slug, batch_id)
    actor = require_person()
    recipient = queries.recipient_of(batch, target_id, person_id, actor)
    said = Words(**batch.words[expanding.language_for(batch, recipient)])
    subject, body = batch.edits.get(recipient.key) or (said.subject, said.body)
    form = OneForm(data={"subject": subject, "body": body})

    def act() -> str:
        services.edit_one(
            batch=batch, key=recipient.key, subject=form.subject.data or "", body=form.body.data or "", actor=actor
        )
        return request.url

    return answer(
        form,
        act,
        "calls/writing/one.html",
        linked=False,
        call=call,
        batch=batch,
        recipient=recipient,
        subject=services.subject_of(batch, call),
        words=expanding.words_for(batch, recipient),
        edited=recipient.key in batch.edits,
        left_out=batch.edits.get(recipient.key, ()) is None,
        placeholders=services.in_words(known_audience(batch.audience).placeholders),
        may_change=batch.state is BatchState.PREPARED and batch.made_by_id == actor.id,
    )


@blueprint.post("/<uuid:batch_id>/to/<uuid:target_id>/<uuid:person_id>/leave-out")
@signed_in
def leave_out(slug: str, batch_id: uuid.UUID, target_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Write nothing to one of many."""
    call, batch = _own(slug, batch_id)
    batches.edit_one(batch=batch, key=key_of(target_id, person_id), words=None, actor=require_person())
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/to/<uuid:target_id>/<uuid:person_id>/as-the-rest")
@signed_in
def as_the_rest(slug: str, batch_id: uuid.UUID, target_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """Write to one of many what the rest gets."""
    call, batch = _own(slug, batch_id)
    batches.restore_one(batch=batch, key=key_of(target_id, person_id), actor=require_person())
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/send")
@signed_in
def send(slug: str, batch_id: uuid.UUID) -> Response:
    """Send what was looked at; a second press does nothing."""
    call, batch = _own(slug, batch_id)
    services.begin(call=call, batch=batch, shown=request.form.get("shown", ""), actor=require_person())
    flash(_("The message will be sent in a minute. Until then you can take it back."))
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/take-back")
@signed_in
def take_back(slug: str, batch_id: uuid.UUID) -> Response:
    """Take back a message of which nothing has left."""
    call, batch = _managed(slug, batch_id)
    batches.take_back(batch=batch, actor=require_person())
    flash(_("Nothing was sent."))
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/stop")
@signed_in
def stop(slug: str, batch_id: uuid.UUID) -> Page:
    """Let nothing more leave."""
    call, batch = _managed(slug, batch_id)
    form = StopForm()
    if not form.validate_on_submit():
        return _look(call, batch, form), 422
    count = batches.stop(batch=batch, reason=form.reason.data or "", actor=require_person())
    flash(ngettext("%(num)d message was stopped.", "%(num)d messages were stopped.", count))
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/rest")
@signed_in
def send_rest(slug: str, batch_id: uuid.UUID) -> Response:
    """Send what was stopped to those who did not get it; a second press does nothing."""
    call, batch = _own(slug, batch_id)
    services.send_rest(call=call, batch=batch, actor=require_person())
    flash(_("The rest will be sent in a minute, to nobody twice. It can be stopped again."))
    return _to(call, batch)


@blueprint.post("/<uuid:batch_id>/drop")
@signed_in
def drop(slug: str, batch_id: uuid.UUID) -> Response:
    """Put away what was only prepared."""
    call, batch = _own(slug, batch_id)
    batches.drop(batch=batch, actor=require_person())
    flash(_("The message is put away. Nothing was sent."))
    return redirect(url_for("office_writing.index", slug=call.slug), 303)


def _managed(slug: str, batch_id: uuid.UUID) -> tuple[Call, Batch]:
    """Return a call and a batch of it for a coordinator of the call."""
    call = managed_call(slug)
    return call, queries.batch_in(call.id, batch_id)


def _own(slug: str, batch_id: uuid.UUID) -> tuple[Call, Batch]:
    """Return a call and a batch of it for who wrote it: whom they may not write to was left out of it."""
    call, batch = _managed(slug, batch_id)
    if batch.made_by_id != require_person().id:
        raise Forbidden(_("Only who wrote this message can change or send it."))
    return call, batch


def _look(call: Call, batch: Batch, form: StopForm) -> str:
    reader, number, now = require_person(), page_number(), clock.now()
    pages = page_count(len(batch.recipients), number, queries.PAGE)
    progress = queries.progress_of(batch)
    undoable = batch.state is BatchState.BEGUN and not batch.expanded
    return render_template(
        "calls/writing/look.html",
        call=call,
        batch=batch,
        form=form,
        title=known_audience(batch.audience).title,
        caution=known_audience(batch.audience).caution,
        subject=services.subject_of(batch, call),
        recipients=queries.page_of(batch, number, reader),
        page=number,
        pages=pages,
        shown=batches.seal_of(batch),
        progress=progress,
        left=queries.left_of(batch, barred_in(reader, call.id)) if batch.starts_at else [],
        manages=may_manage(reader, call),
        is_own=batch.made_by_id == reader.id,
        undoable=undoable,
        waits_until=batch.starts_at if undoable and batch.starts_at and batch.starts_at > now else None,
        states=STATES,
    )


def _to(call: Call, batch: Batch) -> Response:
    return redirect(url_for("office_writing.look", slug=call.slug, batch_id=batch.id), 303)
