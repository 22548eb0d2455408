"""What the decision shows on start pages and on the pages of earlier stages."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_login import login_user

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.awards import services, tasks
from grants.awards.queries import decision_on
from grants.calls.models import Stage
from grants.db import db
from grants.web.slots import Task, tasks_of
from tests.factories.awards import (
    DELIBERATED,
    SLUG,
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    a_told_call,
    an_official_of,
    application_in,
    judged,
    letters_left,
    tied,
)
from tests.factories.documents import schedule
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.calls.support import statements

pytestmark = pytest.mark.usefixtures("monday")

OFFICE = f"/office/calls/{SLUG}"
MONEY = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": {}, "when_short": "stop"}
LAST_DAY = datetime(2030, 2, 18, 12, tzinfo=UTC)


def tasks_for(app: Flask, provider: str, person: Person) -> list[Task]:
    """Return what a provider offers a person who reads English."""
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        found: list[Task] = getattr(tasks, provider)(person)
        return found


class TestCoordinator:
    def test_decisions_wait_to_be_confirmed_by_the_day_of_the_rules(self, app: Flask) -> None:
        coordinator = an_official_of(a_deliberated_call())
        (task,) = tasks_for(app, "coordinator_tasks", coordinator)
        assert (task.title, task.url) == ("Confirm the decisions: Piemērs (en)", f"{OFFICE}/decisions")
        assert task.due_at == datetime(2030, 1, 31, 15, tzinfo=UTC)

    def test_a_call_is_listed_once_with_its_next_step(self, app: Flask) -> None:
        coordinator = an_official_of(a_deliberated_call())
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            urls = [task.url for task in tasks_of(coordinator) if SLUG in task.url]
            assert urls == [f"{OFFICE}/term", f"{OFFICE}/decisions"]  # the last day to decide is near, too

    def test_results_wait_to_be_published(self, app: Flask) -> None:
        (task,) = tasks_for(app, "coordinator_tasks", an_official_of(a_told_call()))
        assert (task.title, task.url) == ("Publish the results: Piemērs (en)", f"{OFFICE}/results")

    def test_letters_wait_to_be_sent_before(self, app: Flask) -> None:
        (task,) = tasks_for(app, "coordinator_tasks", an_official_of(a_decided_call()))
        assert (task.title, task.url) == ("Send the letters: Piemērs (en)", f"{OFFICE}/letters")

    def test_then_nothing_waits(self, app: Flask) -> None:
        assert tasks_for(app, "coordinator_tasks", an_official_of(a_published_call())) == []

    def test_secretaries_have_nothing_to_confirm(self, app: Flask) -> None:
        secretary = an_official_of(a_deliberated_call(), RoleKind.SECRETARY)
        assert tasks_for(app, "coordinator_tasks", secretary) == []


class TestCommittee:
    def test_the_committee_is_shown_the_ranking_while_it_deliberates(self, app: Flask) -> None:
        call, member = a_deliberated_call(), a_person()
        grant_role(person=member, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)
        (task,) = tasks_for(app, "committee_tasks", member)
        assert (task.url, task.waits) == (f"{OFFICE}/ranking", False)

    def test_nobody_else_is_and_it_costs_no_statement(self, app: Flask) -> None:
        a_deliberated_call()
        person = a_person()
        db.session.flush()
        assert person.roles == []
        with statements() as found:
            assert tasks_for(app, "committee_tasks", person) == []
        assert found == []


class TestApplicant:
    def test_the_decision_is_there_to_look_at_until_it_cannot_be_contested(self, app: Flask) -> None:
        call = a_told_call()
        (task,) = tasks_for(app, "applicant_tasks", a_member(call, "A-1"))
        assert task.title == "Decision: Projekts A-1"
        assert task.url == f"/applications/{application_in(call, 'A-1').id}/decision"
        assert task.detail == "awarded, 4600.00 EUR. It can be contested until 18 February 2030."
        assert not task.waits

    def test_a_decision_that_goes_to_a_court_is_appealed(self, app: Flask) -> None:
        appeal = {"months": 1, "kind": "appeal", "to": "Administratīvā rajona tiesa"}
        call = a_told_call(schedule=schedule(contest=appeal))
        (task,) = tasks_for(app, "applicant_tasks", a_member(call, "A-1"))
        assert task.detail == "awarded, 4600.00 EUR. It can be appealed until 18 February 2030."

    def test_it_stays_through_the_last_day(self, app: Flask) -> None:
        member = a_member(a_told_call(), "A-1")
        with clock.at(LAST_DAY):
            assert len(tasks_for(app, "applicant_tasks", member)) == 1

    def test_it_is_gone_the_day_after(self, app: Flask) -> None:
        member = a_member(a_told_call(), "A-1")
        with clock.at(LAST_DAY + timedelta(days=1)):
            assert tasks_for(app, "applicant_tasks", member) == []

    def test_before_the_decision_there_is_nothing(self, app: Flask) -> None:
        assert tasks_for(app, "applicant_tasks", a_member(a_deliberated_call(), "A-1")) == []

    def test_many_decisions_cost_as_many_statements_as_one(self, app: Flask) -> None:
        call = a_told_call(*(judged(f"A-{number}", "5", str(3 + number % 3)) for number in range(8)), funding=MONEY)
        member = a_person()
        for number in range(8):
            a_member(call, f"A-{number}", member)
        with statements() as found:
            assert len(tasks_for(app, "applicant_tasks", member)) == 8
        assert len(found) <= 5, found


class TestOfficePage:
    def test_it_leads_to_ranking_and_decisions(self, browser_of: Browser) -> None:
        links = browser_of(an_official_of(a_deliberated_call())).see(OFFICE).links
        assert (links["Ranking"], links["Confirm the decisions"]) == (f"{OFFICE}/ranking", f"{OFFICE}/decisions")

    def test_what_hinders_the_confirmation_is_named_to_every_official(self, browser_of: Browser) -> None:
        call = a_deliberated_call(judged("A-1", checks={}))
        for kind in (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR):
            assert "A-1: no answer to check 1.1." in browser_of(an_official_of(call, kind)).see(OFFICE).text

    def test_an_open_tie_leads_the_coordinator_to_its_order(self, browser_of: Browser) -> None:
        links = browser_of(an_official_of(a_deliberated_call(*tied()))).see(OFFICE).links
        words = "An award hangs on a tie that nobody has settled: A-1, A-2."
        assert links[words] == f"{OFFICE}/ranking/ties/1"

    def test_an_auditor_reads_of_it_without_the_link(self, browser_of: Browser) -> None:
        page = browser_of(an_official_of(a_deliberated_call(*tied()), RoleKind.AUDITOR)).see(OFFICE)
        assert "An award hangs on a tie" in page.text
        assert f"{OFFICE}/ranking/ties/1" not in page.links.values()

    def test_nothing_is_there_before_the_sheets_are_closed(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        call.stage = Stage.SCORING
        assert "Ranking" not in browser_of(an_official_of(call)).see(OFFICE).links


class TestApplicationPage:
    def shown(self, app: Flask, place: str, reference: str, person: Person) -> str:
        call = a_deliberated_call()
        official = an_official_of(call)
        services.confirm(call=call, actor=official)
        letters_left(call, official)
        a_member(call, reference, person)
        application = application_in(call, reference)
        with app.test_request_context("/", headers={"Accept-Language": "en"}):
            login_user(person)
            return str(app.jinja_env.globals["slot"](place, application=application))  # type: ignore[operator]

    @pytest.mark.parametrize("place", ["application.page", "application.office"])
    def test_the_decision_stands_on_the_page_of_its_application(self, app: Flask, place: str) -> None:
        html = self.shown(app, place, "A-1", a_person())
        assert all(words in html for words in ("awarded", "4600.00 EUR", "15.00 points", "Read the decision"))

    def test_a_withdrawn_application_shows_none(self, app: Flask) -> None:
        assert "Decision" not in self.shown(app, "application.page", "A-5", a_person())


def test_the_decision_in_force_is_the_last_one() -> None:
    call = a_decided_call()
    decision = decision_on(application_in(call, "A-1"))
    assert decision is not None
    assert (decision.sequence, decision.confirmed_at) == (1, DELIBERATED)
