"""Administrators choose an organiser's logo and colour; the pages of its calls show them."""

import io

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from grants import clock
from grants.accounts.brand.paper import logo_on_paper
from grants.accounts.models import Logo, Organiser
from grants.db import db
from grants.documents.content import Document
from grants.documents.frozen import freeze, thaw
from grants.documents.making import make
from grants.journal.models import Entry
from tests.factories.calls import OPEN, a_call, an_organiser
from tests.factories.people import an_administrator, sign_in
from tests.support.pages import Page
from tests.support.visitor import Visitor
from tests.unit.accounts.brand.test_logos import SVG, picture
from tests.unit.documents.test_pdf import objects_of

pytestmark = pytest.mark.usefixtures("session")
LOOKS = "/office/organisers/piemers/looks"


@pytest.fixture
def organiser(session: scoped_session[Session], client: Visitor) -> Organiser:
    """Return an organiser, with an administrator signed in."""
    person, organiser = an_administrator(), an_organiser("piemers")
    session.commit()
    sign_in(client, person)
    return organiser


def choose(client: Visitor, *, status: int = 200, **typed: object) -> Page:
    """Send the form of the looks."""
    values = {"colour": "#ffd500", "own": "y", **typed}
    return client.send(client.see(LOOKS), values, button="Save", status=status)


def loaded(page: Page) -> list[str]:
    """Return the addresses of what a page loads of its organiser."""
    found = [each.get("href") or each.get("src") or "" for each in page.tree.iter() if each.tag in ("link", "img")]
    return [address for address in found if address.startswith("/organisers/")]


def test_a_colour_and_a_logo_are_chosen_and_shown(client: Visitor, organiser: Organiser) -> None:
    page = choose(client, logo=(io.BytesIO(picture()), "logo.png"))
    assert "On light pages the colour is shown darker" in page.text
    for address in loaded(page):
        answer = client.get(address)
        assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True)
    assert {answer.split("?")[0].rsplit("/", 1)[1] for answer in loaded(page)} == {"colours.css", "logo"}


def test_the_page_of_a_call_has_the_looks_of_its_organiser(client: Visitor, organiser: Organiser) -> None:
    call = a_call()
    choose(client, logo=(io.BytesIO(picture()), "logo.png"))
    with clock.at(OPEN):
        page = Page(client.get(f"/calls/{call.slug}"))
    assert len(loaded(page)) == 2


def test_chosen_twice_is_written_once(client: Visitor, organiser: Organiser) -> None:
    for _again in range(2):
        choose(client, logo=(io.BytesIO(picture()), "logo.png"))
    entries = db.session.scalars(select(Entry).where(Entry.action == "organiser.dressed")).all()
    assert (len(entries), len(db.session.scalars(select(Logo)).all())) == (1, 1)


def test_logo_and_colour_can_be_taken_away(client: Visitor, organiser: Organiser) -> None:
    choose(client, logo=(io.BytesIO(picture()), "logo.png"))
    page = choose(client, own=[], bare="y")
    assert loaded(page) == []
    assert client.get("/organisers/piemers/logo").status_code == 404
    assert client.get("/organisers/piemers/colours.css").status_code == 404


def test_a_drawing_that_can_hold_programs_is_refused(client: Visitor, organiser: Organiser) -> None:
    page = choose(client, status=422, logo=(io.BytesIO(SVG), "logo.png"))
    assert "Drawings in SVG can hold programs" in page.text


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#fff;}body{"])
def test_what_is_no_colour_is_refused(client: Visitor, organiser: Organiser, colour: str) -> None:
    choose(client, status=422, colour=colour[:7])


def test_papers_carry_the_logo_they_were_made_with(client: Visitor, organiser: Organiser) -> None:
    call = a_call()
    choose(client, logo=(io.BytesIO(picture()), "logo.png"))
    with clock.at(OPEN):
        rules = client.get(f"/calls/{call.slug}/rules.pdf").data
        assert f"Logo of {organiser.name}" in [str(each["/Alt"]) for each in objects_of(rules) if "/Alt" in each]
    first = Document("Lēmums", "lv", [], logo=logo_on_paper(organiser))
    made = make("pdf", first, at=OPEN)
    choose(client, logo=(io.BytesIO(picture(size=(90, 90))), "logo.png"))
    assert logo_on_paper(organiser) != first.logo
    assert make("pdf", thaw(freeze(first)), at=OPEN) == made
