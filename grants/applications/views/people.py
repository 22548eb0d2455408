"""Who works on an application: the list, inviting somebody, ending somebody's work, and answering an invitation."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.forms import PersonForm
from grants.applications.invitations import invitation_for
from grants.applications.labels import RIGHTS
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.policies import may_end, may_lead, takes_people
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of
from grants.errors import Conflict, Forbidden, Invalid, NotFound


@applicants.route("/<uuid:application_id>/people", methods=["GET", "POST"])
def people(application_id: uuid.UUID) -> Page:
    """List the people of an application and invite somebody."""
    person, application = application_of(application_id)
    form = PersonForm()
    if not form.is_submitted():
        return _list(person, application, form)
    if not may_lead(person, application):
        raise Forbidden(_("Whoever leads the application decides who works on it."))
    if not form.validate():
        return _list(person, application, form), 422
    try:
        member = services.let_in(
            application=application,
            email=form.email.data or "",
            name=form.name.data or "",
            right=Right(form.right.data),
            actor=person,
        )
    except Conflict as conflict:
        return _list(person, application, form, conflict.message), conflict.status
    _say_what_was_done(member)
    return redirect(address("people", application), 303)


@applicants.route("/<uuid:application_id>/people/<uuid:member_id>/remove", methods=["GET", "POST"])
def remove_person(application_id: uuid.UUID, member_id: uuid.UUID) -> str | Response:
    """Ask, then end somebody's work on an application, or take an invitation back."""
    person, application = application_of(application_id)
    member = next((each for each in application.memberships if each.id == member_id), None)
    if member is None or (request.method == "GET" and member.ended_at is not None):
        raise NotFound
    if not may_lead(person, application) and not may_end(person, member, application):
        raise Forbidden(_("Whoever leads the application decides who works on it."))
    leaves = member.person_id == person.id
    if request.method == "GET":
        return render_template("applications/remove_person.html", application=application, member=member, leaves=leaves)
    services.let_out(application=application, member=member, actor=person)
    if leaves:
        flash(_("You do not work on the application any more."), "success")
        return redirect(url_for("applications.index"), 303)
    if member.accepted_at is None:
        flash(_("The invitation of %(name)s is taken back.", name=member.name), "success")
    else:
        flash(_("%(name)s does not work on the application any more.", name=member.name), "success")
    return redirect(address("people", application), 303)


@applicants.route("/<uuid:application_id>/people/<uuid:member_id>/lead", methods=["GET", "POST"])
def hand_over(application_id: uuid.UUID, member_id: uuid.UUID) -> str | Response:
    """Ask, then let another member lead."""
    person, application = application_of(application_id)
    member = next((each for each in application.memberships if each.id == member_id), None)
    if member is None or not member.works:
        raise NotFound
    if request.method == "POST":
        services.hand_over(application=application, member=member, actor=person)
        flash(_("%(name)s leads the application now.", name=member.name), "success")
        return redirect(address("people", application), 303)
    if not may_lead(person, application):
        raise Forbidden(_("Whoever leads the application decides who leads it next."))
    return render_template("applications/hand_over.html", application=application, member=member)


@applicants.route("/<uuid:application_id>/invitation", methods=["GET", "POST"])
def invitation(application_id: uuid.UUID) -> str | Response:
    """Say what accepting an invitation means, and take the answer."""
    person = require_person()
    application, member = invitation_for(application_id, person)
    if request.method == "POST":
        return _answer(application, person)
    if member.ended_at is not None:
        raise NotFound
    if member.works:
        return redirect(address("overview", application))
    return render_template(
        "applications/invitation.html",
        application=application,
        right=RIGHTS[member.right],
        may_accept=takes_people(application),
    )


def _answer(application: Application, person: Person) -> Response:
    match request.form.get("answer"):
        case "accept":
            services.accept(application=application, actor=person)
            flash(_("You work on this application now."), "success")
            return redirect(address("overview", application), 303)
        case "decline":
            services.decline(application=application, actor=person)
            flash(_("You have declined the invitation."), "success")
            return redirect(url_for("accounts.home"), 303)
    raise Invalid(_("Choose whether you accept or decline."))


def _list(person: Person, application: Application, form: PersonForm, refusal: object = "") -> str:
    """Return the list; whoever leads finds the form below it while somebody can come in, or what was refused."""
    inviting = may_lead(person, application) and (takes_people(application) or refusal)
    return render_template(
        "applications/people.html",
        application=application,
        ending={member.id for member in application.present if may_end(person, member, application)},
        person=person,
        leads=may_lead(person, application),
        form=form if inviting else None,
        refusal=refusal,
        rights=RIGHTS,
    )


def _say_what_was_done(member: ApplicationMember) -> None:
    if member.works:
        flash(_("What %(name)s may do is stored.", name=member.name), "success")
    else:
        flash(_("%(email)s is invited and gets a message.", email=member.person.email), "success")
