"""Officials of organisers and administrators: invited, and their roles ended, by administrators."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts import queries, services
from grants.accounts.forms import EndRoleForm, InvitationForm, OfficialForm, show_refusal
from grants.accounts.lists.views import file_of, shown
from grants.accounts.models import Organiser, Person, Role, RoleKind
from grants.accounts.people import last_day, listing
from grants.accounts.policies import today
from grants.accounts.views.blueprints import office
from grants.accounts.views.organisers import require_administrator
from grants.accounts.words import POWERS, ROLES
from grants.db import db
from grants.errors import Invalid
from grants.web.lists.rows import Listing
from grants.web.paging import page_number

Answer = Response | str | tuple[str, int]


@office.get("/administrators")
def administrators() -> str:
    """List who is and was administrator."""
    require_administrator()
    found, here = queries.administrators(), url_for("organisers.administrators")
    return render_template(
        "accounts/administrators.html",
        shown=shown(_administrators(found), found, here=here, page=page_number()),
        role_words=ROLES,
        last_day=last_day,
        today=today(),
    )


@office.get("/administrators.<any(xlsx, csv):kind>")
def administrators_file(kind: str) -> FileAnswer:
    """Hand out what the list of administrators shows as a table."""
    require_administrator()
    found = queries.administrators()
    return file_of(_administrators(found), found, kind)


@office.route("/administrators/new", methods=["GET", "POST"])
def new_administrator() -> Answer:
    """Make somebody administrator."""
    actor = require_administrator()
    form = InvitationForm(starts_on=today())
    if form.validate_on_submit() and _invited(form, RoleKind.ADMINISTRATOR, actor):
        return redirect(url_for("organisers.administrators"), 303)
    return render_template("accounts/administrator_new.html", form=form), 422 if form.is_submitted() else 200


@office.route("/organisers/<slug>/officials/new", methods=["GET", "POST"])
def new_official(slug: str) -> Answer:
    """Give somebody a role in an organiser."""
    actor = require_administrator()
    organiser = queries.organiser_by_slug(slug)
    form = OfficialForm(starts_on=today())
    if form.validate_on_submit() and _invited(form, RoleKind(form.kind.data), actor, organiser):
        return redirect(url_for("organisers.show", slug=slug), 303)
    page = render_template("accounts/official_new.html", form=form, organiser=organiser)
    return page, 422 if form.is_submitted() else 200


@office.route("/roles/<uuid:role_id>/end", methods=["GET", "POST"])
def end_role(role_id: UUID) -> Answer:
    """Ask what ending a role means, then end it."""
    actor = require_administrator()
    role = queries.official_role(role_id)
    back = _list_of(role)
    if role.ended_by(today()):
        flash(_("This role has ended already."), "warning")
        return redirect(back, 303)
    form = EndRoleForm()
    if form.validate_on_submit() and _ended(form, role, actor):
        return redirect(back, 303)
    page = render_template(
        "accounts/role_end.html", form=form, role=role, words=ROLES[role.kind], powers=POWERS[role.kind], back=back
    )
    return page, 422 if form.is_submitted() else 200


def _administrators(roles: Sequence[Role]) -> Listing[Role]:
    return listing("administrators", _("Administrators"), roles, today())


def _invited(form: InvitationForm, kind: RoleKind, actor: Person, organiser: Organiser | None = None) -> bool:
    try:
        role = services.invite(
            email=str(form.email.data),
            kind=kind,
            actor=actor,
            organiser=organiser,
            starts_on=form.starts_on.data,
            ends_on=form.ends_on.data,
        )
    except Invalid as error:
        show_refusal(form, error)
        return False
    flash(_("%(email)s is invited and gets a message about it.", email=role.person.email))
    return True


def _ended(form: EndRoleForm, role: Role, actor: Person) -> bool:
    try:
        services.end_role(role=role, actor=actor, ends_on=form.ends_on.data)
    except Invalid as error:
        show_refusal(form, error)
        return False
    flash(_("The role is ended."))
    return True


def _list_of(role: Role) -> str:
    organiser = db.session.get(Organiser, role.organiser_id) if role.organiser_id else None
    if organiser is None:
        return url_for("organisers.administrators")
    return url_for("organisers.show", slug=organiser.slug)
