"""Anonymity leaked elsewhere through files, formulas, search, orders, counts and time; here these tell nothing."""

import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from tests.factories.calls import OPEN
from tests.factories.evaluation import a_checked_call, an_evaluator, check, declare, scoring, start_scoring
from tests.integration.evaluation.conftest import SignIn
from tests.support.statements import selects

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
    seen = in_order(as_person(a_member_who_declared(call)).see(LIST).text, "Project")
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


def test_anonymity_leaked_through_timing(call: Call, as_person: SignIn) -> None:
    """A member is refused before anything is sought, so that it takes as long whether there is such an applicant."""
    visitor = as_person(an_evaluator(call))
    for page in ("/office/search", "/office/calls/piemers-2030/applications"):
        asked = []
        for sought in ("", "Biedrība Project A", "Biedrība, kuras nav"):
            with selects() as found:
                assert visitor.get(page, query_string={"q": sought}).status_code == 404
            asked.append(found)
        assert asked[0] == asked[1] == asked[2]


def test_anonymity_leaked_through_the_api(call: Call, as_person: SignIn) -> None:
    """What a program can read names no applicant to a member, or is not there for them."""
    visitor, application = as_person(a_member_who_declared(call)), by_id(call)[0]
    public = [f"/calls/{call.slug}/{name}" for name in ("rules.json", "dates.ics")]
    for address in ("/account/my-data.json", "/calls.atom", *public):
        assert "Biedrība" not in visitor.see(address).response.get_data(as_text=True)
    office = [f"/office/calls/{call.slug}/{name}" for name in ("handouts/contacts.xlsx", "handouts/budgets.xlsx")]
    applicants = f"/applications/{application.id}/receipt.json", f"/office/applications/{application.id}/copy.json"
    for address in (f"/calls/{call.slug}/results.json", *office, *applicants):
        assert (address, visitor.get(address).status_code) == (address, 404)


def test_anonymity_leaked_through_formulas(call: Call, as_person: SignIn) -> None:
    """The spreadsheet of a member computes nothing and hides nothing about who applies, whatever a title says."""
    by_id(call)[0].title = "=Applicants!A1"
    content = as_person(a_member_who_declared(call)).get(f"{LIST}/workbook.xlsx").get_data()
    with ZipFile(io.BytesIO(content)) as parts:
        said = "".join(parts.read(name).decode() for name in parts.namelist())
    assert "=Applicants!A1" in said
    assert re.findall("<f>|<f |<definedName|Biedrība", said) == []


def a_member_who_declared(call: Call) -> Person:
    """Return a member to whom every application is open to be scored."""
    person = an_evaluator(call)
    start_scoring(call)
    for application in submitted_in(call.id):
        declare(person, application)
    return person


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
