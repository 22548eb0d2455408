"""What waits for administrators of a new installation."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.models import Person
from grants.accounts.policies import is_administrator
from grants.site.beginning.queries import beginning_of, is_empty, is_over
from grants.web.slots import Task


def arrival(person: Person) -> str | None:
    """Lead administrators of an installation that is still empty to its first steps; later they find them as a task."""
    return url_for("beginning.page") if is_administrator(person) and is_empty() and not is_over() else None


def tasks(person: Person) -> list[Task]:
    """Lead administrators through the first steps until one of them ends these; nobody else pays a statement."""
    if not is_administrator(person) or is_over():
        return []
    left = len(beginning_of(person).open)
    detail = (
        ngettext("%(num)d step is left; it can wait.", "%(num)d steps are left; each can wait.", left)
        if left
        else _("Everything is ready. End the first steps there.")
    )
    return [Task(title=_("First steps"), url=url_for("beginning.page"), detail=detail)]
