"""What waits for administrators, and where officials find their colleagues."""

from flask import url_for
from flask_babel import gettext as _

from grants.accounts import queries
from grants.accounts.models import Organiser, Person
from grants.accounts.policies import is_administrator, organisers_of_official
from grants.notices.readdressing import lost_to, not_arrived_at
from grants.web.slots import PERSON, Task

ANYTHING_LOST = lost_to(PERSON)


def tasks(person: Person) -> list[Task]:
    """Return what waits for a person here; for applicants that is nothing, and costs no statement."""
    if is_administrator(person):
        return [*map(_coordinator_missing, queries.without_coordinator()), _organisers(), _administrators()]
    return [_organisers()] if organisers_of_official(person) else []


def mail_came_back(person: Person) -> list[Task]:
    """Tell a person that mail did not arrive at the address they have; for others it costs one statement."""
    if not any(message.address == person.email for message in not_arrived_at(person.id)):
        return []
    detail = _("See what did not arrive, and what you can do.")
    return [Task(title=_("Mail to you did not arrive"), url=url_for("accounts.address"), detail=detail)]


def _coordinator_missing(organiser: Organiser) -> Task:
    return Task(
        title=_("Invite a project coordinator for %(organiser)s", organiser=organiser.name),
        url=url_for("organisers.new_official", slug=organiser.slug),
        detail=_("Until then nobody can run a call there."),
    )


def _organisers() -> Task:
    return Task(title=_("Organisers and their officials"), url=url_for("organisers.index"), waits=False, place=True)


def _administrators() -> Task:
    return Task(title=_("Administrators"), url=url_for("organisers.administrators"), waits=False, place=True)
