"""The page on which administrators see how the outbox stands, and send again what belongs to no call."""

from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.models import MAX_EMAIL, Person
from grants.accounts.policies import is_administrator
from grants.db import MAX_LINE
from grants.documents.making import make
from grants.errors import NotFound
from grants.notices.labels import STATES
from grants.notices.proving import queries as proving
from grants.notices.proving.printing import document_of
from grants.notices.services import send_again as send_once_more
from grants.notices.standing.apart import stuck_apart, veiled_apart, written_apart
from grants.notices.standing.queries import standing
from grants.notices.workflow import STUCK
from grants.web.downloads import handed_out
from grants.web.slots import Task, offer_tasks

blueprint = Blueprint("outbox", __name__, url_prefix="/office/outbox")


@blueprint.get("")
@signed_in
def page() -> str:
    """Show how many messages wait, since when, how fast they leave, and what stands in their way."""
    _administrator()
    address = _address()
    return render_template(
        "notices/standing.html",
        found=standing(),
        states=STATES,
        stuck=STUCK,
        address=address,
        apart=written_apart(address) if address else stuck_apart(),
    )


@blueprint.get("/messages.pdf")
@signed_in
def printed() -> Response:
    """Hand out what an address was told outside of calls, as a document to be filed as evidence."""
    person, address = _administrator(), _address()
    messages = written_apart(address)[::-1]
    document = document_of(
        messages,
        proving.attempts_of(messages),
        proving.entries_about(messages),
        veiled=veiled_apart(messages),
        lead=[_("To %(address)s", address=address), _("Outside of calls")],
        printed_by=person.name,
    )
    return handed_out(make("pdf", document, at=clock.now()), "application/pdf", "messages.pdf")


@blueprint.post("/<uuid:message_id>/send-again")
@signed_in
def send_again(message_id: UUID) -> Response:
    """Send a message of no call again that did not arrive for certain, to another address if it was mended."""
    person = _administrator()
    send_once_more(
        message_id=message_id, call_id=None, actor=person, address=request.form.get("address", "")[:MAX_LINE]
    )
    flash(_("The message will be sent again."))
    return redirect(url_for("outbox.page"), 303)


def tasks(person: Person) -> list[Task]:
    """Offer the page to administrators."""
    if not is_administrator(person):
        return []
    detail = _("How many messages wait, and what stands in their way.")
    return [Task(title=_("Outbox"), url=url_for("outbox.page"), detail=detail, waits=False, place=True)]


def init_app(app: Flask) -> None:
    """Connect the page."""
    app.register_blueprint(blueprint)
    offer_tasks(app, tasks)


def _administrator() -> Person:
    """Return who looks; raise NotFound for everybody but administrators."""
    person = require_person()
    if not is_administrator(person):
        raise NotFound
    return person


def _address() -> str:
    return request.args.get("address", "").replace("\0", "").strip().lower()[:MAX_EMAIL]
