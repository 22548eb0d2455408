"""Who works on an application: the list, letting somebody in, taking somebody out."""

import uuid

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.applications import services
from grants.applications.forms import PersonForm
from grants.applications.labels import RIGHTS
from grants.applications.models import Right
from grants.applications.policies import may_lead
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of
from grants.errors import Forbidden, NotFound


@applicants.route("/<uuid:application_id>/people", methods=["GET", "POST"])
def people(application_id: uuid.UUID) -> Page:
    """List the people of an application and let somebody in."""
    person, application = application_of(application_id)
    leads, form = may_lead(person, application), PersonForm()
    status = 200
    if form.is_submitted():
        if form.validate():
            email, name, right = form.email.data or "", form.name.data or "", Right(form.right.data)
            services.let_in(application=application, email=email, name=name, right=right, actor=person)
            flash(_("%(email)s can work on the application now and gets a message.", email=email), "success")
            return redirect(address("people", application), 303)
        status = 422
    page = render_template(
        "applications/people.html", application=application, form=form if leads else None, rights=RIGHTS
    )
    return page, status


@applicants.route("/<uuid:application_id>/people/<uuid:member_id>/remove", methods=["GET", "POST"])
def remove_person(application_id: uuid.UUID, member_id: uuid.UUID) -> str | Response:
    """Ask, then end somebody's work on an application."""
    person, application = application_of(application_id)
    member = next((each for each in application.members if each.id == member_id), None)
    if member is None:
        raise NotFound
    if not may_lead(person, application):
        raise Forbidden(_("Whoever leads the application decides who works on it."))
    if request.method == "POST":
        name = member.person.name or member.person.email
        services.let_out(application=application, member=member, actor=person)
        flash(_("%(name)s does not work on the application any more.", name=name), "success")
        return redirect(address("people", application), 303)
    return render_template("applications/remove_person.html", application=application, member=member)
