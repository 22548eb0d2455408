"""What the evaluation knows about a person, for that person; nothing that others said."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from grants.accounts.models import Person, Role
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.assigning.models import ApplicationWish, Preference
from grants.evaluation.checkers.models import Checker
from grants.evaluation.models import Declaration, PrivateNote, Sheet
from grants.evaluation.pace.models import SeatPace

MAX_TOLD = 2_000
"""Declarations, sheets, notes and wishes each that the data of one person hold, the newest."""


def data_of(person: Person) -> dict[str, Any]:
    """Return one's declarations, sheets, notes and wishes, and what one offers in each call; a few statements.

    In a blind call a declaration does not say about which application it is: one declares there by the applicant.
    """
    return {
        "declarations": _declarations(person),
        "sheets": [
            {
                "application": str(sheet.application_id),
                "state": sheet.state.value,
                "marks": dict(sheet.marks),
                "comments": dict(sheet.comments),
                "for_applicant": sheet.for_applicant,
                "saved_at": sheet.saved_at.isoformat(),
                "submitted_at": _iso(sheet.submitted_at),
            }
            for sheet in _newest(Sheet, Sheet.evaluator_id == person.id, Sheet.saved_at.desc())
        ],
        "notes": [
            {"application": str(note.application_id), "saved_at": note.saved_at.isoformat(), "words": note.words}
            for note in _newest(PrivateNote, PrivateNote.writer_id == person.id, PrivateNote.saved_at.desc())
        ],
        "wishes": [
            {"application": str(wish.application_id), "wish": wish.wish.value}
            for wish in _newest(ApplicationWish, ApplicationWish.evaluator_id == person.id, ApplicationWish.id)
        ],
        "given_to_check": [
            str(given.application_id)
            for given in _newest(Checker, Checker.checker_id == person.id, Checker.given_at.desc())
        ],
        "evaluation_preferences": _preferences(person),
        "evaluation_hours": _hours(person),
    }


def _declarations(person: Person) -> list[dict[str, Any]]:
    found = (
        select(Declaration, Call)
        .join(Application, Application.id == Declaration.application_id)
        .join(Call, Call.id == Application.call_id)
        .where(Declaration.evaluator_id == person.id)
        .order_by(Declaration.declared_at.desc(), Declaration.id)
        .limit(MAX_TOLD)
    )
    rows = db.session.execute(found).all()
    blind = {call.id: rules_of(call).scoring.blind for _declaration, call in rows}
    return [
        {
            "call": call.slug,
            "application": None if blind[call.id] else str(declaration.application_id),
            "conflict": declaration.conflict,
            "kind": declaration.kind.value if declaration.kind else None,
            "words": declaration.note,
            "declared_at": declaration.declared_at.isoformat(),
        }
        for declaration, call in rows
    ]


def _preferences(person: Person) -> list[dict[str, Any]]:
    found = select(Preference, Call.slug).join(Call, Call.id == Preference.call_id)
    said = db.session.execute(found.where(Preference.evaluator_id == person.id).order_by(Call.slug).limit(MAX_TOLD))
    return [
        {"call": slug, "most": each.most, "themes": list(each.themes), "languages": list(each.languages)}
        for each, slug in said
    ]


def _hours(person: Person) -> list[dict[str, Any]]:
    found = (
        select(Call.slug, SeatPace.hours)
        .join(Role, Role.id == SeatPace.role_id)
        .join(Call, Call.id == Role.call_id)
        .where(Role.person_id == person.id, SeatPace.hours.is_not(None))
        .order_by(Call.slug)
        .limit(MAX_TOLD)
    )
    return [{"call": slug, "hours": hours} for slug, hours in db.session.execute(found)]


def _newest(kind: Any, own: Any, order: Any) -> list[Any]:
    return list(db.session.scalars(select(kind).where(own).order_by(order, kind.id).limit(MAX_TOLD)))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
