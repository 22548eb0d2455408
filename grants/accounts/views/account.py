"""The start page of whoever is signed in, and what they say about themselves."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts import queries, services
from grants.accounts.current import require_person
from grants.accounts.forms import NameForm, ProfileForm
from grants.accounts.models import Organiser, Role, RoleKind
from grants.accounts.personal import data_of
from grants.accounts.policies import active_roles
from grants.accounts.views.blueprints import account
from grants.accounts.words import ROLES, SEATS
from grants.web.addresses import local_path
from grants.web.downloads import handed_out
from grants.web.filters import day
from grants.web.slots import tasks_of

Answer = Response | str | tuple[str, int]


@account.get("/")
def home() -> Answer:
    """Show who one is here and what waits."""
    person = require_person()
    if not person.name:
        return redirect(url_for("accounts.name"))
    roles = active_roles(person)
    ids = {role.organiser_id for role in roles if role.organiser_id}
    organisers = queries.organisers_by_id(ids) if ids else {}
    return render_template(
        "accounts/home.html",
        person=person,
        roles=_in_words(roles, organisers),
        tasks=tasks_of(person),
    )


def _in_words(roles: list[Role], organisers: Mapping[UUID, Organiser]) -> list[str]:
    """Say each role once, by organiser and end: a member of four committees is a member."""
    by_kind = sorted(roles, key=lambda role: list(RoleKind).index(role.kind))
    return list(dict.fromkeys(_role(role, organisers) for role in by_kind))


def _role(role: Role, organisers: Mapping[UUID, Organiser]) -> str:
    words = str(SEATS[role.seat] if role.seat else ROLES[role.kind])
    if role.organiser_id:
        words += f", {organisers[role.organiser_id].name}"
    return words + (", " + _("until %(day)s", day=day(role.ends_on)) if role.ends_on else "")


@account.route("/name", methods=["GET", "POST"])
def name() -> Answer:
    """Ask for the name once, at the first sign-in, and lead on to where the person was going."""
    person = require_person()
    next_path = local_path(request.args.get("next", url_for("accounts.home")))
    form = NameForm(obj=person)
    if form.validate_on_submit():
        services.change_profile(person=person, name=str(form.name.data), language=person.language)
        return redirect(next_path, 303)
    return render_template("accounts/name.html", form=form), 422 if form.is_submitted() else 200


@account.get("/my-data.json")
def my_data() -> FileAnswer:
    """Hand out everything the service knows about whoever asks."""
    return handed_out(data_of(require_person()), "application/json", "my-data.json")


@account.route("/profile", methods=["GET", "POST"])
def profile() -> Answer:
    """Change one's name and language."""
    person = require_person()
    form = ProfileForm(obj=person)
    if form.validate_on_submit():
        services.change_profile(person=person, name=str(form.name.data), language=str(form.language.data))
        session["language"] = person.language
        flash(_("Your profile is saved."))
        return redirect(url_for("accounts.home"), 303)
    return render_template("accounts/profile.html", form=form, person=person), 422 if form.is_submitted() else 200
