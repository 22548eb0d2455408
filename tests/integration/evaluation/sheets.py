"""The sheet of the first application, as somebody in front of a browser has it."""

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import Sheet
from tests.factories.evaluation import a_scored_call, an_evaluator, declare, first_of
from tests.support.pages import Page
from tests.support.visitor import Visitor

SAVE, REVIEW, SUBMIT = "Save the draft", "Check and submit", "Submit the sheet"
TYPED = {"mark-2.1": "4", "mark-2.2": "3.5", "comment-2.1": "Clear goal."}


def address(application: Application) -> str:
    return f"/evaluation/applications/{application.id}"


def a_call_and_judge(*titles: str, **changes: object) -> tuple[Call, Person]:
    """Return a call that is being scored and a member who has declared no conflict with its first application."""
    call = a_scored_call(*titles, **changes)
    person = an_evaluator(call)
    declare(person, first_of(call))
    return call, person


def sheets() -> list[Sheet]:
    return list(db.session.scalars(select(Sheet)))


def stored() -> Sheet:
    """Return the one sheet there is."""
    (sheet,) = sheets()
    return sheet


def fill_in(visitor: Visitor, call: Call, typed: dict[str, str], button: str = SAVE, *, status: int = 200) -> Page:
    """Open the sheet of the first application, type and press a button."""
    return visitor.send(visitor.see(address(first_of(call))), typed, button=button, status=status)
