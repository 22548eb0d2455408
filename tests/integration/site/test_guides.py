"""Guides stand beside the pages they explain; a hint goes away for good."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.site.guides.contents import BESIDE, GUIDES, section_of
from grants.site.guides.hints import HINTS
from grants.site.guides.models import HintSeen
from tests.factories.applications import an_open_call
from tests.factories.calls import OPEN
from tests.factories.people import a_person, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")
NO_PAGES = {"decisions.letter_file", "contests.document_for_applicant"}
"""What hands out a file, beside which no help stands."""


@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_is_served(client: Visitor, name: str) -> None:
    client.get("/language/en")
    assert client.see(f"/help/{name}").heading == str(GUIDES[name].title)


def test_what_is_only_in_english_says_so_and_is_marked_as_english(client: Visitor) -> None:
    page = client.get("/help/operator").text
    assert '<div lang="en">' in page
    assert "Šis ceļvedis ir tikai" in page


def test_a_page_leads_to_the_section_that_explains_it(client: Visitor) -> None:
    assert "/help/applicant#section-3" in client.get("/account/sign-in").text


def test_an_applicant_is_never_sent_to_the_guide_of_officials(client: Visitor) -> None:
    """Whatever hangs on the address of an application outside of the office is read by applicants and evaluators."""
    for rule in client.application.url_map.iter_rules():
        section = section_of(rule.endpoint)
        is_page = "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
        if is_page and section and rule.rule.startswith("/applications/"):
            assert section[0] != "official", rule.rule


def test_every_page_with_help_or_a_hint_is_one_of_ours(client: Visitor) -> None:
    endpoints = set(client.application.view_functions)
    blueprints = set(client.application.blueprints)
    assert {name for name in BESIDE if name not in endpoints | blueprints} == set()
    assert set(HINTS) <= endpoints


def test_a_hint_is_shown_until_its_reader_puts_it_away(client: Visitor, session: scoped_session[Session]) -> None:
    call = an_open_call()
    with clock.at(OPEN):
        sign_in(client, a_person())
        page = client.send(client.see(f"/applications/new/{call.slug}"), button="Start the application")
        draft = page.address.partition("/applications/")[2].partition("/")[0]
        page = client.see(f"/applications/{draft}")
        assert "Fill in the pages in any order" in page.text
        for _ in range(2):
            client.send(page, button="Do not show this again")
        assert "Fill in the pages in any order" not in client.see(f"/applications/{draft}").text
    assert session.query(HintSeen).count() == 1


def test_an_unknown_hint_is_not_there(client: Visitor) -> None:
    sign_in(client, a_person())
    assert client.post("/help/hints/nothing/seen").status_code in (400, 404)


@pytest.mark.parametrize("address", ["/help/nothing", "/help/pictures/nothing.webp", "/help/pictures/..%2fsite.png"])
def test_what_is_not_there_is_not_found(client: Visitor, address: str) -> None:
    assert client.get(address).status_code == 404
