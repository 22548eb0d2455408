"""An official writes to many on pages: chooses, looks, changes one, sends, watches and stops, without any script."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.db import db
from grants.notices.batches.expanding import expand_batches
from grants.notices.models import Message, MessageState
from grants.web.lists.asked import LONG
from tests.factories.applications import a_filled, a_submitted, an_open_call
from tests.factories.batches import written_to
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person
from tests.integration.calls.conftest import SignIn
from tests.support.copies import copies_of
from tests.support.pages import Page, words
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

TYPED = {"audience": "drafts", "subject_lv": "Par “{call}”", "body_lv": "Labdien, {name}!\n\nVēl var iesniegt: {link}"}
LATER = OPEN + timedelta(minutes=2)


@pytest.fixture
def official() -> Person:
    """Return the coordinator."""
    with clock.at(OPEN):
        return an_official()


@pytest.fixture
def call(official: Person) -> Call:
    """Return an open call with three drafts."""
    call = an_open_call()
    for number in range(3):
        a_filled(call, a_person(f"Persona {number}", f"d{number}@pieteikums.example", language="lv"))
    return call


@pytest.fixture
def browser(as_person: SignIn, call: Call, official: Person) -> Iterator[Visitor]:
    """Return the coordinator's browser while the call is open."""
    with clock.at(OPEN):
        yield as_person(official)


def looked_at(browser: Visitor, call: Call, **typed: str) -> Page:
    """Type a message and return the page of the look."""
    form = browser.see(f"/office/calls/{call.slug}/writing/new")
    return browser.send(form, {**TYPED, **typed}, button="Look at the list")


def test_a_call_nobody_wrote_to_shows_one_link(browser: Visitor, call: Call) -> None:
    page = browser.see(f"/office/calls/{call.slug}")
    assert page.text.count("Write to people of the call") == 1
    assert "Messages to many" not in page.text


def test_the_look_shows_who_gets_it_and_what_it_says(browser: Visitor, call: Call) -> None:
    page = looked_at(browser, call)
    assert "d2@pieteikums.example" in page.text
    assert "Nothing was sent yet." in page.text
    assert "{call}" not in page.text
    one = browser.see(page.links["Look at it"])
    assert "Labdien, Persona" in one.text
    assert "As plain text" in one.text


def test_one_is_edited_one_left_out_and_the_rest_sent(browser: Visitor, call: Call) -> None:
    page = looked_at(browser, call)
    one = browser.see(page.links["Look at it"])
    browser.send(one, {"subject": "Jums", "body": "Tikai jums"}, button="Keep these words")
    again = browser.see(page.address)
    assert "edited" in again.text
    left_out = browser.send(browser.see(page.links["Look at it"]), button="Leave this reader out")
    assert "left out" in left_out.text
    browser.send(left_out, button="Send 2 messages")
    with clock.at(LATER):
        expand_batches()
    assert len(written_to()) == 2


def test_it_can_be_taken_back_for_a_minute(browser: Visitor, call: Call) -> None:
    sent = browser.send(looked_at(browser, call), button="Send 3 messages")
    assert "Nothing has left yet." in sent.text
    assert "Nothing was sent yet." in browser.send(sent, button="Take back").text


def test_progress_is_shown_by_looking_again_and_the_rest_can_be_stopped(browser: Visitor, call: Call) -> None:
    sent = browser.send(looked_at(browser, call), button="Send 3 messages")
    with clock.at(LATER):
        expand_batches()
        first = db.session.query(Message).filter_by(event="official_wrote").order_by(Message.address).first()
        assert first
        first.state = MessageState.SENT
        db.session.commit()
        page = browser.see(sent.address)
        assert "1 of 3" in page.text
        refused = browser.send(page, {"reason": ""}, button="Stop", status=422)
        stopped = browser.send(refused, {"reason": "Kļūda"}, button="Stop")
    assert "2 messages were stopped." in stopped.text
    assert "d2@pieteikums.example" in stopped.text
    assert "an official stopped it" in stopped.text
    assert "It was stopped" in stopped.text
    with clock.at(LATER):
        assert "waiting 2" in browser.send(stopped, button="Send the rest").text


def test_words_that_are_refused_stay_in_the_form(browser: Visitor, call: Call) -> None:
    form = browser.see(f"/office/calls/{call.slug}/writing/new")
    page = browser.send(form, {**TYPED, "body_lv": "Cik {nauda}?"}, button="Look at the list", status=422)
    assert "there is no placeholder {nauda}." in page.text
    assert "Cik {nauda}?" in page.text


def test_messages_are_found_read_and_printed(browser: Visitor, call: Call) -> None:
    a_submitted(call, a_person("Anna Ozola", "anna@pieteikums.example"))
    db.session.commit()
    page = browser.see(f"/office/calls/{call.slug}/messages?address=anna@&event=application_received")
    assert "anna@pieteikums.example" in page.text
    one = next(address for words, address in page.links.items() if "application" in words and "/messages/" in address)
    assert "What it says is for its reader alone." in browser.see(one).text  # while the call is open
    printed = browser.open(page.links["Print these as evidence (PDF)"])
    assert printed.data.startswith(b"%PDF")
    assert "Write a day" not in browser.see(f"/office/calls/{call.slug}/messages?since=soon").text  # nothing to narrow


def test_many_messages_are_narrowed_sorted_kept_and_taken_along(browser: Visitor, call: Call) -> None:
    copies_of(message_of(call), LONG - 1, _another)
    here = f"/office/calls/{call.slug}/messages"
    assert "Write a day" in browser.see(f"{here}?since=soon").text
    page = browser.see(f"{here}?q=zina&sort=-subject&hide=state&event=application_received")
    heads = [words(cell) for cell in page.tree.iter("th") if cell.get("scope") == "col"]
    assert heads == ["Subject ↓", "To", "Written"]
    lines = browser.get(page.links["text table (.csv)"]).get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Subject;To;Written"
    assert lines[1].startswith(f"Ziņa {LONG - 2};b{LONG - 2}@")
    assert len(lines) == LONG  # the head, and all but the one of another subject
    kept = browser.send(page, {"name": "Saņemtie"}, button="Keep")
    assert kept.links["Saņemtie"] == f"{here}?q=zina&event=application_received&sort=-subject&hide=state"
    assert browser.open(page.links["Print these as evidence (PDF)"]).data.startswith(b"%PDF")


def _another(number: int) -> dict[str, object]:
    return {"subject": f"Ziņa {number:02}", "address": f"b{number}@e.example"}


def message_of(call: Call) -> Message:
    """Return the one message about an application that was just sent in."""
    application = a_submitted(call, a_person("Anna Ozola", "anna@pieteikums.example"))
    db.session.commit()
    return db.session.scalars(select(Message).where(Message.application_id == application.id)).one()


def test_nobody_but_coordinators_of_the_organiser_registers_webhooks(browser: Visitor, call: Call) -> None:
    page = browser.see("/office/organisers/piemers/webhooks")
    done = browser.send(page, {"url": "https://hook.example/told"}, button="Register")
    assert "whsec_" in done.text
    assert "A test will be sent" in browser.send(done, button="Send a test").text
    refused = browser.send(page, {"url": "https://10.0.0.1/"}, button="Register", status=422)
    assert "Only addresses that everybody can reach are asked." in refused.text


def test_what_one_address_was_told_in_all_calls_is_found_and_printed(browser: Visitor, call: Call) -> None:
    other = an_open_call(slug="other")
    for each in (call, other):
        a_submitted(each, a_person(email="anna@pieteikums.example"))
    db.session.commit()
    page = browser.see("/office/organisers/piemers/messages?address=Anna@pieteikums.example")
    assert page.text.count("Received: your application") == 2
    assert browser.open(page.links["Print these as evidence (PDF)"]).data.startswith(b"%PDF")
    assert (
        "Nothing was written to this address."
        in browser.see("/office/organisers/piemers/messages?address=nobody@example.org").text
    )
