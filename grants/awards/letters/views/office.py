"""The letters of a call, for its officials: how far they are, and what is done with them next."""

from collections import Counter
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from grants.accounts.current import require_person, signed_in
from grants.accounts.lists.views import ROWS, asked_of, shown_of, table_as
from grants.accounts.models import Organiser
from grants.applications.files import hand_out
from grants.awards.letters import labels, services
from grants.awards.letters.forms import UnsignedForm
from grants.awards.letters.jobs.queries import jobs_in
from grants.awards.letters.listing import Kinds, count_asked, kinds_in, letters_asked, listing
from grants.awards.letters.models import LetterState
from grants.awards.letters.policies import assisted_call, lettered_call, require_reading
from grants.awards.letters.queries import (
    count_made,
    declaration_of,
    dispatches_of,
    failures_of,
    letter_in,
    ready_in,
    unsigned_in,
    void_in,
)
from grants.awards.letters.services.answerable import without_time
from grants.awards.letters.signed import MAX_SIGNED_MB
from grants.awards.letters.views.blueprint import blueprint
from grants.awards.letters.ways import first_way, is_read
from grants.awards.stakes import undeclared
from grants.awards.terms import Channel
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_manage
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page
from grants.calls.views.office import managed_call
from grants.db import db
from grants.errors import NotFound
from grants.web.lists.asked import LONG
from grants.web.paging import page_number

__all__ = ["blueprint"]


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show how many letters are made, signed and sent, what comes next, and every letter."""
    call, person = lettered_call(slug, require_person()), require_person()
    first = undeclared(call, person)
    kinds, number, ready = kinds_in(call), page_number(), ready_in(call)
    counts = _by_state(kinds)
    failures = failures_of(call)
    whole = sum(counts.values()) - counts[LetterState.VOID]
    letters = listing(kinds)
    asked = asked_of(letters.shape)
    return render_template(
        "awards/letters/page.html",
        call=call,
        counts=counts,
        whole=whole,
        made=count_made(call),
        shown=shown_of(
            letters,
            letters_asked(call, asked, start=(number - 1) * ROWS, most=ROWS),
            asked=asked,
            here=url_for("letters.page", slug=call.slug),
            page=number,
            count=count_asked(call, asked),
            is_long=whole >= LONG,
        ),
        missing=len(unsigned_in(call)),
        ready=len(ready),
        late=without_time(ready, rules_of(call)),
        to_e_address=sum(first_way(letter) is Channel.E_ADDRESS for letter in ready),
        failures=failures,
        unaddressed=[letter for letter in ready if letter.id not in failures and not is_read(letter)],
        first_way=first_way,
        jobs=jobs_in(call),
        dispatches=dispatches_of(call),
        void=void_in(call) if counts[LetterState.VOID] else [],
        declaration=declaration_of(call.organiser_id),
        first=first,
        manages=may_manage(person, call),
        assists=may_assist(person, call) and not first,
        most=MAX_SIGNED_MB,
        labels=labels,
    )


@blueprint.get("/list.<any(xlsx, csv):kind>")
@signed_in
def listed_file(slug: str, kind: str) -> Response:
    """Hand out what the list of letters shows as a table."""
    call = lettered_call(slug, require_person())
    letters = listing(kinds_in(call))
    asked = asked_of(letters.shape)
    return table_as(kind, letters.sheet(letters_asked(call, asked), asked), f"{call.slug}-letters")


@blueprint.post("/send")
@signed_in
def send(slug: str) -> AnyResponse:
    """Send by e-mail what is ready, or one letter; a second click sends nothing again."""
    call = assisted_call(slug, require_person())
    chosen = request.form.get("letter")
    sent = services.send_by_email(
        call=call, actor=require_person(), letters=None if chosen is None else [_id_of(chosen)]
    )
    if sent:
        flash(
            ngettext("%(num)d letter is put into the outbox.", "%(num)d letters are put into the outbox.", sent),
            "success",
        )
    else:
        flash(_("There was nothing to send: every letter that is ready is on its way already."))
    return redirect(url_for("letters.page", slug=call.slug), 303)


@blueprint.get("/<uuid:letter_id>/<any(made, signed):which>")
@signed_in
def file(slug: str, letter_id: UUID, which: str) -> Response:
    """Hand out the file of a letter as it was made, or as it came back signed."""
    call = lettered_call(slug, require_person())
    letter = letter_in(call, letter_id)
    require_reading(require_person(), letter)
    found = letter.made if which == "made" else letter.signed
    if found is None:
        raise NotFound
    return hand_out(found)


@blueprint.route("/unsigned", methods=["GET", "POST"])
@signed_in
def unsigned(slug: str) -> Page:
    """Declare that the letters of the organiser are valid unsigned, or take that back."""
    call = managed_call(slug)
    known, form = declaration_of(call.organiser_id), UnsignedForm()
    if "end" in request.form:
        services.end_declaration(organiser=_organiser_of(call), actor=require_person())
        flash(_("The letters have to be signed."), "success")
        return redirect(url_for("letters.page", slug=call.slug), 303)
    if form.validate_on_submit():
        services.declare_unsigned(organiser=_organiser_of(call), basis=form.basis.data or "", actor=require_person())
        flash(_("The letters are declared valid without a signature."), "success")
        return redirect(url_for("letters.page", slug=call.slug), 303)
    if not form.is_submitted() and known is not None:
        form.basis.data = known.basis
    html = render_template(
        "awards/letters/unsigned.html", call=call, form=form, known=known, organiser=rules_of(call).organiser
    )
    return html, 422 if form.is_submitted() else 200


def _by_state(kinds: Kinds) -> Counter[LetterState]:
    counts: Counter[LetterState] = Counter()
    for (state, _kind), count in kinds.items():
        counts[state] += count
    return counts


def _organiser_of(call: Call) -> Organiser:
    return db.session.get_one(Organiser, call.organiser_id)


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
