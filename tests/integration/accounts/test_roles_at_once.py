"""Two officials who act at one moment leave one clear state."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person, Role, RoleKind, Seat
from grants.accounts.services import end_role, grant_role
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.services import invite_evaluator
from tests.factories.calls import OPEN, a_call
from tests.factories.people import a_person
from tests.support.together import at_once

pytestmark = pytest.mark.usefixtures("session")


def acting(app: Flask, act: Callable[[], object]) -> Callable[[], str]:
    """Return an act in a transaction of its own, which answers what became of it."""

    def answer() -> str:
        with app.app_context(), clock.at(OPEN):
            try:
                act()
                db.session.commit()
            except Conflict:
                return "refused"
        return "done"

    return answer


@pytest.mark.parametrize(
    ("seats", "answers"),
    [((Seat.MEMBER, Seat.MEMBER), ["done", "done"]), ((Seat.CHAIR, Seat.MEMBER), ["done", "refused"])],
)
def test_one_person_invited_twice_at_once_has_one_seat(app: Flask, seats: tuple[Seat, ...], answers: list[str]) -> None:
    call, email = a_call(), a_person("Eva").email
    slug = call.slug

    def inviting(seat: Seat) -> Callable[[], str]:
        return acting(
            app,
            lambda: invite_evaluator(call=call_by_slug(slug), email=email, name="Eva", seat=seat, actor=None),
        )

    assert sorted(at_once(*map(inviting, seats))) == answers
    assert db.session.scalar(select(func.count(Role.id)).where(Role.call_id == call.id)) == 1


def test_two_administrators_cannot_end_each_other(app: Flask) -> None:
    people: list[Person] = [a_person(), a_person()]
    roles = [grant_role(person=person, kind=RoleKind.ADMINISTRATOR, actor=None).id for person in people]

    def ending(number: int) -> Callable[[], str]:
        return acting(app, lambda: end_role(role=db.session.get_one(Role, roles[number]), actor=None))

    assert sorted(at_once(ending(0), ending(1))) == ["done", "refused"]
