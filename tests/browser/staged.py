"""A site with a call at every stage and somebody in every role, and its pages by role."""

from dataclasses import dataclass

from grants.accounts.current import GUEST, SESSION
from grants.db import db
from tests.browser.beside import beside, session_of
from tests.browser.cast import calls_at_every_stage, contest, let_roles_begin, people_of
from tests.browser.looks import Look, of_applicant, of_evaluator, of_guest, of_visitor
from tests.browser.office_looks import of_administrator, of_coordinator
from tests.factories.evaluation import (
    declare_as_official,
    first_of,
)
from tests.support.site import Site
from workers.tasks import compute_statistics

Looks = dict[str, list[Look]]
"""By role the pages to look at."""


@dataclass(frozen=True)
class Staged:
    """Hold the pages by role, and by role the cookie of a session."""

    looks: Looks
    sessions: dict[str, str]


def stage(site: Site) -> Staged:
    """Make the calls and people in the site's database."""
    with beside(site) as app:
        calls = calls_at_every_stage()
        people = people_of(calls)
        declare_as_official(people["coordinator"], first_of(calls["checking"]))
        declare_as_official(people["coordinator"], first_of(calls["scoring"]))
        contest(calls["contested"], people["evaluator"])
        let_roles_begin()
        looks = {
            "visitor": of_visitor(),
            "guest": of_guest(people["guest"]),
            "applicant": of_applicant(people["applicant"], calls),
            "evaluator": of_evaluator(people["evaluator"], calls),
            "coordinator": of_coordinator(calls),
            "administrator": of_administrator(calls["draft"]),
        }
        db.session.commit()
        compute_statistics()
        parts = {"guest": GUEST}
        sessions = {role: session_of(app, person, parts.get(role, SESSION)) for role, person in people.items()}
        return Staged(looks, sessions)
