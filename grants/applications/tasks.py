"""What waits for an applicant: invitations, drafts before the deadline, terms, and what was sent in to look at."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists

from grants.accounts.models import Person
from grants.applications.clarifications import terms_among
from grants.applications.invitations import invitations_of
from grants.applications.labels import STATES
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.policies import is_open, is_trial
from grants.applications.queries import applications_of
from grants.applications.telling import told_states
from grants.calls.promises.labels import DUE
from grants.calls.promises.panels import nearest_in
from grants.calls.queries import rules_of_each
from grants.calls.rules.document import Rules
from grants.web.filters import text
from grants.web.slots import PERSON, Task

AWAITING = frozenset({ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION})
"""The states, as applicants know them, in which the organiser is to act."""
ANY_APPLICATION = exists().where(ApplicationMember.person_id == PERSON)


def tasks_for(person: Person) -> list[Task]:
    """Return a task for each invitation to answer, and each application of a person that is still of interest."""
    tasks = [_invitation(member.application) for member in invitations_of(person)]
    applications = applications_of(person)
    known, asked = told_states(applications), terms_among(applications)
    rules = rules_of_each(one.call for one in applications if known[one.id] in AWAITING)
    for application in applications:
        if application.id in asked:
            tasks.append(_clarification(application, asked[application.id]))
        if application.state is ApplicationState.DRAFT:
            if not is_trial(application) and is_open(application):
                tasks.append(_draft(application))
        else:
            tasks.append(_to_look_at(application, known[application.id], rules.get(application.call_id)))
    return tasks


def _invitation(application: Application) -> Task:
    return _until_the_deadline(
        _("Answer the invitation: %(title)s", title=_title(application)), "invitation", application
    )


def _draft(application: Application) -> Task:
    title = _("Finish and submit: %(title)s", title=_title(application))
    return _until_the_deadline(title, "overview", application)


def _clarification(application: Application, due_at: datetime) -> Task:
    return Task(
        title=_("Clarify: %(title)s", title=_title(application)),
        url=url_for("applications.clarify", application_id=application.id),
        detail=text(application.call.title),
        due_at=due_at,
    )


def _until_the_deadline(title: str, page: str, application: Application) -> Task:
    return Task(
        title=title,
        url=url_for(f"applications.{page}", application_id=application.id),
        detail=text(application.call.title),
        due_at=max(application.call.closes_at, application.open_until or application.call.closes_at),
    )


def _to_look_at(application: Application, known: ApplicationState, rules: Rules | None) -> Task:
    """Say how far an application is and, while it is judged, what comes next and by when."""
    state = str(STATES[known])
    ahead = nearest_in(application.call, rules) if rules and known in AWAITING else None
    return Task(
        title=f"{_title(application)} ({application.reference})" if application.reference else _title(application),
        url=url_for("applications.overview", application_id=application.id),
        detail=f"{text(application.call.title)} – {state}",
        due_at=ahead[1] if ahead else None,
        until=str(DUE[ahead[0]]) if ahead else "",
        waits=False,
    )


def _title(application: Application) -> str:
    return application.title or _("Application without a title")
