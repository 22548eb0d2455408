"""Two accounts for one registration number are noticed, and an official says whether they are one applicant."""

import pytest

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import services
from grants.applications.models import Application
from grants.db import db
from grants.errors import Conflict
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import CLOSED, an_official
from tests.integration.applications.conftest import SignIn


@pytest.fixture
def two(anna: Person, bruno: Person) -> tuple[Application, Application]:
    call = an_open_call()
    return a_submitted(call, anna), a_submitted(call, bruno, name="Biedrība OZOLS")


def test_they_are_two_applicants_until_an_official_says_otherwise(two: tuple[Application, Application]) -> None:
    assert two[0].organisation_id != two[1].organisation_id


def test_the_official_notices_and_merges_them(two: tuple[Application, Application], as_person: SignIn) -> None:
    first, second = two
    with clock.at(CLOSED):
        official = as_person(an_official())
        page = official.see(f"/office/applications/{first.id}")
        assert "Another account entered the same registration number" in page.text
        question = official.see(page.links["Make them one applicant"])
        official.send(question, button="They are one applicant")
        after = official.see(f"/office/applications/{first.id}")
    db.session.refresh(second)
    assert first.organisation_id == second.organisation_id
    assert "Another account" not in after.text
    assert second.applicant["name"] == "Biedrība OZOLS"


def test_an_auditor_only_notices(two: tuple[Application, Application], as_person: SignIn) -> None:
    with clock.at(CLOSED):
        auditor = as_person(an_official(RoleKind.AUDITOR))
        assert "Make them one applicant" not in auditor.see(f"/office/applications/{two[0].id}").text
        auditor.see(f"/office/applications/{two[0].id}/same-applicant", status=403)


def test_a_second_time_merges_nothing(two: tuple[Application, Application]) -> None:
    official = an_official()
    assert services.merge_applicants(application=two[0], actor=official) == 1
    assert services.merge_applicants(application=two[0], actor=official) == 0


def test_applicants_without_a_number_are_not_merged(anna: Person) -> None:
    call = an_open_call(applicants={"kinds": ["informal_group"]})
    application = a_submitted(call, anna, kind="informal_group")
    with pytest.raises(Conflict):
        services.merge_applicants(application=application, actor=an_official())


def test_one_account_is_never_noticed(anna: Person, as_person: SignIn) -> None:
    call = an_open_call()
    first = a_submitted(call, anna)
    a_submitted(call, anna)
    with clock.at(CLOSED):
        assert "Another account" not in as_person(an_official()).see(f"/office/applications/{first.id}").text
