"""A later deadline for one applicant: only where the rules allow it, by a recorded decision."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from grants import clock
from grants.accounts.emails import normalised
from grants.accounts.events import AddressChanged
from grants.accounts.models import Person
from grants.applications import notices, queries
from grants.applications.models import Application, ApplicationMember, ApplicationState, Confirmation, Extension
from grants.applications.services.steps import move
from grants.applications.workflow import Action
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record
from grants.web.filters import moment

MAX_EXTENSION_REASON = 2000
ActBehind = tuple[str, str, date]


def extend_for(*, call: Call, email: str, until: datetime, reason: str, act: ActBehind, actor: Person) -> Extension:
    """Let one applicant, known by the address they sign in with, submit until a later moment; the same twice is once.

    Whether they have a draft is told to nobody; one that ended with the deadline goes on. The call closes, or closes
    anew, after that moment. Raise Conflict where the rules do not allow it or checking has begun, Invalid for a moment
    that is no later or too late.
    """
    email = normalised(email)
    call = calls.lock(call.id, exclusive=True)
    _require_allowed(call, until)
    known = select(Extension).where(Extension.call_id == call.id, Extension.email == email, Extension.until == until)
    extension = db.session.scalars(known).one_or_none()
    if extension is not None:
        return extension
    if len(queries.extensions_of(call)) >= queries.MAX_EXTENSIONS:
        raise Conflict(_("The deadline was moved for very many applicants. Move it for all by an amendment."))
    body, number, on = act
    extension = Extension(
        call_id=call.id,
        email=email,
        until=until,
        reason=reason,
        act_body=body,
        act_number=number,
        act_date=on,
        decided_by_id=actor.id,
        decided_at=clock.now(),
    )
    _write_down(extension, actor)
    for application in _led_by(call, email):
        application.open_until = until
        if application.state is ApplicationState.NOT_SUBMITTED:
            move(application=application, action=Action.REOPEN, actor=actor)
    calls.hold_open(call, until)
    notices.extended(extension, call)
    return extension


def on_address_changed(event: AddressChanged) -> None:
    """Let who has more time keep it under the address they sign in with now, and stay who they confirmed as."""
    confirmed = update(Confirmation).where(Confirmation.known_by == event.before)
    db.session.execute(confirmed.values(known_by=event.email))
    lasting = update(Extension).where(Extension.email == event.before, Extension.until > clock.now())
    db.session.execute(lasting.values(email=event.email))


def _require_allowed(call: Call, until: datetime) -> None:
    """Raise Conflict or Invalid unless the deadline may be moved to a moment for one applicant."""
    days = rules_of(call).schedule.individual_extension_days
    if days is None:
        raise Conflict(_("The rules of this call do not allow a later deadline for one applicant."))
    if call.stage is not Stage.PUBLISHED:
        raise Conflict(_("The deadline of one applicant can be moved from publishing until checking starts."))
    latest = call.closes_at + timedelta(days=days)
    if until <= max(clock.now(), call.accepts_until):
        words = _("This is not later than the deadline of the call, or past already.")
        raise Invalid(words, {"until": words})
    if until > latest:
        words = _("The rules allow %(latest)s at the latest.", latest=moment(latest))
        raise Invalid(words, {"until": words})


def _write_down(extension: Extension, actor: Person) -> None:
    db.session.add(extension)
    db.session.flush()
    details = {"until": extension.until.isoformat()}
    record(action="extension.granted", subject=extension, actor=actor, call_id=extension.call_id, details=details)


def _led_by(call: Call, email: str) -> list[Application]:
    """Return the applications of a call that somebody leads and has not submitted."""
    led = select(ApplicationMember.application_id).join(Person, Person.id == ApplicationMember.person_id)
    query = select(Application).where(
        Application.call_id == call.id,
        Application.state.in_((ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED)),
        Application.id.in_(led.where(ApplicationMember.leads, Person.email == email)),
    )
    return list(db.session.scalars(query.options(selectinload(Application.memberships)).with_for_update()))
