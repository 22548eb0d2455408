"""Telling everybody who works on an application that the rules were amended: some at a time, by the worker."""

import uuid
from collections.abc import Callable
from functools import cache

from flask_babel import get_locale
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.queries import MEMBERS
from grants.calls.amendments import changes_of
from grants.calls.editing.difference import Change
from grants.calls.models import Call, CallVersion
from grants.calls.promises.queries import moves_dates_alone, moves_in
from grants.calls.queries import version_of
from grants.db import db

TOLD_AT_ONCE = 100
"""How many applications one transaction tells of."""
OVER = (ApplicationState.WITHDRAWN, ApplicationState.NOT_SUBMITTED)


def tell_amendments() -> int:
    """Tell some of those whom an amendment in force concerns, in one transaction; return how many, 0 when all know.

    May be stopped anywhere and begun again: an address is told of a version once.
    """
    untold = select(CallVersion).where(CallVersion.in_force_at.is_not(None), CallVersion.told_at.is_(None))
    version = db.session.scalars(untold.order_by(CallVersion.in_force_at).limit(1).with_for_update()).first()
    if version is None:
        return 0
    applications = following(version.call_id, version.told_until)
    call = db.session.get_one(Call, version.call_id)
    before = version_of(call, version.number - 1)
    changes = _in_each_language(version, before) if before else list
    moves = moves_in(version, before) if before and moves_dates_alone(version, before) else []
    for application in applications:
        if moves:
            notices.date_moved(application, version, moves)
        else:
            notices.call_amended(application, version, changes)
    if applications:
        version.told_until = applications[-1].id
    else:
        version.told_at = clock.now()
    db.session.flush()
    return len(applications) or 1


def told_as_applicants(call: Call, emails: set[str]) -> set[str]:
    """Return which of some addresses are told of the same as followers because they work on an application."""
    found = (
        select(Person.email)
        .join(ApplicationMember, ApplicationMember.person_id == Person.id)
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(Application.call_id == call.id, Application.state.not_in(OVER), ApplicationMember.works)
    )
    return set(db.session.scalars(found.where(Person.email.in_(emails))))


def _in_each_language(version: CallVersion, before: CallVersion) -> Callable[[], list[Change]]:
    """Return a function that says what differs in the language in force when it is called."""

    @cache
    def said(_language: str) -> list[Change]:
        return changes_of(version, before)

    return lambda: said(str(get_locale()))


def following(call_id: uuid.UUID, told_until: uuid.UUID | None) -> list[Application]:
    """Return the next applications of a call whose people have not been told yet of what became of it."""
    found = (
        select(Application)
        .where(Application.call_id == call_id, Application.state.not_in(OVER))
        .options(MEMBERS)
        .order_by(Application.id)
        .limit(TOLD_AT_ONCE)
    )
    if told_until is not None:
        found = found.where(Application.id > told_until)
    return list(db.session.scalars(found))
