"""Officials are told on their start page which reports are late, and find them in the list of decisions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.awards.reporting.tasks import tasks_for
from grants.awards.reports import accept_report
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import ConflictKind, Declaration
from grants.web.slots import Task
from tests.factories.awards import (
    DELIBERATED,
    SLUG,
    a_decided_call,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    publish,
)
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.awards.reporting.test_reminding import DUE, entries, rules
from tests.support.statements import selects

pytestmark = pytest.mark.usefixtures("monday")

LATE = DUE + timedelta(days=1)
PAGE = f"/office/calls/{SLUG}/decisions"


@pytest.fixture
def call() -> Call:
    """Return a call whose letters have left: A-1 and A-2 awarded, A-9 not."""
    return a_told_call(*entries(), **rules())


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        yield


def tasks_at(person: Person, moment: datetime = LATE) -> list[Task]:
    with clock.at(moment):
        return tasks_for(person)


def accepted(call: Call, reference: str, official: Person) -> None:
    with clock.at(LATE):
        accept_report(application=application_in(call, reference), accepted_on=date(2031, 1, 31), actor=official)


def declared(call: Call, reference: str, official: Person) -> None:
    application = application_in(call, reference)
    own = {"application_id": application.id, "evaluator_id": official.id}
    db.session.query(Declaration).filter_by(**own).delete()
    db.session.add(Declaration(**own, conflict=True, kind=ConflictKind.FAMILY, declared_at=DELIBERATED))
    db.session.flush()


@pytest.mark.usefixtures("in_english")
class TestTask:
    @pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY])
    def test_it_counts_what_is_late_and_leads_to_the_list(self, call: Call, kind: RoleKind) -> None:
        (task,) = tasks_at(an_official_of(call, kind))
        assert (task.title, task.url) == ("2 reports on projects are late: Piemērs (en)", PAGE)

    def test_on_the_last_day_nothing_is_late(self, official: Person) -> None:
        assert tasks_at(official, DUE) == []

    def test_it_is_gone_when_they_came(self, call: Call, official: Person) -> None:
        accepted(call, "A-1", official)
        assert [task.title for task in tasks_at(official)] == ["1 report on a project is late: Piemērs (en)"]
        accepted(call, "A-2", official)
        assert tasks_at(official) == []

    def test_it_stays_once_the_results_are_published(self, call: Call, official: Person) -> None:
        publish(call)
        assert len(tasks_at(official)) == 1

    def test_where_the_rules_name_no_days_nothing_waits(self) -> None:
        assert tasks_at(an_official_of(a_told_call(*entries(), **rules(None)))) == []

    def test_what_the_applicant_does_not_know_of_is_not_owed(self) -> None:
        assert tasks_at(an_official_of(a_decided_call(*entries(), **rules()))) == []

    def test_a_conflict_with_one_application_hides_that_one_alone(self, call: Call, official: Person) -> None:
        declared(call, "A-1", official)
        assert [task.title for task in tasks_at(official)] == ["1 report on a project is late: Piemērs (en)"]

    def test_who_has_an_application_there_learns_of_awards_with_everybody(self, call: Call) -> None:
        official = an_official_of(call)
        a_member(call, "A-9", official)
        assert tasks_at(official) == []
        publish(call)
        assert len(tasks_at(official)) == 1

    def test_auditors_and_officials_of_others_have_nothing_to_do(self, call: Call) -> None:
        assert tasks_at(an_official_of(call, RoleKind.AUDITOR)) == []

    def test_it_is_one_statement_and_none_for_who_is_no_official(self, official: Person) -> None:
        nobody = a_person()
        db.session.flush()
        assert (nobody.roles, len(official.roles)) == ([], 1)
        with clock.at(LATE), selects() as found:
            for person in (nobody, official):
                db.session.refresh(person)
            found.clear()
            assert (tasks_for(nobody), len(found)) == ([], 0)
            assert (len(tasks_for(official)), len(found)) == (1, 1)


class TestList:
    def test_it_says_of_each_award_whether_its_report_came(
        self, browser_of: Browser, call: Call, official: Person
    ) -> None:
        accepted(call, "A-1", official)
        with clock.at(LATE):
            page = browser_of(official).see(PAGE)
        assert "31 January 2031" in page.text
        assert page.links["late"] == f"/office/applications/{application_in(call, 'A-2').id}#report"

    def test_it_says_by_when_it_is_due(self, browser_of: Browser, official: Person) -> None:
        assert "until 30 January 2031" in browser_of(official).see(PAGE).text

    def test_where_the_rules_name_no_days_it_says_nothing_of_reports(self, browser_of: Browser) -> None:
        call = a_told_call(*entries(), **rules(None))
        assert "Report" not in browser_of(an_official_of(call)).see(PAGE).text
