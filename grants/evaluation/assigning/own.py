"""A member says how many applications they take, in what they are at home, and which they would score gladly."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.views.paging import asked_place
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.errors import Conflict, Invalid, NotFound
from grants.evaluation import dockets
from grants.evaluation.assigning import queries, services
from grants.evaluation.assigning.forms import PreferenceForm, wishes_in
from grants.evaluation.assigning.labels import WISHES
from grants.evaluation.assigning.policies import PREFERABLE, may_wish, themes_of
from grants.evaluation.policies import assigns
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.views.blueprints import evaluation
from grants.evaluation.views.docket import judged_call, to_seat
from grants.web.filters import text
from grants.web.languages import LANGUAGES

Page = str | Response | tuple[str, int]


@evaluation.route("/calls/<slug>/preferences", methods=["GET", "POST"])
@signed_in
def preferences(slug: str) -> Page:
    """Keep what the reader prefers."""
    call = _assigning_call(slug)
    if not has_signed(require_person(), call):
        return to_seat(call)
    form = _form(call)
    if not form.is_submitted():
        return _page(call, form)
    if not form.validate():
        return _page(call, form), 422
    try:
        services.keep_preference(
            call=call,
            actor=require_person(),
            most=None if form.most.data is None else int(form.most.data),
            themes=form.themes.data or [],
            languages=form.languages.data or [],
        )
    except Invalid as error:
        form.form_errors.append(str(error.message))
        return _page(call, form), error.status
    flash(_("What you prefer is stored."))
    return redirect(url_for("evaluation.call", slug=call.slug), 303)


@evaluation.post("/calls/<slug>/wishes")
@signed_in
def wishes(slug: str) -> Page:
    """Keep what the reader wishes of the applications of a page."""
    call, person = _assigning_call(slug), require_person()
    if not has_signed(person, call):
        return to_seat(call)
    if not may_wish(call):
        raise Conflict(_("Wishes are said while the call is checked."))
    said = wishes_in(request.form)
    for application in dockets.judgeable(person, call, list(said)):
        services.keep_wish(application=application, actor=person, wish=said[application.id])
    flash(_("Your wishes are stored."))
    return redirect(url_for("evaluation.preferences", slug=call.slug), 303)


def _assigning_call(slug: str) -> Call:
    call = judged_call(slug)
    if not assigns(rules_of(call)):
        raise NotFound
    if call.stage not in PREFERABLE:
        raise Conflict(_("What members prefer is said until the sheets are closed."))
    return call


def _form(call: Call) -> PreferenceForm:
    rules, stated = rules_of(call), queries.preference_of(require_person(), call)
    form = PreferenceForm(obj=stated)
    form.themes.choices = [(theme.code, text(theme.label)) for theme in themes_of(rules)]
    form.languages.choices = [(code, LANGUAGES.get(code, code)) for code in rules.languages]
    return form


def _page(call: Call, form: PreferenceForm) -> str:
    person, stretch = require_person(), None
    applications: list[Application] = []
    if may_wish(call):
        stretch = dockets.wishable_in(person, call, **asked_place())
        applications = stretch.items
    return render_template(
        "evaluation/assignment/preferences.html",
        call=call,
        rules=rules_of(call),
        form=form,
        applications=applications,
        stretch=stretch,
        stated=queries.wishes_of(person, [each.id for each in applications]),
        wishes=WISHES,
    )
