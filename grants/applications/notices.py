"""What the members of an application are told by e-mail."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.confirmations import token_of
from grants.applications.labels import PARTIES, RIGHTS
from grants.applications.models import (
    Application,
    ApplicationMember,
    Attachment,
    Clarification,
    Confirmation,
    Extension,
    Receipt,
)
from grants.applications.papers.copying import copier_of
from grants.applications.reminders.models import NEAR
from grants.applications.wording import question_label
from grants.calls.editing.difference import Change
from grants.calls.models import Call, CallVersion
from grants.calls.promises.labels import DUE
from grants.calls.promises.models import MissedPromise
from grants.calls.promises.queries import Move
from grants.calls.promises.truth import facts_of
from grants.calls.queries import rules_of
from grants.db import db
from grants.notices.register import Audience, Event, Purpose
from grants.notices.services import queue

EVENTS = (
    Event(name="application_let_in", template="applications/notices/let_in", audience=Audience.APPLICANT, urgent=True),
    Event(
        name="application_received", template="applications/notices/received", audience=Audience.APPLICANT, urgent=True
    ),
    Event(
        name="application_confirm_asked",
        template="applications/notices/confirm_asked",
        audience=Audience.ANYBODY,
        urgent=True,
    ),
    Event(
        name="application_confirm_answered",
        template="applications/notices/confirm_answered",
        audience=Audience.APPLICANT,
        purpose=Purpose.PROGRESS,
    ),
    Event(name="clarification_asked", template="applications/notices/clarification_asked", audience=Audience.APPLICANT),
    Event(
        name="clarification_answered",
        template="applications/notices/clarification_answered",
        audience=Audience.APPLICANT,
        urgent=True,
    ),
    Event(
        name="clarification_missed", template="applications/notices/clarification_missed", audience=Audience.APPLICANT
    ),
    Event(
        name="application_file_infected",
        template="applications/notices/file_infected",
        audience=Audience.APPLICANT,
        urgent=True,
    ),
    Event(
        name="application_reminder",
        template="applications/notices/reminder",
        audience=Audience.APPLICANT,
        purpose=Purpose.REMINDER,
    ),
    Event(
        name="application_last_hours",
        template="applications/notices/reminder",
        audience=Audience.APPLICANT,
        purpose=Purpose.REMINDER,
        urgent=True,
    ),
    Event(
        name="clarification_due",
        template="applications/notices/clarification_due",
        audience=Audience.APPLICANT,
        urgent=True,
    ),
    Event(name="application_leads", template="applications/notices/leads", audience=Audience.APPLICANT),
    Event(
        name="application_withdrawn",
        template="applications/notices/withdrawn",
        audience=Audience.APPLICANT,
        urgent=True,
    ),
    Event(name="application_not_submitted", template="applications/notices/not_submitted", audience=Audience.APPLICANT),
    Event(
        name="application_change_not_submitted",
        template="applications/notices/change_not_submitted",
        audience=Audience.APPLICANT,
    ),
    Event(name="call_amended", template="applications/notices/call_amended", audience=Audience.APPLICANT),
    Event(name="date_moved", template="applications/notices/date_moved", audience=Audience.APPLICANT),
    Event(name="date_missed", template="applications/notices/date_missed", audience=Audience.APPLICANT),
    Event(name="call_cancelled", template="applications/notices/call_cancelled", audience=Audience.APPLICANT),
    Event(name="deadline_extended", template="applications/notices/extended", audience=Audience.APPLICANT),
)


def received(application: Application, receipt: Receipt) -> None:
    """Confirm that an application was received, or its change, with its reference and its receipt."""
    _tell(application, "application_received", "received", about=receipt.id, receipt=receipt)


def withdrawn(application: Application) -> None:
    """Confirm that an application was taken back."""
    _tell(application, "application_withdrawn", "withdrawn")


def not_submitted(application: Application) -> None:
    """Say that the call closed while an application was still a draft, with a copy of what was filled in."""
    _tell(application, "application_not_submitted", "not_submitted", copy=copier_of(application))


def change_not_submitted(application: Application) -> None:
    """Say that the call closed while what was sent in was being changed: it counts as it was; with a copy."""
    _tell(application, "application_change_not_submitted", "change_not_submitted", copy=copier_of(application))


def call_cancelled(application: Application) -> None:
    """Say that the call was cancelled."""
    _tell(application, "call_cancelled", "call_cancelled")


def call_amended(application: Application, version: CallVersion, changes: Callable[[], list[Change]]) -> None:
    """Say that the rules of the call were amended, why, by which act, and what differs; once per person and version."""
    for member in application.members:
        queue(
            event="call_amended",
            subject_id=version.id,
            person=member.person,
            template="applications/notices/call_amended",
            **_about(application, version=version, changes=changes),
        )


def date_moved(application: Application, version: CallVersion, moves: Sequence[Move]) -> None:
    """Say that what was promised comes at another time, and why; once per person and version."""
    for member in application.members:
        queue(
            event="date_moved",
            subject_id=version.id,
            person=member.person,
            template="applications/notices/date_moved",
            facts=facts_of(moves),
            **_about(application, version=version, moves=moves, due=DUE),
        )


def date_missed(application: Application, missed: MissedPromise) -> None:
    """Say that what was promised is late, and who has it; once per person and date."""
    for member in application.members:
        queue(
            event="date_missed",
            subject_id=missed.id,
            person=member.person,
            template="applications/notices/date_missed",
            facts={missed.promise.value: missed.due_at.isoformat()},
            **_about(application, missed=missed, due=DUE),
        )


def extended(extension: Extension, call: Call) -> None:
    """Tell an applicant that they have more time, by which decision."""
    known = db.session.scalars(select(Person).where(Person.email == extension.email)).one_or_none()
    queue(
        event="deadline_extended",
        subject_id=extension.id,
        person=known or Person(email=extension.email, name="", language="lv"),
        template="applications/notices/extended",
        context={"extension": extension, "call": call, "organiser": call.organiser},
        call_id=call.id,
        reply_to=call.organiser.email,
    )


def confirm_asked(application: Application, confirmation: Confirmation, actor: Person) -> None:
    """Ask somebody who stands behind an application to read and confirm it."""
    known = db.session.scalars(select(Person).where(Person.email == confirmation.email)).one_or_none()
    queue(
        event="application_confirm_asked",
        subject_id=confirmation.id,
        person=known or Person(email=confirmation.email, name=confirmation.name, language="lv"),
        template="applications/notices/confirm_asked",
        **_about(
            application,
            confirmation=confirmation,
            token=token_of(confirmation),
            role=PARTIES[confirmation.role],
            asker=actor,
            typed=application.typed,
        ),
    )


def answered(application: Application, confirmation: Confirmation) -> None:
    """Tell the members that somebody has confirmed, or refused to."""
    _tell(
        application,
        "application_confirm_answered",
        "confirm_answered",
        about=confirmation.id,
        confirmation=confirmation,
        role=PARTIES[confirmation.role],
    )


def clarification_asked(application: Application, clarification: Clarification) -> None:
    """Ask the members to clarify single answers, until when."""
    about = _of_clarification(application, clarification)
    _tell(application, "clarification_asked", "clarification_asked", about=clarification.id, **about)


def clarification_missed(application: Application, clarification: Clarification) -> None:
    """Tell the members that the term to clarify is over."""
    about = _of_clarification(application, clarification)
    _tell(application, "clarification_missed", "clarification_missed", about=clarification.id, **about)


def clarification_answered(application: Application, clarification: Clarification) -> None:
    """Confirm to the members that their answer came in time."""
    about = _of_clarification(application, clarification)
    _tell(application, "clarification_answered", "clarification_answered", about=clarification.id, **about)


def _of_clarification(application: Application, clarification: Clarification) -> dict[str, Any]:
    rules = rules_of(application.call, application.version)

    def asked_about() -> list[str]:
        return [question_label(code, rules) for code in clarification.fields]

    return {"clarification": clarification, "asked_about": asked_about}


def leads(application: Application, member: ApplicationMember, before: Person) -> None:
    """Tell somebody that they lead an application now, and who led it before."""
    queue(
        event="application_leads",
        subject_id=uuid.uuid5(member.id, clock.now().isoformat()),
        person=member.person,
        template="applications/notices/leads",
        **_about(application, before=before),
    )


def file_infected(application: Application, attachment: Attachment) -> None:
    """Tell the members that a file holds a virus, and what that means."""
    _tell(application, "application_file_infected", "file_infected", about=attachment.id, attachment=attachment)


def reminder(application: Application, deadline: datetime, hours: int) -> None:
    """Remind the members that something is not submitted so many hours before the deadline; each reminder once."""
    about = uuid.uuid5(application.id, f"reminder {deadline.isoformat()} {hours}")
    facts, told = {"closes_at": deadline.isoformat()}, {"typed": application.typed, "deadline": deadline}
    if hours <= NEAR:
        _tell(application, "application_last_hours", "reminder", about=about, facts=facts, **told)
    else:
        _tell(application, "application_reminder", "reminder", about=about, facts=facts, **told)


def clarification_due(application: Application, clarification: Clarification) -> None:
    """Remind the members that the term to clarify is nearly over."""
    about = _of_clarification(application, clarification)
    _tell(application, "clarification_due", "clarification_due", about=clarification.id, **about)


def let_in(application: Application, member: ApplicationMember) -> None:
    """Tell somebody that they are invited to work on an application, by whom, and where they answer."""
    queue(
        event="application_let_in",
        subject_id=member.id,
        person=member.person,
        template="applications/notices/let_in",
        **_about(application, lead=application.lead, right=RIGHTS[member.right]),
    )


def _tell(
    application: Application,
    event: str,
    template: str,
    *,
    about: uuid.UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    **context: object,
) -> None:
    """Queue a message to everybody who works on an application, once about the application or what else is named."""
    for member in application.members:
        queue(
            event=event,
            subject_id=about or application.id,
            person=member.person,
            template=f"applications/notices/{template}",
            facts=facts,
            **_about(application, **context),
        )


def _about(application: Application, **context: object) -> dict[str, Any]:
    """Return what every message about an application is queued with."""
    call = application.call
    return {
        "context": {"application": application, "call": call, "organiser": call.organiser, **context},
        "call_id": application.call_id,
        "application_id": application.id,
        "reply_to": call.organiser.email,
    }
