"""Letters that go outside of this service, and what became of any: not reached, or proven to have arrived."""

from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.services.enclosing import enclose
from grants.awards.letters import labels, services
from grants.awards.letters.forms import DispatchForm, FailureForm, ProofForm
from grants.awards.letters.models import Failure, LetterState
from grants.awards.letters.policies import assisted_call, lettered_call, require_reading
from grants.awards.letters.printing import addresses_of
from grants.awards.letters.queries import deliveries_of, dispatch_in, letter_in, ready_in
from grants.awards.letters.views.blueprint import blueprint
from grants.awards.stakes import require_impartial_reader
from grants.calls.policies import may_assist
from grants.calls.views.answering import Page, answer
from grants.documents.tables import to_tables
from grants.errors import NotFound
from grants.filetypes import XLSX
from grants.web.downloads import handed_out


@blueprint.route("/outside", methods=["GET", "POST"])
@signed_in
def outside(slug: str) -> Page:
    """Write down that letters went by e-address, post or were handed over, with the proof."""
    call, person = assisted_call(slug, require_person()), require_person()
    letters, form = ready_in(call), DispatchForm()
    form.offer(letters)

    def act() -> str:
        file = form.proof.uploaded
        proof = enclose(call=call, application=None, file=file, actor=person) if file else None
        chosen = form.chosen()
        services.dispatch(
            call=call,
            letters=chosen,
            channel=form.how(),
            sent_on=form.sent_on.data,
            tracking=form.tracking.data or "",
            proof=proof,
            actor=person,
        )
        flash(ngettext("%(num)d letter is sent.", "%(num)d letters are sent.", len(chosen)), "success")
        return url_for("letters.page", slug=call.slug)

    return answer(form, act, "awards/letters/outside.html", linked=False, call=call, letters=letters)


@blueprint.get("/addresses.xlsx")
@signed_in
def addresses(slug: str) -> Response:
    """Hand out the addresses of the letters that can be sent as a spreadsheet."""
    call, person = lettered_call(slug, require_person()), require_person()
    require_impartial_reader(call, person)
    return handed_out(to_tables(addresses_of(ready_in(call)), at=clock.now()), XLSX, f"{call.slug}-addresses.xlsx")


@blueprint.get("/dispatches/<uuid:dispatch_id>/proof")
@signed_in
def proof(slug: str, dispatch_id: UUID) -> Response:
    """Hand out the proof of a batch."""
    call = lettered_call(slug, require_person())
    found = dispatch_in(call, dispatch_id).proof
    if found is None:
        raise NotFound
    require_impartial_reader(call, require_person())
    return hand_out(found)


@blueprint.get("/<uuid:letter_id>")
@signed_in
def letter(slug: str, letter_id: UUID) -> str:
    """Show one letter: its file, who signed it, every try to deliver it, and until when it can be contested."""
    call, person = lettered_call(slug, require_person()), require_person()
    found = letter_in(call, letter_id)
    require_reading(person, found)
    return render_template(
        "awards/letters/letter.html",
        call=call,
        letter=found,
        deliveries=deliveries_of(found),
        assists=may_assist(person, call),
        is_sent=found.state is LetterState.SENT,
        failure=FailureForm(),
        proof=ProofForm(),
        labels=labels,
    )


@blueprint.post("/<uuid:letter_id>/not-reached")
@signed_in
def not_reached(slug: str, letter_id: UUID) -> Page:
    """Note that a letter did not reach its addressee; it can go by another channel then."""
    call, person = assisted_call(slug, require_person()), require_person()
    found, form = letter_in(call, letter_id), FailureForm()
    require_reading(person, found)

    def act() -> str:
        services.not_reached(letter=found, why=Failure(form.why.data), actor=person)
        flash(_("The letter did not reach its addressee. Send it by another channel."))
        return url_for("letters.page", slug=call.slug)

    return answer(form, act, "awards/letters/typed.html", linked=False, call=call, letter=found)


@blueprint.post("/<uuid:letter_id>/proven")
@signed_in
def proven(slug: str, letter_id: UUID) -> Page:
    """Note the day on which a letter is proven to have arrived: the term to contest counts from it."""
    call, person = assisted_call(slug, require_person()), require_person()
    found, form = letter_in(call, letter_id), ProofForm()
    require_reading(person, found)

    def act() -> str:
        services.prove(letter=found, proven_on=form.proven_on.data, proof=form.proof.data or "", actor=person)
        flash(_("The term to contest counts from the day on which the letter arrived."), "success")
        return url_for("letters.letter", slug=call.slug, letter_id=found.id)

    return answer(form, act, "awards/letters/typed.html", linked=False, call=call, letter=found)
