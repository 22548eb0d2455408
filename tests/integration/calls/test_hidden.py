"""A call that only its link leads to stands in no list, and nobody guesses its address."""

import re

import pytest

from grants import clock
from grants.calls import services
from tests.factories.asking import a_follower
from tests.factories.calls import OPEN, WRITTEN, a_call, a_draft, an_official, rules
from tests.factories.documents import rules_document
from tests.integration.calls.conftest import SignIn
from tests.integration.calls.test_following import tell_all, told
from tests.support.pages import Page
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

BY_LINK = rules_document()["publication"] | {"by_link": True}
ADDRESS = re.compile(r"piemers-2030-[0-9a-f]{16}")


def hide(browser: Visitor) -> Page:
    """Hide the draft in the editor; return the page as it was before."""
    page = browser.see("/office/calls/piemers-2030/rules/part/publication")
    browser.send(page, {"publication_by_link": "y"}, button="Store")
    return page


def test_its_address_cannot_be_guessed() -> None:
    assert ADDRESS.fullmatch(a_call(publication=BY_LINK).slug)


def test_who_has_the_link_reads_it_and_the_lists_do_not_have_it(client: Visitor) -> None:
    call = a_call(publication=BY_LINK)
    with clock.at(OPEN):
        assert "Piemērs" in client.see(f"/calls/{call.slug}").text
        assert "Piemērs" not in client.see("/").text
        assert call.slug not in client.get("/calls.atom").text
        for page in ("", "/form", "/rules.pdf", "/questions"):
            assert client.get(f"/calls/{call.slug}{page}").headers["X-Robots-Tag"] == "noindex"


def test_an_official_hides_a_draft_in_the_editor(as_person: SignIn) -> None:
    call = a_draft()
    with clock.at(WRITTEN):
        hide(as_person(an_official()))
    assert ADDRESS.fullmatch(call.slug)


def test_the_form_that_hides_a_draft_can_be_sent_twice(as_person: SignIn) -> None:
    a_draft()
    with clock.at(WRITTEN):
        browser = as_person(an_official())
        assert browser.send(hide(browser), {"publication_by_link": "y"}, button="Store").status == 200


def test_storing_the_same_rules_again_changes_nothing() -> None:
    call = a_draft(publication=BY_LINK)
    before = call.slug
    with clock.at(WRITTEN):
        services.replace_rules(call=call, rules=rules(publication=BY_LINK), actor=None)
    assert call.slug == before


def test_followers_of_the_programme_are_not_told_of_it() -> None:
    a_follower(a_call(), programme=True)
    a_call(slug="slepens", publication=BY_LINK)
    tell_all()
    assert not [letter for letter in told() if "slepens" in letter.body]
