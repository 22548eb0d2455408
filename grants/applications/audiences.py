"""Whom officials can write to because they work on applications: with a draft, all who applied, to be clarified."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, load_only

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import MEMBERS
from grants.calls.models import Call, Stage
from grants.db import db
from grants.notices.batches.audiences import Audience, Recipient, barred_in, offer_audience
from grants.notices.rendering import public_address
from grants.web.filters import text

PLACEHOLDERS = ("name", "call", "link", "reference", "title", "applicant")
OF_DRAFTS = ("name", "call", "link")
"""What is filled in while officials may not read it: what it says itself is none of it."""

CHOSEN = "chosen"
"""The code of the set of those that were ticked in the list."""

Condition = Callable[[], ColumnElement[bool]]


def init_app(app: Flask) -> None:
    """Offer the sets."""
    is_open = in_stages(Stage.PUBLISHED)
    is_sent = in_stages(*(set(Stage) - {Stage.DRAFT}))
    for code, title, condition, is_offered in (
        ("drafts", _l("Those with a draft"), _has_draft, is_open),
        ("applicants", _l("All who applied"), _has_applied, is_sent),
        ("submitted", _l("Submitted, not checked yet"), _in_state(ApplicationState.SUBMITTED), is_sent),
        ("clarifying", _l("Asked to clarify"), _in_state(ApplicationState.IN_CLARIFICATION), is_sent),
    ):
        offer_audience(app, audience(code, title, condition, is_offered))
    offer_audience(app, replace(audience(CHOSEN, _l("Chosen in the list"), _has_applied, is_sent), is_listed=False))


def audience(
    code: str, title: object, condition: Condition, is_offered: Callable[[uuid.UUID], bool], caution: object = ""
) -> Audience:
    """Return the set of those who work on the applications of a call that meet a condition."""

    def find(call_id: uuid.UUID, writer: Person, only: Collection[uuid.UUID] | None) -> Sequence[Recipient]:
        return recipients(call_id, writer, condition(), only)

    names = OF_DRAFTS if code == "drafts" else PLACEHOLDERS
    return Audience(code=code, title=title, find=find, placeholders=names, is_offered=is_offered, caution=caution)


def recipients(
    call_id: uuid.UUID, writer: Person, condition: ColumnElement[bool], only: Collection[uuid.UUID] | None
) -> list[Recipient]:
    """Return who works on some applications of a call; not those that are closed to who writes, or their own."""
    found = (
        select(Application)
        .where(Application.call_id == call_id, condition, Application.id.not_in(barred_in(writer, call_id)))
        .options(
            load_only(Application.reference, Application.title, Application.state, Application.call_id),
            joinedload(Application.organisation).load_only(Organisation.name),
            MEMBERS,
        )
        .order_by(Application.reference, Application.id)
    )
    if only is not None:
        found = found.where(Application.id.in_(only))
    call = db.session.get_one(Call, call_id)
    return [
        recipient
        for application in db.session.scalars(found)
        for recipient in _people(application, call)
        if all(member.person_id != writer.id for member in application.memberships if member.accepted_at)
    ]


def _people(application: Application, call: Call) -> list[Recipient]:
    people: list[Person | None] = [member.person for member in application.members if not member.person.is_guest]
    return [
        Recipient(
            target_id=application.id,
            application_id=application.id,
            person=person,
            label=application.reference or _("Draft"),
            fill=partial(_values, application, call, person),
        )
        for person in people or [None]
    ]


def _values(application: Application, call: Call, person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    with force_locale(person.language):
        values = {
            "name": person.name or person.email,
            "call": text(call.title),
            "link": str(public_address("applications.overview", application_id=application.id)),
        }
    if application.reference is None:
        return values
    applicant = application.organisation.name if application.organisation else ""
    return {**values, "reference": application.reference, "title": application.title, "applicant": applicant}


def _has_draft() -> ColumnElement[bool]:
    return Application.state == ApplicationState.DRAFT


def _has_applied() -> ColumnElement[bool]:
    unsent = (ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED, ApplicationState.WITHDRAWN)
    return Application.state.not_in(unsent)


def _in_state(state: ApplicationState) -> Condition:
    return lambda: Application.state == state


def in_stages(*stages: Stage) -> Callable[[uuid.UUID], bool]:
    """Return what tells whether a call is in one of some stages."""
    return lambda call_id: db.session.get_one(Call, call_id).stage in stages
