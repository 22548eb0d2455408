"""Organisers: listed, created, edited by administrators; seen by their own officials."""

from collections.abc import Sequence
from typing import Any

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts import bodies, queries, services
from grants.accounts.current import require_person
from grants.accounts.emails import normalised
from grants.accounts.forms import NewOrganiserForm, OrganiserForm, show_refusal
from grants.accounts.lists.views import file_of, shown
from grants.accounts.models import Organiser, Person, Role
from grants.accounts.people import last_day, listing
from grants.accounts.policies import is_administrator, may_see_officials, organisers_of_official, today
from grants.accounts.views.blueprints import office
from grants.accounts.words import ROLES
from grants.errors import Forbidden, Invalid, NotFound
from grants.web.lists.rows import Listing
from grants.web.paging import page_number

Answer = Response | str | tuple[str, int]


@office.get("/organisers")
def index() -> str:
    """List organisers: all of them to administrators, to officials their own."""
    found = _open_to(require_person())
    return render_template(
        "accounts/organisers.html",
        shown=shown(bodies.listing(), found, here=url_for("organisers.index"), page=page_number()),
        any_there=bool(found),
        administrator=is_administrator(require_person()),
    )


@office.get("/organisers.<any(xlsx, csv):kind>")
def listed_file(kind: str) -> FileAnswer:
    """Hand out what the list of organisers shows as a table."""
    return file_of(bodies.listing(), _open_to(require_person()), kind)


@office.route("/organisers/new", methods=["GET", "POST"])
def new() -> Answer:
    """Create an organiser."""
    actor = require_administrator()
    form = NewOrganiserForm()
    if form.validate_on_submit():
        try:
            return _to(_created(form, actor), _("The organiser is created. Now invite its project coordinator."))
        except Invalid as error:
            show_refusal(form, error)
    return render_template("accounts/organiser_new.html", form=form), 422 if form.is_submitted() else 200


@office.get("/organisers/<slug>")
def show(slug: str) -> str:
    """Show an organiser and who holds or has held roles in it."""
    person = require_person()
    organiser = _readable(slug, person)
    found, here = queries.officials_of(organiser), url_for("organisers.show", slug=slug)
    return render_template(
        "accounts/organiser.html",
        organiser=organiser,
        shown=shown(_people(organiser, found), found, here=here, page=page_number()),
        role_words=ROLES,
        last_day=last_day,
        today=today(),
        administrator=is_administrator(person),
    )


@office.get("/organisers/<slug>/people.<any(xlsx, csv):kind>")
def people_file(slug: str, kind: str) -> FileAnswer:
    """Hand out what the list of who holds and has held roles in an organiser shows as a table."""
    organiser = _readable(slug, require_person())
    found = queries.officials_of(organiser)
    return file_of(_people(organiser, found), found, kind)


@office.route("/organisers/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> Answer:
    """Change what is known of an organiser."""
    actor = require_person()
    organiser = _readable(slug, actor)
    if not is_administrator(actor):
        raise Forbidden(_("Only administrators change organisers."))
    form = OrganiserForm(obj=organiser)
    if form.validate_on_submit():
        try:
            services.change_organiser(organiser=organiser, actor=actor, **_details(form))
            return _to(organiser, _("The organiser is saved."))
        except Invalid as error:
            show_refusal(form, error)
    page = render_template("accounts/organiser_edit.html", form=form, organiser=organiser)
    return page, 422 if form.is_submitted() else 200


def require_administrator() -> Person:
    """Return the administrator who is signed in; for anybody else there is no such page."""
    person = require_person()
    if not is_administrator(person):
        raise NotFound
    return person


def _open_to(person: Person) -> list[Organiser]:
    """Return the organisers somebody may read: all as an administrator, as an official their own."""
    if is_administrator(person):
        return queries.organisers()
    own = organisers_of_official(person)
    if not own:
        raise NotFound
    return queries.organisers(own)


def _readable(slug: str, person: Person) -> Organiser:
    organiser = queries.organiser_by_slug(slug)
    if not may_see_officials(person, organiser.id):
        raise NotFound
    return organiser


def _people(organiser: Organiser, roles: Sequence[Role]) -> Listing[Role]:
    return listing("people", organiser.name, roles, today())


def _created(form: NewOrganiserForm, actor: Person) -> Organiser:
    """Return the new organiser; the same form sent twice gives the same one."""
    slug = str(form.slug.data)
    existing = queries.find_organiser(slug)
    if existing is not None and existing.name != form.name.data:
        message = _("Another organiser has this short name.")
        raise Invalid(message, {"slug": message})
    return existing or services.organiser_for(slug=slug, actor=actor, **_details(form))


def _details(form: OrganiserForm) -> dict[str, Any]:
    email = str(form.email.data)
    return {
        "name": str(form.name.data),
        "registration_number": str(form.registration_number.data),
        "address": str(form.address.data),
        "email": normalised(email) if email else "",
        "phone": str(form.phone.data),
        "needs_two": bool(form.needs_two.data),
        "number_format": str(form.number_format.data),
    }


def _to(organiser: Organiser, words: str) -> Response:
    flash(words)
    return redirect(url_for("organisers.show", slug=organiser.slug), 303)
