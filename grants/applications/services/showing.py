"""Show a draft to the officials of its call for a day, so that they can help; nobody else decides that."""

from datetime import timedelta

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.policies import is_shown
from grants.applications.services.locking import lock_draft
from grants.applications.services.steps import note
from grants.db import db

SHOWN_FOR = timedelta(days=1)


def show(*, application: Application, actor: Person) -> None:
    """Let officials read a draft for a day; a second time does nothing. Raise Closed after the deadline."""
    lock_draft(application, actor)
    if is_shown(application):
        return
    application.shown_until = clock.now() + SHOWN_FOR
    db.session.flush()
    note(application, "application.shown", actor)


def hide(*, application: Application, actor: Person) -> None:
    """Let officials read a draft no longer; a second time does nothing."""
    lock_draft(application, actor)
    if not is_shown(application):
        return
    application.shown_until = None
    db.session.flush()
    note(application, "application.hidden", actor)
