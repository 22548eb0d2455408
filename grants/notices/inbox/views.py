"""The pages of the inbox."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.errors import NotFound
from grants.notices.inbox import queries, services
from grants.web.undoing import say_with_undo

blueprint = Blueprint("inbox", __name__, url_prefix="/account/messages")


@blueprint.get("/")
def index() -> str:
    """List the reader's messages, the newest first."""
    from grants.accounts.current import require_person  # not above: people get messages from here

    person = require_person()
    return render_template("notices/inbox/index.html", page=queries.page_of(person.id, _before()), person=person)


@blueprint.get("/<uuid:message_id>")
def message(message_id: UUID) -> str:
    """Show one message."""
    from grants.accounts.current import require_person

    person = require_person()
    found = queries.message_of(person.id, message_id)
    return render_template("notices/inbox/message.html", message=found, person=person)


@blueprint.post("/<uuid:message_id>/open")
def read(message_id: UUID) -> Response:
    """Note that a message was opened, and show it."""
    from grants.accounts.current import require_person

    services.read(message_id=message_id, actor=require_person())
    return redirect(url_for("inbox.message", message_id=message_id), 303)


@blueprint.post("/read")
def read_all() -> Response:
    """Note that everything was seen."""
    from grants.accounts.current import require_person

    at = services.read_all(actor=require_person())
    say_with_undo(_("Everything is marked as read."), url_for("inbox.unread_all"), at=at.isoformat())
    return redirect(url_for("inbox.index"), 303)


@blueprint.post("/unread")
def unread_all() -> Response:
    """Undo that everything was seen."""
    from grants.accounts.current import require_person

    person = require_person()
    try:
        at = datetime.fromisoformat(request.form.get("at", ""))
    except ValueError:
        raise NotFound from None
    if at.tzinfo is None:
        raise NotFound
    services.unread_again(actor=person, at=at)
    return redirect(url_for("inbox.index"), 303)


def _before() -> tuple[datetime, UUID] | None:
    """Read where a page begins; raise NotFound for what nobody was shown."""
    at, number = request.args.get("at", ""), request.args.get("before", "")
    if not at and not number:
        return None
    try:
        moment, message_id = datetime.fromisoformat(at), UUID(number)
    except ValueError:
        raise NotFound from None
    if moment.tzinfo is None:
        raise NotFound
    return moment, message_id
