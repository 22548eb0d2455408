"""Questions that wait, on the start page of whoever answers them."""

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import exists

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds, places
from grants.calls.asking.models import Question
from grants.calls.asking.queries import waiting_in
from grants.calls.models import Call
from grants.calls.queries import IN_PLACES
from grants.web.filters import text
from grants.web.slots import Task

ANY_QUESTION = exists().where(Question.call_id == Call.id, Question.waits, IN_PLACES)


def tasks_for(person: Person) -> list[Task]:
    """Return a task per call in which questions wait for a coordinator or secretary."""
    kinds = (RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not holds(person, *kinds):
        return []
    return [
        Task(
            title=ngettext(
                "Answer %(num)d question: %(call)s", "Answer %(num)d questions: %(call)s", count, call=text(title)
            ),
            url=url_for("office_questions.index", slug=slug),
        )
        for slug, title, count in waiting_in(*places(person, *kinds))
    ]
