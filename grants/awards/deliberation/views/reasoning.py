"""A reasoning is drafted, approved and opened again; officials name who drafts it."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.applications.queries import application_for
from grants.awards.deliberation import reasoning as services
from grants.awards.deliberation.forms import ReasoningForm, ReopeningForm
from grants.awards.deliberation.labels import STEPS
from grants.awards.deliberation.models import Reasoning, ReasoningStep
from grants.awards.deliberation.policies import may_read_marks
from grants.awards.deliberation.reasonings import WHOLE, decisive_in, rapporteur_of, steps_on
from grants.awards.deliberation.revealing.labels import CLUES
from grants.awards.deliberation.revealing.queries import offered_on, revealing
from grants.awards.deliberation.sealing import are_open
from grants.awards.deliberation.views.blueprints import deliberation
from grants.awards.deliberation.views.marks import seen_in
from grants.awards.queries import placement_on
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.evaluation.committees import taken_seats

WHOLE_IN_ADDRESS = "whole"
"""Stands in addresses for the application as a whole."""
APPROVE, REOPEN, BEGIN = "approve", "reopen", "begin"
Page = str | Response | tuple[str, int]


@deliberation.get("/evaluation/applications/<uuid:application_id>/reasoning")
@signed_in
def reasoning(application_id: UUID) -> str:
    """Show the reasonings of an application, and who drafts them."""
    application, person = _readable(application_id), require_person()
    steps = steps_on(application)
    last = {one.code: one for one in steps}
    named = rapporteur_of(application)
    people = people_by_id({one.made_by_id for one in steps if one.made_by_id} | ({named.person_id} if named else set()))
    official = may_assist(person, application.call)
    return render_template(
        "awards/deliberation/reasonings.html",
        application=application,
        parts=[(code, code or WHOLE_IN_ADDRESS, last.get(code)) for code in _parts(application, last)],
        titles={criterion.code: criterion.title for criterion in rules_of(application.call).criteria},
        people=people,
        rapporteur=people.get(named.person_id) if named else None,
        members=[role.person for role in taken_seats(application.call_id)] if official else [],
        drafts=services.may_draft(person, application),
        steps=ReasoningStep,
    )


@deliberation.post("/evaluation/applications/<uuid:application_id>/rapporteur")
@signed_in
def rapporteur(application_id: UUID) -> Response:
    """Name who drafts the reasonings of an application."""
    application = _readable(application_id)
    chosen = request.form.get("person", "")
    try:
        person_id = UUID(chosen) if chosen else None
    except ValueError as error:
        raise Invalid(_("Choose a member of the committee who has no stake in this application.")) from error
    services.name_rapporteur(application=application, person_id=person_id, actor=require_person())
    flash(_("The rapporteur is named.") if person_id else _("The application has no rapporteur."))
    return redirect(url_for("deliberation.reasoning", application_id=application.id), 303)


@deliberation.route("/evaluation/applications/<uuid:application_id>/reasoning/<part>", methods=["GET", "POST"])
@signed_in
def reason(application_id: UUID, part: str) -> Page:
    """Write one reasoning, approve it, or open it again; what was typed stays on the page when it is refused."""
    application, person = _readable(application_id), require_person()
    code = WHOLE if part == WHOLE_IN_ADDRESS else part
    steps = [one for one in steps_on(application) if one.code == code]
    last = steps[-1] if steps else None
    titles = {criterion.code: criterion.title for criterion in rules_of(application.call).criteria}
    if code != WHOLE and code not in titles:
        raise NotFound
    form, reopening, status, unlooked = ReasoningForm(), ReopeningForm(), 200, ""
    if request.method == "POST":
        try:
            if (answer := _acted(application, code, form, reopening)) is not None:
                return answer
            status = 422
        except services.Reveals as error:
            unlooked, status, form.words.data = str(error.message), error.status, last.words if last else ""
        except Invalid as invalid:
            for name, words in invalid.fields.items():
                field = form[name] if name in form else reopening[name]
                field.errors = [*field.errors, str(words)]
            status = invalid.status
        except Conflict as error:
            form.form_errors.append(str(error.message))
            status = error.status
            steps = [one for one in steps_on(application) if one.code == code]
            last = steps[-1] if steps else None
    drafts = services.may_draft(person, application)
    is_approved = last is not None and last.step is ReasoningStep.APPROVED
    offered = offered_on(application) if drafts and not is_approved else []
    if request.method == "GET":
        begins = last is None and BEGIN in request.args
        form.words.data = "\n\n".join(one.words for one in offered) if begins else last.words if last else ""
    page = render_template(
        "awards/deliberation/reasoning.html",
        application=application,
        title=titles.get(code),
        code=code,
        form=form,
        reopening=reopening,
        last=last,
        steps=steps,
        step_words=STEPS,
        people=people_by_id(one.made_by_id for one in steps if one.made_by_id),
        is_approved=is_approved,
        drafts=drafts,
        offered=offered,
        hints=revealing(last.words, application.call) if last and not is_approved else (),
        clues=CLUES,
        unlooked=unlooked,
        approves=services.may_approve(person, application, last),
    )
    return page, status


def _acted(application: Application, code: str, form: ReasoningForm, reopening: ReopeningForm) -> Response | None:
    """Do what was asked for; return nothing when the form needs correcting."""
    actor, seen = require_person(), seen_in(request.form)
    if REOPEN in request.form:
        services.reopen(application=application, code=code, reason=str(reopening.reason.data or ""), actor=actor)
        flash(_("The reasoning is open again."))
    elif APPROVE in request.form:
        looked = "despite_hints" in request.form
        services.approve(application=application, code=code, seen=seen, actor=actor, despite_hints=looked)
        flash(_("The reasoning is approved."))
    elif form.validate():
        services.draft(application=application, code=code, words=str(form.words.data), seen=seen, actor=actor)
        flash(_("The reasoning is stored."))
    else:
        return None
    return redirect(url_for("deliberation.reasoning", application_id=application.id), 303)


def _parts(application: Application, last: Mapping[str, Reasoning]) -> list[str]:
    """Return what needs a reasoning by the ranking, then what else has one."""
    needed = decisive_in(placement_on(application, rules_of(application.call)))
    return [*needed, *(code for code in last if code not in needed)]


def _readable(application_id: UUID) -> Application:
    """Return an application whose reasonings the reader may read; raise NotFound or Forbidden."""
    person = require_person()
    application = application_for(application_id, person, may_read_marks)
    if not are_open(application.call):
        raise NotFound
    if not services.may_see(person, application):
        raise Forbidden(_("Reasonings are read by those who have no application of their own in the call."))
    return application
