"""Legal persons get their letters by the official e-address first, and what has no address is no letter to forget."""

import pytest

from grants.accounts.models import OrganisationKind, Person
from grants.applications.models import Application
from grants.awards.letters.queries import ready_in
from grants.awards.letters.ways import first_way
from grants.awards.terms import Channel
from grants.calls.models import Call
from grants.db import db
from tests.factories.awards import a_decided_call, a_member, an_official_of, application_in, judged, made_letters
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

LETTERS = "/office/calls/piemers-2030/letters"


@pytest.fixture
def call() -> Call:
    """Return a decided call of an association, a person and a group that nobody reads e-mail for."""
    call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"), judged("A-3", "3", "3"))
    for reference in ("A-1", "A-2"):
        a_member(call, reference)
    of_kind(application_in(call, "A-2"), OrganisationKind.NATURAL_PERSON)
    of_kind(application_in(call, "A-3"), OrganisationKind.INFORMAL_GROUP)
    made_letters(call)
    db.session.flush()
    return call


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def of_kind(application: Application, kind: OrganisationKind) -> None:
    assert application.organisation
    application.organisation.kind = kind


def test_each_kind_has_its_first_way(call: Call) -> None:
    ways = {one.application.reference: first_way(one) for one in ready_in(call)}
    assert ways == {"A-1": Channel.E_ADDRESS, "A-2": Channel.EMAIL, "A-3": Channel.POST}


def test_the_e_address_stands_first_and_its_letters_are_chosen(
    call: Call, official: Person, browser_of: Browser
) -> None:
    browser = browser_of(official)
    page = browser.see(LETTERS)
    assert "1 letter is for a legal person: the official e-address comes first for it." in page.text
    assert "Biedrība A-3 : There is no address. Next: registered post" in page.text
    assert page.text.index("Write down that they were sent") < page.text.index("Send by e-mail what is ready")
    form = browser.see(f"{LETTERS}/outside")
    after = browser.send(form, {"sent_on": "14.01.2030"}, button="They were sent")
    assert "1 letter is sent." in after.text
    assert "legal person" not in after.text
    assert [one.application.reference for one in ready_in(call)] == ["A-2", "A-3"]
    rest = browser.send(
        browser.see(f"{LETTERS}/outside"), {"channel": "post", "sent_on": "14.01.2030"}, button="They were sent"
    )
    assert "Not reached" not in rest.text
