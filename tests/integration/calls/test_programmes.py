"""The calls of a programme on one page: its history, what is left, and what stays hidden."""

import pytest

from grants import clock
from grants.awards import services as awards
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of, judged, publish
from tests.factories.calls import OPEN, a_call
from tests.integration.calls.test_hidden import BY_LINK
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

PROGRAMME = "/programmes/piemers/1.2.3/30"
FUNDING = {
    "currency": "EUR",
    "amount": {"fixed": "4600.00"},
    "limit": {"total": "10000.00"},
    "when_short": "stop",
    "carried_over": {"amount": "800.00", "source": "Konkurss 2029"},
}


def test_it_lists_every_call_with_the_same_number(client: Visitor) -> None:
    a_call()
    a_call(slug="otrs", title={"lv": "Otrs", "en": "Second"})
    other = {"name": {"lv": "Cita", "en": "Other"}, "project_number": "9"}
    a_call(slug="cits", title={"lv": "Cits", "en": "Other"}, programme=other)
    with clock.at(OPEN):
        page = client.see(PROGRAMME).text
    assert ("Piemērs" in page, "Otrs" in page, "Cits" in page) == (True, True, False)


def test_drafts_and_hidden_calls_are_not_there(client: Visitor) -> None:
    a_call()
    a_call(slug="slepens", title={"lv": "Slepens", "en": "Hidden"}, publication=BY_LINK)
    with clock.at(OPEN):
        assert "Slepens" not in client.see(PROGRAMME).text


def test_a_programme_without_public_calls_is_not_found(client: Visitor) -> None:
    assert client.get(PROGRAMME).status_code == 404


def test_it_says_what_was_awarded_and_what_is_left(client: Visitor) -> None:
    call = a_deliberated_call(judged("A-1"), judged("A-2"), funding=FUNDING | {"unused": "next_round"})
    official = an_official_of(call)
    with clock.at(DELIBERATED):
        awards.confirm(call=call, actor=official)
        publish(call)
        page = client.see(f"/programmes/{call.organiser.slug}/{call.programme}").text
    assert "9200,00 EUR" in page
    assert "800,00 EUR pāriet uz nākamo kārtu" in page


def test_its_followers_are_asked_for_on_the_page_of_the_newest_call(client: Visitor) -> None:
    a_call()
    with clock.at(OPEN):
        form = client.see("/calls/piemers-2030/follow?programme=1").form("Saņemt jaunumus")
    assert form.values["programme"] == ["y"]
