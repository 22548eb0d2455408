"""Who asks: somebody in every role, by the word that the table has for them."""

from collections.abc import Mapping
from datetime import timedelta

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import today
from grants.accounts.services import grant_role
from tests.factories import evaluation as judging
from tests.factories.calls import a_call, an_organiser
from tests.factories.people import a_person, an_administrator

ROLES = {
    "none": "nobody: not signed in",
    "strn": "a stranger: signed in, nothing else",
    "lead": "the lead of the application",
    "read": "a member of the application who only reads",
    "invi": "somebody invited to work on the application who has not answered",
    "appl": "the applicant of another application in the same call",
    "eval": "an evaluator of the call who declared no conflict",
    "conf": "an evaluator of the call who declared a conflict with the application",
    "own": "an evaluator of the call who works on the application",
    "ended": "an evaluator of the call whose seat has ended",
    "away": "an evaluator of another call",
    "secr": "a secretary of the organiser",
    "coor": "a coordinator of the organiser",
    "audi": "an auditor of the organiser",
    "cor2": "a coordinator of another organiser",
    "aud2": "an auditor of another organiser",
    "form": "a coordinator of the organiser whose role ended yesterday",
    "admi": "an administrator",
}
COMMITTEE = ("eval", "conf", "own", "ended")
"""The roles with a seat in the committee of every call that closed, beside its chair."""

Cast = Mapping[str, Person]


def everybody() -> dict[str, Person]:
    """Return a person for each role but nobody's; the roles themselves come last, see `appoint`."""
    people = {role: a_person(f"Person {role}", f"{role}@example.org") for role in ROLES if role not in {"none", "admi"}}
    return people | {"admi": an_administrator()}


def appoint(people: Cast) -> None:
    """Give the officials their roles."""
    yesterday = today() - timedelta(days=1)
    here, there = an_organiser().id, an_organiser("cits").id
    for role, kind, organiser_id in (
        ("secr", RoleKind.SECRETARY, here),
        ("coor", RoleKind.COORDINATOR, here),
        ("audi", RoleKind.AUDITOR, here),
        ("cor2", RoleKind.COORDINATOR, there),
        ("aud2", RoleKind.AUDITOR, there),
    ):
        grant_role(person=people[role], kind=kind, actor=None, organiser_id=organiser_id)
    grant_role(
        person=people["form"],
        kind=RoleKind.COORDINATOR,
        actor=None,
        organiser_id=here,
        starts_on=yesterday - timedelta(days=30),
        ends_on=yesterday,
    )
    elsewhere = a_call("cits", slug="elsewhere")
    judging.an_evaluator(elsewhere, person=people["away"])
