"""Change what was sent in, until the deadline: until the change is sent in, what was sent in before counts."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.earlier import keep_earlier
from grants.applications.form.working import Typed, shapes
from grants.applications.models import Application, ApplicationState, Attachment, Receipt, Right
from grants.applications.receipts import content_of_receipt
from grants.applications.services.locking import lock, require_open, require_right
from grants.applications.services.steps import note
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict

MAX_SUBMISSIONS = 50
"""How often one application is sent in."""


def open_again(*, application: Application, actor: Person) -> None:
    """Begin to change what was sent in; a second time goes on with the change there is.

    Raise Closed after the deadline, Conflict for what was not sent in, was withdrawn or is being judged, or after
    MAX_SUBMISSIONS.
    """
    lock(application)
    require_right(actor, application, Right.EDIT)
    if application.change is not None:
        return
    if application.state is not ApplicationState.SUBMITTED:
        raise Conflict(_l("Only what was submitted and is not judged yet can be opened again."))
    require_open(application)
    if queries.receipt_of(application).number >= MAX_SUBMISSIONS:
        raise Conflict(_l("An application is submitted at most %(most)s times.", most=MAX_SUBMISSIONS))
    application.change = asdict(Typed(application.title, _first_page(application), application.answers))
    db.session.flush()
    note(application, "application.opened_again", actor)


def drop_change(*, application: Application, actor: Person | None) -> None:
    """Give a change up: what was sent in stays as it was, and what was typed can be found again.

    Without an actor it is the deadline that ends the change. A second time does nothing.
    """
    if actor is not None:
        lock(application)
        require_right(actor, application, Right.EDIT)
    if application.change is None:
        return
    end_change(application, actor)
    note(application, "application.change_dropped", actor)


def end_change(application: Application, actor: Person | None) -> None:
    """Forget a change and its files, after keeping what was typed into it."""
    rules, changed = rules_of(application.call), application.typed
    codes = [f"_{name}" for name in changed.applicant] + ["_title", *changed.answers]
    typed, sent = shapes(rules, changed, codes), shapes(rules, application.sent, codes)
    lost = {code: answer for code, answer in typed.items() if answer != sent[code]}
    if lost:
        keep_earlier(application, lost, None, actor)
    application.change = None
    now = clock.now()
    for file in _touched(application):
        file.removed_at = now if file.is_added else None
        file.is_added = file.is_dropped = False
    db.session.flush()


def put_away_sent(application: Application) -> Receipt:
    """Let a change take the place of what was sent in; return the receipt of what was, which keeps its content."""
    receipt = queries.receipt_of(application)
    receipt.content = content_of_receipt(application, queries.attachments_of(application.id))
    receipt.replaced_at = clock.now()
    typed = application.typed
    application.change = None
    application.typed = typed
    for file in _touched(application):
        file.removed_at = receipt.replaced_at if file.is_dropped else None
        file.is_added = file.is_dropped = False
    db.session.flush()
    return receipt


def _first_page(application: Application) -> dict[str, object]:
    """Return who applies, with the sum asked for, as it was typed."""
    requested = application.requested
    return {**application.applicant, "requested": "" if requested is None else format(requested, "f")}


def _touched(application: Application) -> list[Attachment]:
    """Return the files that a change adds or leaves out."""
    of_change = Attachment.is_added.is_(True) | Attachment.is_dropped.is_(True)
    query = select(Attachment).where(
        Attachment.application_id == application.id, Attachment.removed_at.is_(None), of_change
    )
    return list(db.session.scalars(query))
