"""Anonymity leaked elsewhere through search, orders and counts; in a blind call these tell nothing here."""

import re
from datetime import timedelta

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from tests.factories.calls import OPEN
from tests.factories.evaluation import a_checked_call, an_evaluator, check, declare, scoring, start_scoring
from tests.integration.evaluation.conftest import SignIn

pytestmark = pytest.mark.usefixtures("session")

TITLES = tuple(f"Project {letter}" for letter in "ABCDEFGHIJKL")
LIST = "/evaluation/calls/piemers-2030"


@pytest.fixture
def call() -> Call:
    """Return a blind call in which what was submitted later has the lower id."""
    call = a_checked_call(*TITLES, scoring=scoring(blind=True))
    for place, application in enumerate(by_id(call)):
        application.submitted_at = OPEN + timedelta(minutes=len(TITLES) - place)
        assert application.organisation
        application.organisation.registration_number = f"400080000{place:02}"  # each is an applicant of its own
        check(application)
    return call


def by_id(call: Call) -> list[Application]:
    """Return the applications of a call in the order of their ids, which are random."""
    return sorted(submitted_in(call.id), key=lambda application: application.id)


def in_order(text: str, words: str) -> list[str]:
    """Return what a page says of each project or applicant, in its order and once."""
    return list(dict.fromkeys(re.findall(rf"{words} [A-L]\b", text)))


def test_anonymity_leaked_through_the_order_of_a_list(call: Call, as_person: SignIn) -> None:
    ilze = an_evaluator(call)
    start_scoring(call)
    for application in submitted_in(call.id):
        declare(ilze, application)
    seen = in_order(as_person(ilze).see(LIST).text, "Project")
    assert seen == [application.title for application in by_id(call)]
    assert seen != [application.title for application in submitted_in(call.id)]


def test_anonymity_leaked_through_the_order_of_names(call: Call, as_person: SignIn) -> None:
    """Each member has names in an order of their own, which is neither that of submission nor that of the list."""
    orders = [names_for(an_evaluator(call, name), as_person) for name in ("Ilze", "Juris")]
    orders += [[f"Biedrība {one.title}" for one in each] for each in (submitted_in(call.id), by_id(call))]
    assert len({tuple(order) for order in orders}) == len(orders)
    assert {len(order) for order in orders} == {len(TITLES)}


def names_for(person: Person, as_person: SignIn) -> list[str]:
    return in_order(as_person(person).see(f"{LIST}/declarations").text, "Biedrība Project")


@pytest.mark.parametrize("page", ["applications", "applications?q=Biedr%C4%ABba", "register.pdf", "interests"])
def test_anonymity_leaked_through_search(call: Call, as_person: SignIn, page: str) -> None:
    """What officials search and print is not there for members, whatever they look for."""
    response = as_person(an_evaluator(call)).get(f"/office/calls/piemers-2030/{page}")
    assert response.status_code == 404
    assert "Project" not in response.text


def test_anonymity_leaked_through_counts(call: Call, as_person: SignIn) -> None:
    """Until every applicant is declared the list counts the same, whichever of them a member has declared about."""
    texts = set()
    for place, name in enumerate(("Ilze", "Juris")):
        person = an_evaluator(call, name)
        declare(person, by_id(call)[place])
        page = as_person(person).see(LIST).text
        assert in_order(page, "Project") == []
        texts.add(page.replace(name, ""))
    assert len(texts) == 1
