"""The signed decision on a complaint: sent or recorded as sent, not reached, and handed out to who may read it."""

from uuid import UUID

from flask import Response, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.queries import application_for
from grants.awards.contests import services
from grants.awards.contests.queries import complaints_about
from grants.awards.contests.views import blueprint
from grants.awards.contests.views.office import readable, send_form, shown
from grants.awards.letters.forms import FailureForm
from grants.awards.letters.models import Failure
from grants.awards.policies import may_read_letter
from grants.awards.terms import Channel
from grants.calls.views.answering import Page, answer
from grants.errors import NotFound


@blueprint.post("/office/complaints/<uuid:complaint_id>/sending")
@signed_in
def send(complaint_id: UUID) -> Page:
    """Send the signed decision by e-mail, or write down how it was sent."""
    found, person = readable(complaint_id), require_person()
    form = send_form(found)

    def act() -> str:
        handed = services.Handed(
            channel=Channel(form.channel.data),
            file=form.document.uploaded,
            sent_on=form.sent_on.data,
            tracking=form.tracking.data or "",
            proof=form.proof.uploaded,
        )
        sending = services.send_ruling(complaint=found, handed=handed, actor=person)
        waits = sending.sent_at is None
        flash(_("The decision is put into the outbox.") if waits else _("The sending is recorded."), "success")
        return url_for("contests.complaint", complaint_id=found.id)

    return answer(form, act, "awards/contests/complaint.html", linked=False, **shown(found, send_form=form))


@blueprint.post("/office/complaints/<uuid:complaint_id>/not-reached")
@signed_in
def not_reached(complaint_id: UUID) -> Page:
    """Write down that the signed decision did not reach whoever complained."""
    found, person, form = readable(complaint_id), require_person(), FailureForm()

    def act() -> str:
        services.ruling_not_reached(complaint=found, why=Failure(form.why.data), actor=person)
        flash(_("The decision did not reach whoever complained. Send it another way."))
        return url_for("contests.complaint", complaint_id=found.id)

    return answer(form, act, "awards/contests/complaint.html", linked=False, **shown(found, failure_form=form))


@blueprint.get("/office/complaints/<uuid:complaint_id>/sendings/<uuid:sending_id>/<any(document, proof):kind>")
@signed_in
def sent_file(complaint_id: UUID, sending_id: UUID, kind: str) -> Response:
    """Hand out the signed decision as it was sent, or the proof of its sending."""
    sending = next((one for one in readable(complaint_id).sendings if one.id == sending_id), None)
    file = (sending.document if kind == "document" else sending.proof) if sending else None
    if file is None:
        raise NotFound
    return hand_out(file)


@blueprint.get("/applications/<uuid:application_id>/complaint/<uuid:complaint_id>/ruling")
@signed_in
def document_for_applicant(application_id: UUID, complaint_id: UUID) -> AnyResponse:
    """Hand out the signed decision to whoever complained here, once it has left."""
    person = require_person()
    application = application_for(application_id, person)
    own = [one for one in complaints_about(application) if one.id == complaint_id and one.made_by_id is not None]
    sending = own[0].sending if own and may_read_letter(person, application) else None
    if sending is None or sending.sent_at is None:
        raise NotFound
    return hand_out(sending.document)
