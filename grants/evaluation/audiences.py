"""Whom officials can write to because of the evaluation: who passed the checks, the committee, who lags in it."""

import uuid
from collections.abc import Callable, Collection, Sequence
from functools import partial

from flask import Flask
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists

from grants.accounts.models import Person
from grants.applications import audiences as applicants
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Answer, CheckAnswer
from grants.evaluation.pace.board import Line, board_of
from grants.evaluation.policies import DECLARABLE, OUT_OF_JUDGEMENT
from grants.notices.batches.audiences import Audience, Recipient, offer_audience
from grants.notices.rendering import public_address
from grants.web.filters import text
from grants.web.ordering import in_order

PLACEHOLDERS = ("name", "call", "link")

People = Callable[[Call], Sequence[Person]]


def init_app(app: Flask) -> None:
    """Offer the sets."""
    is_checked = applicants.in_stages(Stage.SCORING, Stage.DELIBERATION)
    caution = _l(
        "Who gets this learns that the application passed the checks, and who does not can conclude the opposite: "
        "applicants are told only with the decision."
    )
    admitted = applicants.audience("admitted", _l("Those admitted to the evaluation"), _passed, is_checked, caution)
    offer_audience(app, admitted)
    for code, title, people, is_offered in (
        ("committee", _l("All members of the committee"), _everybody, _has_committee),
        ("undeclared", _l("Members with a declaration missing"), _undeclared, _in_declaring),
        ("unscored", _l("Members with sheets missing"), _unscored, applicants.in_stages(Stage.SCORING)),
    ):
        find = partial(_members, people)
        offer_audience(
            app, Audience(code=code, title=title, find=find, placeholders=PLACEHOLDERS, is_offered=is_offered)
        )


def _passed() -> ColumnElement[bool]:
    failed = exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.answer == Answer.NO)
    return Application.state.not_in(OUT_OF_JUDGEMENT) & ~failed


def _members(
    people: People, call_id: uuid.UUID, writer: Person, only: Collection[uuid.UUID] | None
) -> Sequence[Recipient]:
    call = db.session.get_one(Call, call_id)
    found = {person.id: person for person in people(call)}
    return [
        Recipient(
            target_id=person.id,
            application_id=None,
            person=person,
            label=person.name or person.email,
            fill=partial(_values, person, call),
        )
        for person in in_order(found.values(), lambda person: (person.name or person.email, str(person.id)))
        if person.id != writer.id and (only is None or person.id in only)
    ]


def _everybody(call: Call) -> Sequence[Person]:
    return [seat.person for seat in taken_seats(call.id)]


def _undeclared(call: Call) -> Sequence[Person]:
    return _behind(call, lambda line: bool(line.undeclared))


def _unscored(call: Call) -> Sequence[Person]:
    return _behind(call, lambda line: bool(line.left))


def _behind(call: Call, is_behind: Callable[[Line], bool]) -> Sequence[Person]:
    return [line.role.person for line in board_of(call) if is_behind(line)]


def _has_committee(call_id: uuid.UUID) -> bool:
    return bool(taken_seats(call_id))


def _in_declaring(call_id: uuid.UUID) -> bool:
    return db.session.get_one(Call, call_id).stage in DECLARABLE and _has_committee(call_id)


def _values(person: Person, call: Call) -> dict[str, str]:
    with force_locale(person.language):
        link = public_address("evaluation.call", slug=call.slug)
        return {"name": person.name or person.email, "call": text(call.title), "link": str(link)}
