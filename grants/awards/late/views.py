"""A conflict found late: what it would change is looked at first; the order before and after stays for everybody."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_with
from grants.awards import labels
from grants.awards.deliberation.agreed import consensus_of, consensus_on
from grants.awards.late import services
from grants.awards.late.comparison import Change, changes_between, digest_of, read
from grants.awards.late.forms import LateForm
from grants.awards.late.queries import agreed_before, late_conflicts_in, sittings_with_minutes
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import require_none_of_own
from grants.awards.views.ranking import ranked_call
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_read_office
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page
from grants.errors import Forbidden, Invalid, NotFound, Stale
from grants.evaluation.interests.people import ever_judging
from grants.evaluation.labels import CONFLICTS
from grants.evaluation.models import ConflictKind

blueprint = Blueprint("late", __name__, url_prefix="/office/calls/<slug>/ranking/late-conflicts")


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show the conflicts that were found late, each with the order before and after."""
    call, person = ranked_call(slug), require_person()
    if not may_read_office(person, call):
        raise NotFound
    require_none_of_own(call, person)
    consensus = consensus_of(call)
    return render_template(
        "awards/late/page.html",
        call=call,
        rules=rules_of(call),
        found=[
            (one, changes_between(read(one.before), read(one.after)), agreed_before(one, consensus))
            for one in late_conflicts_in(call)
        ],
        assists=may_assist(person, call),
        conflict_words=CONFLICTS,
        labels=labels,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def record(slug: str) -> Page:
    """Ask whose conflict was found, show what would change, then record it."""
    call, person = ranked_call(slug), require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    require_none_of_own(call, person)
    people, form = ever_judging(call), LateForm()
    form.offer(people)
    if not form.validate_on_submit():
        return _form_page(call, form), 422 if form.is_submitted() else 200
    try:
        application = _application_in(call, form.reference.data or "")
    except Invalid as error:
        form.reference.errors = [*form.reference.errors, str(error.message)]
        return _form_page(call, form), error.status
    whose = next(each for each in people if str(each.id) == form.person.data)
    if "confirm" not in request.form:
        return _preview(call, form, application, whose)
    try:
        services.record_late_conflict(
            call=call,
            application=application,
            person=whose,
            kind=ConflictKind(form.kind.data),
            reason=form.reason.data or "",
            actor=person,
            seen=form.seen.data or "",
        )
    except Stale as error:
        return _preview(call, form, application, whose, refusal=str(error.message)), error.status
    flash(_("The conflict of %(name)s is recorded.", name=whose.name or whose.email), "success")
    return redirect(url_for("late.page", slug=call.slug), 303)


def _application_in(call: Call, reference: str) -> Application:
    application = submitted_with(call.id, reference.upper())
    if application is None:
        raise Invalid(_("No application of this call has this reference."))
    return application


def _form_page(call: Call, form: LateForm) -> str:
    return render_template("awards/late/form.html", call=call, form=form)


def _preview(call: Call, form: LateForm, application: Application, whose: Person, *, refusal: str = "") -> str:
    before, after = services.order_without(call, application, whose)
    return render_template(
        "awards/late/preview.html",
        call=call,
        rules=rules_of(call),
        form=form,
        application=application,
        whose=whose,
        changes=_differing(changes_between(before, after)),
        seen=digest_of(after),
        decided=call.stage in CONFIRMED,
        minutes=sittings_with_minutes(call),
        agreed=[code for code, one in consensus_on(application).items() if one.mark is not None],
        refusal=refusal,
        conflict_words=CONFLICTS,
        labels=labels,
    )


def _differing(changes: list[Change]) -> list[Change]:
    return [change for change in changes if change.differs]
