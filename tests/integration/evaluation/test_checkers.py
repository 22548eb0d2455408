"""Several officials share the checks: what is given to one waits for them alone, until they cannot check it."""

from uuid import UUID

import pytest

from grants.accounts.models import Person, RoleKind
from grants.accounts.services import end_role, grant_role
from grants.applications.listing.queries import all_asked
from grants.applications.models import Application, Right
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation.checkers import services, views
from grants.evaluation.checkers.queries import checkers_for
from grants.evaluation.checking import count_waiting, next_waiting
from grants.evaluation.models import ConflictKind
from grants.evaluation.queries import calls_to_check
from grants.evaluation.services import declare_as_official
from grants.web.lists.asked import Asked
from tests.factories.applications import joined
from tests.factories.evaluation import COMMITTEE, a_checked_call, a_checker, a_scored_call, check, first_of
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def call() -> Call:
    return a_checked_call("First", "Second")


@pytest.fixture
def one(call: Call) -> Person:
    return _official(call, RoleKind.COORDINATOR)


@pytest.fixture
def two(call: Call) -> Person:
    return _official(call, RoleKind.SECRETARY)


def _official(_call: Call, kind: RoleKind) -> Person:
    """Return an official who has declared about the call, which is made first."""
    return a_checker(kind)


def given(call: Call, *titles: str, to: Person | None, by: Person) -> tuple[UUID, int] | None:
    """Give the applications of these titles to an official, as it was looked at."""
    chosen = [each for each in all_asked(call, Asked("submitted"), sealed=False) if each.title in titles]
    seen = services.plan_for(call=call, chosen=chosen, checker=to).digest
    return services.give(call=call, chosen=chosen, checker=to, seen=seen, actor=by)


def waiting(person: Person, call: Call) -> int:
    """Return how many applications wait for an official, of which the start page knows as many."""
    count = count_waiting(person, call)
    assert dict(calls_to_check(person)).get(call, 0) == count
    return count


def holder_of(application: Application) -> Person | None:
    return checkers_for([application.id]).get(application.id)


def test_what_is_given_waits_for_one_alone_and_the_rest_for_all(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=one, by=two)
    assert (waiting(one, call), waiting(two, call)) == (2, 1)
    assert next_waiting(two, call) == submitted_in(call.id)[1].id
    given(call, "First", to=None, by=two)
    assert waiting(two, call) == 2


def test_it_is_everybodys_once_its_checker_is_in_conflict(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=one, by=two)
    declare_as_official(application=first_of(call), actor=one, conflict=True, kind=ConflictKind.FAMILY)
    assert count_waiting(two, call) == 2


def test_it_is_everybodys_once_it_is_its_checkers_own(call: Call, one: Person, two: Person) -> None:
    given(call, "First", "Second", to=one, by=two)
    joined(first_of(call), one, Right.EDIT)
    assert count_waiting(two, call) == 1
    second = submitted_in(call.id)[1]
    assert second.organisation is not None
    second.organisation.created_by_id = one.id
    db.session.flush()
    assert count_waiting(two, call) == 2


def test_it_is_everybodys_once_its_checker_has_left(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=one, by=two)
    (role,) = one.roles
    end_role(role=role, actor=None)
    db.session.expire_all()
    assert waiting(two, call) == 2


def test_it_stays_its_checkers_whatever_they_declare_about_another(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=one, by=two)
    second = submitted_in(call.id)[1]
    declare_as_official(application=second, actor=one, conflict=True, kind=ConflictKind.FAMILY)
    assert waiting(two, call) == 1


def test_who_has_left_one_call_and_not_another_has_left(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=one, by=two)
    (role,) = one.roles
    other = a_checked_call("Elsewhere", slug="elsewhere")
    grant_role(person=one, kind=RoleKind.SECRETARY, actor=None, call_id=other.id)
    end_role(role=role, actor=None)
    db.session.expire_all()
    assert waiting(two, call) == 2


def test_of_two_the_second_is_anybody_else() -> None:
    call = a_checked_call("First", committee=COMMITTEE | {"checks_by_two": True})
    one, two = a_checker(), a_checker(RoleKind.SECRETARY)
    given(call, "First", to=one, by=two)
    assert (count_waiting(one, call), count_waiting(two, call)) == (1, 0)
    check(first_of(call))
    assert count_waiting(two, call) == 1


def test_what_cannot_be_theirs_is_left_out(call: Call, one: Person, two: Person) -> None:
    joined(first_of(call), one, Right.EDIT)
    check(submitted_in(call.id)[1])
    assert given(call, "First", "Second", to=one, by=two) is None


def test_undoing_gives_back_what_was_not_given_on(call: Call, one: Person, two: Person) -> None:
    given(call, "First", to=two, by=two)
    done = given(call, "First", "Second", to=one, by=two)
    assert done is not None
    batch, count = done
    assert count == 2
    given(call, "Second", to=two, by=one)
    assert services.take_back(call=call, batch_id=batch, actor=two) == 1
    assert [holder_of(each) for each in submitted_in(call.id)] == [two, two]
    assert services.take_back(call=call, batch_id=batch, actor=two) == 0
    assert [entry.details["count"] for entry in entries("checks.given_back")] == [1]


def test_what_was_not_looked_at_is_not_done(call: Call, one: Person, two: Person) -> None:
    chosen = all_asked(call, Asked("submitted"), sealed=False)
    with pytest.raises(Stale):
        services.give(call=call, chosen=chosen, checker=one, seen="", actor=two)
    with pytest.raises(Invalid):
        given(call, "First", to=a_person("Cita"), by=two)
    with pytest.raises(Forbidden):
        given(call, "First", to=one, by=a_person("Cita"))
    with pytest.raises(Conflict):
        given(a_scored_call("First", slug="scored"), "First", to=one, by=two)


def test_on_the_pages_it_is_looked_at_done_and_undone(
    call: Call, one: Person, two: Person, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, visitor = f"/office/calls/{call.slug}/checks/queue", as_person(two)
    assert "Say who checks" not in visitor.see(here).text
    monkeypatch.setattr(views, "LONG", 2)
    ticked = visitor.open(f"/office/calls/{call.slug}/checks/give?a={first_of(call).id}")
    assert ticked.status_code == 200
    page = visitor.see(f"/office/calls/{call.slug}/checks/give?every=1&to={one.id}")
    assert "2 applications are given to" in page.text
    done = visitor.send(page, button="Give them")
    assert "2 applications changed hands." in done.text
    assert f"{here}?" not in done.address
    assert visitor.see(f"{here}?checker={one.id}&hide=checks").text.count("First") == 1
    assert "Nothing fits what you asked for." in visitor.see(f"{here}?checker=nobody").text
    lines = visitor.get(f"{here}.csv?hide=state").get_data(as_text=True).splitlines()
    assert lines[0].removeprefix("\ufeff") == "Application;Project;Applicant;1.1;Checker"
    assert lines[1].endswith(one.name)
    assert "whom they were given to before" in visitor.send(done, button="Undo").text
    assert holder_of(first_of(call)) is None


def test_one_official_alone_is_asked_nothing(
    call: Call, one: Person, as_person: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONG", 2)
    visitor = as_person(one)
    page = visitor.see(f"/office/calls/{call.slug}/checks/queue")
    assert "Columns" in page.text
    assert "Say who checks" not in page.text
    assert "Checker" not in page.text
    visitor.see(f"/office/calls/{call.slug}/checks/give?every=1", status=409)
