"""How officials begin a call, from a template, a former call or a file, and how they discard a draft."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Organiser
from grants.calls import queries, services
from grants.calls.editing.labels import FAULTS
from grants.calls.editing.pasting import most_points
from grants.calls.forms import BeginForm, NewCallForm
from grants.calls.labels import TEMPLATES
from grants.calls.models import Call, Stage
from grants.calls.policies import may_create
from grants.calls.rules.canonical import dump
from grants.calls.starting.beginning import Body
from grants.calls.starting.leftover import carried, leftover_of
from grants.calls.starting.templates import Template, template
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call
from grants.calls.views.rules import FROM_A_FILE
from grants.errors import Conflict, Forbidden, NotFound
from grants.site.beginning.queries import ways_of
from grants.web.filters import text

blueprint = Blueprint("office_preparing", __name__, url_prefix="/office")

Page = str | Response | tuple[str, int]


@blueprint.route("/calls/new", methods=["GET", "POST"])
@signed_in
def new() -> Page:
    """Choose what a call begins from: a template, a former call, or a file."""
    person = require_person()
    organisers = queries.organisers_led_by(person)
    if not organisers:
        raise NotFound
    form = NewCallForm()
    form.offer(organisers)

    def act() -> str:
        organiser_id = uuid.UUID(form.organiser.data)
        return _stored(services.create(organiser_id=organiser_id, rules=form.rules(), actor=person))

    sources = queries.calls_to_copy(organisers)
    shown: dict[str, Any] = {"sources": sources, "organisers": organisers, "templates": TEMPLATES}
    return answer(form, act, "calls/office/new.html", linked=False, advice=FROM_A_FILE, **shown)


@blueprint.route("/calls/new/<organiser>/<name>", methods=["GET", "POST"])
@signed_in
def begin(organiser: str, name: str) -> Page:
    """Begin a call from a template by answering nine questions."""
    organisers = queries.organisers_led_by(require_person())
    found = next((one for one in organisers if one.slug == organiser), None)
    if found is None or name not in set(Template):
        raise NotFound
    which = Template(name)
    return _begin(BeginForm.of(template(which), _body(found)), found.id, str(TEMPLATES[which]))


@blueprint.route("/calls/<slug>/copy", methods=["GET", "POST"])
@signed_in
def copy(slug: str) -> Page:
    """Begin a call from a former one by answering the same questions."""
    source = managed_call(slug)
    if not may_create(require_person(), source.organiser_id):
        raise Forbidden(_("Only coordinators of the organiser can do this."))
    return _begin(BeginForm.of(dump(queries.rules_of(source))), source.organiser_id, text(source.title), source)


@blueprint.route("/calls/<slug>/discard", methods=["GET", "POST"])
@signed_in
def discard(slug: str) -> Page:
    """Say what is lost, then remove a draft."""
    person = require_person()
    try:
        call = managed_call(slug)
        if request.method == "POST":
            services.discard(call=call, actor=person)
            return _discarded()
    except NotFound:
        if services.was_discarded_by(person, _typed_id("call")):
            return _discarded()
        raise
    if call.stage is not Stage.DRAFT:
        raise Conflict(_("Only a draft can be discarded. A published call can be cancelled."))
    return render_template("calls/office/discard.html", call=call, roles=queries.roles_in(call))


def _begin(form: BeginForm, organiser_id: uuid.UUID, source: str, former: Call | None = None) -> Page:
    left = leftover_of(former, require_person()) if former else None

    def act() -> str | None:
        if form.look.data or (form.pasted and form.pasted.faults):
            return None
        document = carried(form.document(), left, former) if former else form.document()
        call = services.create_beside(organiser_id=organiser_id, document=document, actor=require_person())
        if form.act_file.uploaded:
            services.keep_act(call=call, uploaded=form.act_file.uploaded, actor=require_person())
        if left and "carried_over" not in document["funding"]:
            flash(_("The money left of the former call is more than that of this one, so the draft does not name it."))
        return _stored(call)

    shown: dict[str, Any] = {
        "document": form.source,
        "source": source,
        "best": most_points,
        "faults": FAULTS,
        "left": left,
    }
    return answer(form, act, "calls/office/begin.html", linked=False, **shown)


def _body(organiser: Organiser) -> Body:
    ways = ways_of(organiser)
    return Body(
        contest_to=ways.contest_to if ways else "",
        privacy=ways.privacy if ways else {},
        name=organiser.name,
        registration_number=organiser.registration_number,
        address=organiser.address,
        email=organiser.email or require_person().email,
        phone=organiser.phone,
    )


def _stored(call: Call) -> str:
    flash(_("The draft is stored."))
    return url_for("office.call", slug=call.slug)


def _discarded() -> Response:
    flash(_("The draft is discarded."))
    return redirect(url_for("accounts.home"), 303)


def _typed_id(name: str) -> uuid.UUID:
    """Return the id in a hidden field; one that belongs to nothing if there is none."""
    try:
        return uuid.UUID(request.form.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)
