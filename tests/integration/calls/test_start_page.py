"""What start pages answer to each role: what is next, what waits, how what they look after stands and until when."""

import pytest
from flask import Flask

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.calls.workflow import Action
from grants.evaluation.services import invite_evaluator
from grants.web.slots import Task, tasks_of
from tests.factories.calls import a_closed_call, a_draft
from tests.factories.evaluation import JUDGED, a_checked_call, a_scored_call, an_evaluator, first_of
from tests.factories.people import a_person, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

PROMISED = "10 January 2030"
"""By when the rules of the factories promise the evaluation."""


def standing(app: Flask, person: Person) -> list[Task]:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        return [task for task in tasks_of(person) if not task.waits and not task.place]


@pytest.mark.parametrize("kind", [RoleKind.AUDITOR, RoleKind.SECRETARY])
def test_who_does_not_lead_a_call_sees_how_it_stands_and_until_when(app: Flask, kind: RoleKind) -> None:
    call = a_closed_call(Action.START_CHECKING, slug="closed")
    a_draft(slug="draft")
    person = a_person()
    with clock.at(JUDGED):
        if kind is RoleKind.AUDITOR:
            grant_role(person=person, kind=kind, actor=None, organiser_id=call.organiser_id)
        else:
            grant_role(person=person, kind=kind, actor=None, call_id=call.id)
        (task,) = standing(app, person)
    assert (task.url, task.detail, task.until) == ("/office/calls/closed", "Being checked", "Evaluation until")


def test_an_applicant_reads_what_comes_next_and_by_when(client: Visitor) -> None:
    call = a_scored_call("Theatre", slug="scored")
    with clock.at(JUDGED):
        sign_in(client, first_of(call).members[0].person)
        page = client.see("/account/")
    assert "Evaluation until" in page.text
    assert PROMISED in page.text


def test_what_can_be_done_now_stands_before_what_has_weeks_and_is_set_apart(client: Visitor) -> None:
    person = an_evaluator(a_scored_call("Theatre", slug="scored"), "Eva Evaluator")
    inviting = a_checked_call("Camp", slug="inviting")
    with clock.at(JUDGED):
        invite_evaluator(call=inviting, email=person.email, name=person.name, seat=Seat.MEMBER, actor=None)
        sign_in(client, person)
        words = client.see("/account/").text
    later = words.index("Declare conflicts of interest: 1 application")
    assert words.index("First this Take your seat in the committee") < later
    assert words.count("First this") == words.count("Member of the committee") == 1
