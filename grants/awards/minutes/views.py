"""The minutes of a sitting: read, written in, approved, taken along."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.awards.deliberation.views.marks import seen_in
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.policies import may_hold
from grants.awards.meetings.queries import sitting_in
from grants.awards.meetings.views.blueprints import met_call
from grants.awards.minutes import services
from grants.awards.minutes.content import blocks_of, differences, read, without
from grants.awards.minutes.covering import given_by, names_of, share_of, waiting_for_another
from grants.awards.minutes.labels import CAPACITIES, IN_PLACE_OF
from grants.awards.minutes.queries import hidden_from, minutes_of, named
from grants.awards.minutes.signatures import signature, signatures_of
from grants.awards.minutes.writing import CLOSING, OPENING, document_of, place_of
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import require_none_of_own, undeclared
from grants.calls.models import Call
from grants.documents.making import make
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out
from grants.web.forms import Form

minutes = Blueprint("minutes", __name__, url_prefix="/office/calls/<slug>/sittings/<int:number>/minutes")
"""The pages of minutes."""
Page = str | Answer | tuple[str, int]
WORDS = "words-"


@minutes.get("")
@signed_in
def page(slug: str, number: int) -> Page:
    """Show the minutes as they stand, and who has approved them."""
    call, sitting, person = _readable(slug, number)
    return _page(call, sitting, person, Form(), 200)


@minutes.route("/words", methods=["GET", "POST"])
@signed_in
def write(slug: str, number: int) -> Page:
    """Write free words between what was recorded; what was typed stays when it is refused."""
    call, sitting, person = _readable(slug, number)
    if not may_hold(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    form, status = Form(), 200
    if request.method == "POST":
        typed = {name.removeprefix(WORDS): value for name, value in request.form.items() if name.startswith(WORDS)}
        try:
            services.write(call=call, number=number, words=typed, seen=seen_in(request.form), actor=person)
        except (Invalid, Conflict) as error:
            form.form_errors.append(str(error.message))
            status = error.status
        else:
            flash(_("The minutes are stored."), "success")
            return redirect(url_for("minutes.page", slug=call.slug, number=number), 303)
    held = minutes_of(sitting, call)
    hidden = hidden_from(held, person)
    about = [(place_of(one.id), f"{one.reference} {one.title}") for one in held.record.about() if one.id not in hidden]
    places = [(OPENING, _("At the beginning")), *about, (CLOSING, _("At the end"))]
    page = render_template(
        "awards/minutes/write.html",
        call=call,
        sitting=sitting,
        form=form,
        places=places,
        words={place: request.form.get(WORDS + place, held.words.get(place, "")) for place, _title in places},
        seen=held.seen,
        void=bool(held.standing_approvals),
        most=services.MAX_FREE_WORDS,
    )
    return page, status


@minutes.post("/approval")
@signed_in
def approve(slug: str, number: int) -> Answer:
    """Approve the minutes."""
    call, _sitting, person = _readable(slug, number)
    services.approve(call=call, number=number, seen=request.form.get("seen", ""), actor=person)
    flash(_("You have approved the minutes."), "success")
    return redirect(url_for("minutes.page", slug=call.slug, number=number), 303)


@minutes.get("/file.<any(pdf, docx):kind>")
@signed_in
def file(slug: str, number: int, kind: str) -> Response:
    """Hand out the minutes as the reader may read them, for the files of the office."""
    call, sitting, person = _readable(slug, number)
    held = minutes_of(sitting, call)
    with force_locale(held.record.rules.languages[0]):
        sections = without(held.sections, hidden_from(held, person), hidden_words())
    at = held.last.made_at if held.last else sitting.closed_at or sitting.opened_at or clock.now()
    document = document_of(held.record, blocks_of(sections), signatures_of(held), held.logo)
    return handed_out(make(kind, document, at=at), MEDIA_TYPES[kind], f"{call.slug}-minutes-{number}.{kind}")


@minutes.get("/versions/<int:version>")
@signed_in
def version(slug: str, number: int, version: int) -> str:
    """Show what a version changed of the one before it."""
    call, sitting, person = _readable(slug, number)
    held = minutes_of(sitting, call)
    wanted = next((one for one in held.versions if one.number == version), None)
    if wanted is None:
        raise NotFound
    earlier = next((one for one in held.versions if one.number == version - 1), None)
    hidden = hidden_from(held, person)
    before = without(read(earlier.content) if earlier else [], hidden, hidden_words())
    after = without(read(wanted.content), hidden, hidden_words())
    return render_template(
        "awards/minutes/version.html",
        call=call,
        sitting=sitting,
        version=wanted,
        earlier=earlier,
        differences=differences(before, after),
        document=document_of(held.record, blocks_of(after), []),
    )


def hidden_words() -> str:
    """Return what stands in the place of a part that a reader may not see."""
    return str(_("A conflict of interest hides this part from who reads this."))


def _readable(slug: str, number: int) -> tuple[Call, Sitting, Person]:
    """Return a sitting that has begun for a reader of its minutes; nobody with an application of their own is one."""
    call, person = met_call(slug)
    require_none_of_own(call, person)
    sitting = sitting_in(call, number)
    if sitting.state not in services.WRITABLE:
        raise Conflict(_("Minutes are written once the sitting has begun."))
    return call, sitting, require_person()


def _page(call: Call, sitting: Sitting, person: Person, form: Form, status: int) -> Page:
    held = minutes_of(sitting, call)
    sections = without(held.sections, hidden_from(held, person), hidden_words())
    first = undeclared(call, person)
    approves = sitting.state is SittingState.CLOSED and given_by(held, person) is None and not first
    share = share_of(held, person) if approves else None
    people = people_by_id(held.people())
    page = render_template(
        "awards/minutes/page.html",
        call=call,
        sitting=sitting,
        form=form,
        first=first,
        document=document_of(held.record, blocks_of(sections), []),
        minutes=held,
        people=people,
        signatures=[signature(held, one, named(people.get(one.person_id))) for one in held.standing_approvals],
        writes=may_hold(person, call) and not first and not (held.is_approved and call.stage in CONFIRMED),
        share=share,
        left_out=names_of(held, held.parts - share.parts) if share else [],
        taken=names_of(held, share.parts) if share else [],
        waiting=waiting_for_another(held) if sitting.state is SittingState.CLOSED else [],
        capacities=CAPACITIES,
        in_place_of=IN_PLACE_OF,
    )
    return page, status
