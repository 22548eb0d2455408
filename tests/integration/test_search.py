"""Officials find calls, applications and people, and nothing that their own pages would not show them."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.search.queries import MOST_FOUND, find
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.factories.evaluation import JUDGED, an_evaluator
from tests.factories.people import a_person, sign_in
from tests.support.copies import copies_of
from tests.support.pages import Page
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def after_closing() -> Iterator[None]:
    with clock.at(CLOSED):
        yield


@pytest.fixture
def call() -> Call:
    return an_open_call()


def sent(call: Call, title: str, person: Person | None = None) -> Application:
    with clock.at(OPEN):
        application = a_submitted(call, person or a_person("Zaiga Āboliņa"), title=title)
    db.session.commit()
    return application


@pytest.fixture
def looks(client: Visitor) -> Callable[..., Page]:
    """Return what an official of a kind sees of what they type."""

    def see(typed: str, official: Person) -> Page:
        sign_in(client, official)
        return client.see(f"/office/search?q={typed}")

    return see


@pytest.mark.parametrize("typed", ["bērz", "BERZ", "rzu+kor", "kor+b"])
def test_an_application_is_found_by_parts_of_words(looks: Callable[..., Page], call: Call, typed: str) -> None:
    application = sent(call, "Bērzu koris")
    assert looks(typed, an_official()).links[application.reference or ""] == f"/office/applications/{application.id}"


def test_its_whole_number_opens_it(looks: Callable[..., Page], call: Call) -> None:
    application = sent(call, "Bērzu koris")
    assert (
        looks((application.reference or "").lower(), an_official()).address == f"/office/applications/{application.id}"
    )


def test_what_is_meant_more_likely_stands_first(call: Call) -> None:
    """What begins a word comes before what stands within one; of what is alike the newest stands first."""
    for at, title in enumerate(("Koris", "Bērnu koris", "Dekorācijas", "Korporācija")):
        sent(call, title).submitted_at = OPEN.replace(microsecond=at)
    db.session.commit()
    found = [each.title for each in find(an_official(), "kor").applications]
    assert found == ["Korporācija", "Bērnu koris", "Koris", "Dekorācijas"]


def test_calls_and_people_are_found(looks: Callable[..., Page], call: Call) -> None:
    sent(call, "Bērzu koris")
    an_evaluator(call, "Aboliņš")
    with clock.at(JUDGED):
        page = looks("abolin", an_official())
    assert "Zaiga Āboliņa" in page.text
    assert "Aboliņš" in page.text
    assert looks("piem", an_official()).links["Piemērs (en)"] == "/office/calls/piemers-2030"


def test_officials_elsewhere_find_nothing(looks: Callable[..., Page], call: Call) -> None:
    sent(call, "Bērzu koris")
    stranger = an_official(organiser="cits")
    for typed in ("bērzu", "āboliņa", "piemērs"):
        assert "Nothing was found" in looks(typed, stranger).text


def test_while_it_is_sealed_its_title_and_people_are_not_there(call: Call) -> None:
    sent(call, "Bērzu koris")
    with clock.at(OPEN):
        found = find(an_official(), "bērzu"), find(an_official(), "āboliņa")
    assert [(each.applications, each.people) for each in found] == [([], []), ([], [])]


def test_people_of_ones_own_application_are_not_there(call: Call) -> None:
    official = an_official()
    sent(call, "Bērzu koris", official)
    assert [each.application_id for each in find(official, official.email).people] == []


def test_drafts_are_not_there(call: Call) -> None:
    with clock.at(OPEN):
        application = a_submitted(call, a_person(), title="Bērzu koris")
    application.submitted_at, application.reference = None, None
    application.state = type(application.state).DRAFT
    db.session.flush()
    assert find(an_official(), "bērzu").applications == []


def test_at_most_so_many_are_named(call: Call) -> None:
    person = a_person()
    for number in range(MOST_FOUND + 1):
        sent(call, f"Koris {number}", person)
    assert len(find(an_official(), "koris").applications) == MOST_FOUND


def test_it_asks_a_constant_number_of_times(call: Call) -> None:
    official, asked = an_official(RoleKind.AUDITOR), []
    for more in (1, 5):
        for number in range(more):
            sent(call, f"Koris {number}")
        with selects() as found:
            find(official, "koris")
        asked.append(len(found))
    assert asked[0] == asked[1] <= 6


def test_among_ten_thousand_it_asks_as_often(call: Call) -> None:
    official, application = an_official(), sent(call, "Koris")
    copies_of(application, 9_999, lambda number: {"reference": f"{number:04}-MANY", "title": f"Koris {number}"})
    with selects() as found:
        assert len(find(official, "koris").applications) == MOST_FOUND
    assert len(found) <= 6


def test_people_stand_in_the_order_of_the_reader(call: Call, app: Flask) -> None:
    for name in ("Čakste Meklēts", "Cīrulis Meklēts", "Dambis Meklēts", "Ābele Meklēts"):
        an_evaluator(call, name)
    with clock.at(JUDGED), app.test_request_context(), force_locale("lv"):
        names = [each.name for each in find(an_official(), "meklets").people]
    assert names == ["Ābele Meklēts", "Cīrulis Meklēts", "Čakste Meklēts", "Dambis Meklēts"]


@pytest.mark.parametrize("typed", ["", "%20", "(", "a" * 500])
def test_anything_can_be_typed(looks: Callable[..., Page], call: Call, typed: str) -> None:
    assert looks(typed, an_official()).status == 200


def test_the_box_is_there_for_officials_alone(client: Visitor, call: Call) -> None:
    sign_in(client, a_person())
    assert "/office/search" not in client.see("/account/").links.values()
    client.see("/office/search", status=404)
