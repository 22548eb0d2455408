"""How officials prepare calls: from a file or as a copy; how they change a draft, and discard it."""

import uuid
from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.calls import queries, services
from grants.calls.forms import CopyForm, DetailsForm, EditForm, NewCallForm, RulesForm
from grants.calls.models import Call, Stage
from grants.calls.policies import may_create
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.views.office import managed_call
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale

blueprint = Blueprint("office_preparing", __name__, url_prefix="/office")

Page = str | Response | tuple[str, int]


@blueprint.route("/calls/new", methods=["GET", "POST"])
@signed_in
def new() -> Page:
    """Begin a call from a file, or choose a call to copy."""
    person = require_person()
    organisers = queries.organisers_led_by(person)
    if not organisers:
        raise NotFound
    form = NewCallForm()
    form.offer(organisers)

    def create() -> Call:
        organiser_id = uuid.UUID(form.organiser.data)
        return services.create(organiser_id=organiser_id, rules=form.rules(), actor=person)

    sources = queries.calls_to_copy(organisers)
    return _answer(form, create, "calls/office/new.html", sources=sources)


@blueprint.route("/calls/<slug>/copy", methods=["GET", "POST"])
@signed_in
def copy(slug: str) -> Page:
    """Begin a call as a copy of another."""
    source = managed_call(slug)
    if not may_create(require_person(), source.organiser_id):
        raise Forbidden(_("Only coordinators of the organiser can do this."))
    form = CopyForm.of(queries.rules_of(source))

    def create() -> Call:
        return services.create(organiser_id=source.organiser_id, rules=form.rules(), actor=require_person())

    return _answer(form, create, "calls/office/copy.html", call=source)


@blueprint.route("/calls/<slug>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str) -> Page:
    """Change the details of a draft."""
    call = _draft(slug)
    form = EditForm.of(queries.rules_of(call))

    def change() -> Call:
        return services.replace_rules(call=call, rules=form.rules(), actor=require_person(), seen=form.seen.data or "")

    return _answer(form, change, "calls/office/edit.html", call=call)


@blueprint.route("/calls/<slug>/rules", methods=["GET", "POST"])
@signed_in
def replace_rules(slug: str) -> Page:
    """Replace the rules of a draft by those of a file."""
    call = _draft(slug)
    form = RulesForm()

    def replace() -> Call:
        return services.replace_rules(call=call, rules=form.rules(), actor=require_person())

    return _answer(form, replace, "calls/office/rules.html", call=call)


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


def _discarded() -> Response:
    flash(_("The draft is discarded."))
    return redirect(url_for("accounts.home"), 303)


def _typed_id(name: str) -> uuid.UUID:
    """Return the id in a hidden field; one that belongs to nothing if there is none."""
    try:
        return uuid.UUID(request.form.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)


def _draft(slug: str) -> Call:
    """Return a draft the reader may change; a form that changed its address, sent again, finds it under the new one."""
    try:
        call = managed_call(slug)
    except NotFound:
        call = managed_call(request.form.get("slug", "").replace("\0", ""))
    if call.stage is not Stage.DRAFT:
        raise Conflict(_("The rules of a published call cannot be replaced."))
    return call


def _answer(form: RulesForm | DetailsForm, act: Callable[[], Call], template: str, **context: object) -> Page:
    """Act on a valid form and go to the call, or show the form with everything that is wrong."""
    problems: Sequence[Problem] = ()
    if form.validate_on_submit():
        try:
            call = act()
        except InvalidDocument as invalid:
            problems = form.explain(invalid)
        except Invalid as invalid:
            _explain(form, invalid)
        except Stale as stale:
            form.form_errors.append(str(stale.message))
        else:
            flash(_("The draft is stored."))
            return redirect(url_for("office.call", slug=call.slug), 303)
    page = render_template(template, form=form, problems=problems, **context)
    return page, 422 if form.is_submitted() else 200


def _explain(form: RulesForm | DetailsForm, invalid: Invalid) -> None:
    """Put what was refused beside its field, or above the form if that has no such field."""
    beside = [name for name in invalid.fields if name in form]
    for name in beside:
        form[name].errors = [*form[name].errors, str(invalid.fields[name])]
    if not beside:
        form.form_errors.append(str(invalid.message))
