"""The committee and officials read the sheets of an application beside each other, talk, and record a consensus."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.files import hand_out
from grants.applications.models import Application
from grants.applications.queries import application_for
from grants.awards.deliberation import consensus, discussion
from grants.awards.deliberation.agreed import records_on
from grants.awards.deliberation.forms import ConsensusForm, PostForm
from grants.awards.deliberation.labels import flag_in_words
from grants.awards.deliberation.policies import may_agree, may_read_marks, may_talk
from grants.awards.deliberation.reasoning import may_see
from grants.awards.deliberation.sealing import are_open
from grants.awards.deliberation.sheets import counted_sheets, flagged_in, sheets_on
from grants.awards.deliberation.views.blueprints import deliberation
from grants.awards.kept.showing import standing_to_show
from grants.awards.policies import RANKED, may_see_ranking
from grants.awards.queries import standing_of
from grants.awards.stakes import has_own_in
from grants.calls.policies import may_read_office
from grants.calls.queries import call_by_slug
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.proofs import scan_of

MAX_SEEN_DIGITS = 6

Page = str | Response | tuple[str, int]


@deliberation.get("/evaluation/calls/<slug>/discussion")
@signed_in
def flagged(slug: str) -> str:
    """List the applications of a call that should be discussed, with why."""
    call, person = call_by_slug(slug), require_person()
    if not may_see_ranking(person, call):
        raise NotFound
    return render_template(
        "awards/deliberation/flagged.html",
        call=call,
        flagged=flagged_in(standing_of(call), call, person),
        in_office=may_read_office(person, call),
        in_words=flag_in_words,
    )


@deliberation.get("/evaluation/applications/<uuid:application_id>/marks")
@signed_in
def marks(application_id: UUID) -> Page:
    """Show the sheets of all beside each other."""
    return _page(_readable(application_id), PostForm(), 200)


@deliberation.post("/evaluation/applications/<uuid:application_id>/marks")
@signed_in
def say(application_id: UUID) -> Page:
    """Add to the discussion; what was typed stays on the page when it is refused."""
    application, form = _readable(application_id), PostForm()
    if not form.validate():
        return _page(application, form, 422)
    try:
        discussion.say(application=application, words=form.words.data or "", actor=require_person())
    except (Invalid, Conflict) as error:
        form.form_errors.append(str(error.message))
        return _page(application, form, error.status)
    return redirect(url_for("deliberation.marks", application_id=application.id, _anchor="discussion"), 303)


@deliberation.get("/evaluation/applications/<uuid:application_id>/marks/<uuid:evaluator_id>/scan")
@signed_in
def scan(application_id: UUID, evaluator_id: UUID) -> FlaskResponse:
    """Hand out the scan of a sheet that came on paper, to who may read its marks."""
    sheets, _conflicts = counted_sheets(_readable(application_id))
    return hand_out(scan_of(next((one for one in sheets if one.evaluator_id == evaluator_id), None)))


@deliberation.route(
    "/evaluation/applications/<uuid:application_id>/marks/<criterion>/consensus", methods=["GET", "POST"]
)
@signed_in
def agree(application_id: UUID, criterion: str) -> Page:
    """Record on which mark the committee agreed, or take it back."""
    application, person = _readable(application_id), require_person()
    about = consensus.criterion_in(application, criterion)
    form, records, status = ConsensusForm(), records_on(application, criterion), 200
    if not may_agree(person, application):
        raise (Forbidden if are_open(application.call) else NotFound)(_("The chair and officials record a consensus."))
    seen = len(records)
    if form.validate_on_submit():
        seen = seen_in(request.form)
        try:
            consensus.agree(
                application=application,
                code=criterion,
                mark=form.mark.data or "",
                reason=form.reason.data or "",
                seen=seen,
                actor=person,
            )
        except Stale as stale:
            # What was typed stays; the page shows what was recorded meanwhile, and sending it again has seen that.
            form.form_errors.append(str(stale.message))
            records, status = records_on(application, criterion), stale.status
            seen = len(records)
        except Invalid as invalid:
            for name, words in invalid.fields.items():
                form[name].errors = [*form[name].errors, str(words)]
            status = invalid.status
        else:
            flash(_("The consensus is recorded. Means and ranking follow it."))
            return redirect(url_for("deliberation.marks", application_id=application.id), 303)
    elif form.is_submitted():
        seen, status = seen_in(request.form), 422
    line = next(one for one in sheets_on(application).lines if one.criterion.code == criterion)
    page = render_template(
        "awards/deliberation/consensus.html",
        application=application,
        criterion=about,
        line=line,
        form=form,
        records=records,
        people=people_by_id(one.recorded_by_id for one in records if one.recorded_by_id),
        seen=seen,
    )
    return page, status


def seen_in(form: Mapping[str, str]) -> int:
    """Return the number of the record that the page showed, or −1, which no record has."""
    typed = form.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MAX_SEEN_DIGITS else -1


def _readable(application_id: UUID) -> Application:
    """Return an application whose sheets the reader may read; raise NotFound."""
    return application_for(application_id, require_person(), may_read_marks)


def _decimals(application: Application, person: Person) -> int:
    """Return the decimals of the total in the ranking; none to who sees no ranking, as they tell of others."""
    call = application.call
    if call.stage not in RANKED or not may_see_ranking(person, call) or has_own_in(call, person):
        return 0
    placement = standing_to_show(call).placements.get(application.reference or "")
    return placement.decimals if placement else 0


def _page(application: Application, form: PostForm, status: int) -> tuple[str, int]:
    person, call = require_person(), application.call
    opened = are_open(call)
    page = render_template(
        "awards/deliberation/marks.html",
        application=application,
        call=call,
        sheets=sheets_on(application, _decimals(application, person) if opened else 0),
        opened=opened,
        posts=discussion.posts_on(application) if opened else [],
        form=form if may_talk(person, application) else None,
        agrees=may_agree(person, application),
        reasons=opened and may_see(person, application),
        in_office=may_read_office(person, call),
        in_words=flag_in_words,
    )
    return page, status
