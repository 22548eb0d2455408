"""How officials amend the rules of a published call: prepare, look at what differs, put in force; or only extend it."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.calls import queries, services
from grants.calls.amendments import changes_of, obstacles
from grants.calls.editing.labels import PARTS
from grants.calls.forms.amending import ExtendForm, WhyForm
from grants.calls.models import Call, CallVersion, FilePurpose, Stage
from grants.calls.phase import Phase
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from grants.calls.starting.dates import extended
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call
from grants.errors import Conflict, Invalid
from grants.web.forms import Form

blueprint = Blueprint("office_amendment", __name__, url_prefix="/office/calls/<slug>")

ASKED = _l("A second coordinator is asked to approve the amendment.")

Page = str | Response | tuple[str, int]


@blueprint.post("/amendment/begin")
@signed_in
def begin(slug: str) -> Response:
    """Begin an amendment, or go on with the one that was begun."""
    services.begin_amendment(call=managed_call(slug), actor=require_person())
    return redirect(url_for("office_amendment.page", slug=slug), 303)


@blueprint.route("/amendment", methods=["GET", "POST"])
@signed_in
def page(slug: str) -> Page:
    """Show what an amendment changes, whom it concerns and what is missing; take its reason and act."""
    call, version = _prepared(slug)
    act = {"body": version.act_body, "number": version.act_number, "date": version.act_date}
    form = WhyForm(data={"reason": version.reason, **act})

    def keep() -> str:
        services.explain_amendment(
            call=call,
            reason=form.reason.data or "",
            body=form.body.data or "",
            number=form.number.data or "",
            on=form.date.data,
            actor=require_person(),
        )
        flash(_("Stored."))
        return url_for("office_amendment.page", slug=slug)

    return answer(form, keep, "calls/amendment/page.html", **_shown(call, version))


@blueprint.route("/amendment/force", methods=["GET", "POST"])
@signed_in
def force(slug: str) -> Page:
    """Say what putting an amendment in force does, then do it; where two persons are wanted, the first one asks."""
    call = managed_call(slug)
    form = Form()
    if form.validate_on_submit():
        return _forced(call)
    call, version = _prepared(slug)
    asks = services.needs_asking(call, version, require_person())
    waits = asks and services.is_asked(version)
    return render_template("calls/amendment/force.html", asks=asks, waits=waits, **_shown(call, version))


@blueprint.route("/amendment/drop", methods=["GET", "POST"])
@signed_in
def drop(slug: str) -> Page:
    """Ask, then give an amendment up that is being prepared."""
    call = managed_call(slug)
    if request.method == "POST":
        services.drop_amendment(call=call, actor=require_person())
        flash(_("The amendment is given up. The rules in force stay."))
        return redirect(url_for("office.call", slug=slug), 303)
    _prepared(slug)
    return render_template("calls/amendment/drop.html", call=call)


@blueprint.route("/extend", methods=["GET", "POST"])
@signed_in
def extend(slug: str) -> Page:
    """Move the deadline for all to a later moment: an amendment in one step."""
    call = managed_call(slug)
    rules = queries.rules_of(call)
    if call.phase_at(clock.now()) not in {Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN} or call.stage is Stage.DRAFT:
        raise Conflict(_("The deadline can be moved from publishing until it has passed."))
    form = ExtendForm.of(ZoneInfo(rules.schedule.timezone))

    def act() -> str:
        later = extended(dump(rules), form["closes_at"].data)
        if later:
            return _extended(call, form, read_rules(later, at=""))
        words = _("The new deadline has to be later than the present one.")
        raise Invalid(words, {"closes_at": words})

    return answer(form, act, "calls/amendment/extend.html", call=call, rules=rules)


def _extended(call: Call, form: ExtendForm, rules: Rules) -> str:
    actor = require_person()
    services.extend(
        call=call,
        rules=rules,
        reason=form.reason.data or "",
        act=(form.body.data or "", form.number.data or "", form.date.data),
        uploaded=form.file.uploaded,
        actor=actor,
    )
    if call.rules_digest == digest(rules):
        flash(_("The deadline is moved. Everybody concerned is told."))
    else:
        flash(ASKED)
    return url_for("office.call", slug=call.slug)


def _forced(call: Call) -> Response:
    version = queries.editable_version(call)
    actor = require_person()
    if version is not None and call.stage is not Stage.DRAFT and services.needs_asking(call, version, actor):
        services.ask_approval(call=call, actor=actor)
        flash(ASKED)
    else:
        services.put_in_force(call=call, actor=actor, seen=request.form.get("seen", ""))
        flash(_("The amendment is in force. Everybody concerned is told."))
    return redirect(url_for("office.call", slug=call.slug), 303)


def _prepared(slug: str) -> tuple[Call, CallVersion]:
    call = managed_call(slug)
    version = queries.editable_version(call)
    if version is None or call.stage is Stage.DRAFT:
        raise Conflict(_("No amendment is being prepared."))
    return call, version


def _shown(call: Call, version: CallVersion) -> dict[str, Any]:
    current = queries.version_of(call, call.version)
    acts = [
        file for file in queries.files_of(call, version.number, FilePurpose.ACT) if file.since_version == version.number
    ]
    return {
        "call": call,
        "version": version,
        "changes": changes_of(version, current) if current else [],
        "obstacles": obstacles(call, version, clock.now()),
        "acts": acts,
        "parts": PARTS,
        "old": queries.rules_of(call),
        "new": queries.rules_in(version),
    }
