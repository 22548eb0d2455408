"""Ask those who stand behind an application to confirm it, and take their answers."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.emails import normalised
from grants.accounts.models import Person
from grants.applications import notices, queries
from grants.applications.confirmations import (
    COPY,
    PAPER,
    confirmation_of,
    confirmations_of,
    content_digest,
    wanted_parties,
)
from grants.applications.form.parties import LINK
from grants.applications.models import Application, ApplicationState, Confirmation, Party, Right
from grants.applications.papers.printed import signed_copy_of
from grants.applications.policies import may_ask
from grants.applications.services.locking import lock, require_right
from grants.applications.services.steps import note
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.signatures import Container

AGAIN_AFTER = timedelta(minutes=10)
"""How long a link is waited for before it is sent again: buttons are pressed twice."""
MAX_ASKED = 20
"""How often the parties of one application are asked."""


def ask_parties(*, application: Application, actor: Person) -> int:
    """Ask everybody to confirm who has not been asked about the content that stands now; return how many are asked.

    Whoever asks and is meant themselves confirms by asking. Raise Conflict for a draft that is not complete, because
    what is confirmed cannot be changed without asking anew.
    """
    lock(application)
    require_right(actor, application, Right.EDIT)
    if not may_ask(actor, application):
        raise Conflict(_l("Nobody can be asked any more."))
    return ask(application, actor)


def ask(application: Application, actor: Person) -> int:
    """Do the same for a locked application."""
    digest = required_digest(application)
    before = {each.role: each for each in confirmations_of(application)}
    asked = 0
    for role, name, email, way in wanted_parties(rules_of(application.call), application.typed.applicant):
        earlier = before.get(role)
        if earlier is not None and earlier.digest == digest and earlier.email == email and not _needs_another(earlier):
            continue
        if earlier is not None:
            earlier.replaced_at = clock.now()
        if way == LINK:
            _ask(application, actor, Confirmation(role=role, name=name, email=email, way=way, digest=digest))
            asked += 1
    return asked


def answer(*, token: str, agrees: bool) -> Confirmation:
    """Take the answer of somebody who was asked by a link; a second answer changes nothing.

    Raise NotFound for a link that asks for nothing.
    """
    confirmation = confirmation_of(token, locked=True)
    if confirmation is None:
        raise NotFound
    if confirmation.agrees is not None:
        return confirmation
    if confirmation.application.state is ApplicationState.WITHDRAWN:
        raise Conflict(_l("The application was withdrawn, so there is nothing to confirm."))
    _take(confirmation, agrees=agrees, at=clock.now(), actor=None)
    notices.answered(confirmation.application, confirmation)
    return confirmation


def receive_on_paper(*, application: Application, at: datetime, actor: Person) -> None:
    """Write down that the signed copy came on paper; a second time does nothing. Raise Conflict for a draft."""
    lock(application)
    if application.submitted_at is None:
        raise Conflict(_l("Only what was submitted can be signed on paper."))
    earlier = _by_signatory(application)
    if earlier is None or not earlier.agrees:
        _sign(application, earlier, Confirmation(name="", way=PAPER), at=at, actor=actor)


def receive_signed_copy(*, application: Application, container: Container, actor: Person) -> str:
    """Take the generated copy back, signed electronically, and return who signed it; a second time does nothing.

    Raise Conflict for a draft, Invalid unless every signature matches and the copy lies inside unchanged.
    """
    lock(application)
    require_right(actor, application, Right.EDIT)
    if application.submitted_at is None:
        raise Conflict(_l("Submit first: the copy to sign is made of what was submitted."))
    names = ", ".join(signature.name for signature in container.signatures)
    earlier = _by_signatory(application)
    if earlier is not None and earlier.agrees:
        return earlier.name
    if not container.signatures or not all(signature.matches for signature in container.signatures):
        raise Invalid(_l("The signature does not match the content. Sign the copy again and send it as it is."))
    if copy_digest(application) not in container.documents.values():
        raise Invalid(_l("The copy inside is not the one you downloaded here. Sign that very file, unopened."))
    _sign(application, earlier, Confirmation(name=names, way=COPY), at=clock.now(), actor=actor)
    return names


def copy_digest(application: Application) -> str:
    """Return SHA-256 of the copy that is downloaded to be signed, in the first language of the call."""
    return hashlib.sha256(signed_copy_of(application)).hexdigest()


def required_digest(application: Application) -> str:
    """Return the digest of what an application says now; raise Conflict if it is not complete."""
    digest = content_digest(application)
    if not digest:
        raise Conflict(_l("Fill everything in first: what is confirmed cannot be changed without asking anew."))
    return digest


def _by_signatory(application: Application) -> Confirmation | None:
    """Return what whoever signs was asked or answered about the content that stands."""
    return next((each for each in confirmations_of(application) if each.role is Party.SIGNATORY), None)


def _sign(
    application: Application, earlier: Confirmation | None, signature: Confirmation, *, at: datetime, actor: Person
) -> None:
    """Put a signature that came another way in the place of the link that was asked for."""
    signature.digest = required_digest(application)
    if earlier is not None:
        earlier.replaced_at = clock.now()
    signature.role, signature.email = Party.SIGNATORY, ""
    signature.application, signature.asked_at = application, clock.now()
    db.session.add(signature)
    _take(signature, agrees=True, at=at, actor=actor)


def _needs_another(confirmation: Confirmation) -> bool:
    """Tell whether a link is sent again to the same person: after a refusal, or when no answer came for a while."""
    if confirmation.agrees is None:
        return clock.now() - confirmation.asked_at >= AGAIN_AFTER
    return not confirmation.agrees


def _ask(application: Application, actor: Person, confirmation: Confirmation) -> None:
    if queries.count_asked(application.id) >= MAX_ASKED:
        raise Conflict(_l("Links to confirm were sent %(most)s times. Ask the organiser.", most=MAX_ASKED))
    confirmation.application = application
    confirmation.asked_at = clock.now()
    db.session.add(confirmation)
    db.session.flush()
    note(application, "application.confirmation_asked", actor, details={"role": confirmation.role.value})
    if confirmation.email == normalised(actor.email):
        _take(confirmation, agrees=True, at=clock.now(), actor=actor)
    else:
        notices.confirm_asked(application, confirmation, actor)


def _take(confirmation: Confirmation, *, agrees: bool, at: datetime, actor: Person | None) -> None:
    confirmation.agrees, confirmation.answered_at = agrees, at
    db.session.flush()
    action = "application.confirmed" if agrees else "application.confirmation_refused"
    details = {"role": confirmation.role.value, "way": confirmation.way}
    note(confirmation.application, action, actor, details=details)
