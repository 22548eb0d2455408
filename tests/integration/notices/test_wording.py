"""Officials put messages in their own words: for an organiser or one call, checked, in versions, and back."""

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.models import Application
from grants.applications.own_words import sample
from grants.db import db
from grants.errors import Invalid, NotFound, Stale
from grants.notices.models import Message
from grants.notices.wording import services
from grants.notices.wording.editable import editable
from grants.notices.wording.places import Place
from grants.notices.wording.queries import in_force, versions_of
from grants.notices.wording.saying import said
from grants.notices.wording.services import MAX_BODY, go_back, try_out, write
from tests.factories.applications import a_filled, an_open_call
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")
REMINDER = "application_reminder"
BODY = "Steidzieties: **{deadline}**, {title}.\n\n{link}"


@pytest.fixture
def official() -> Person:
    return an_official()


@pytest.fixture
def draft() -> Application:
    return a_filled(an_open_call(), a_person())


def of_organiser(draft: Application) -> Place:
    return Place(draft.call.organiser_id, None, REMINDER, "lv")


def of_call(draft: Application) -> Place:
    return Place(draft.call.organiser_id, draft.call_id, REMINDER, "lv")


def reminded(draft: Application, hours: int = 24) -> Message:
    assert draft.lead
    draft.lead.person.language = "lv"
    notices.reminder(draft, draft.call.closes_at, hours)
    return db.session.scalars(select(Message).where(Message.event == REMINDER).order_by(Message.queued_at.desc())).one()


def test_a_message_says_what_was_written_and_escapes_what_is_filled_in(draft: Application, official: Person) -> None:
    draft.title = "**Nometne** <https://evil.example> {link}"
    write(place=of_organiser(draft), subject="Termiņš: {title}", body=BODY, seen=0, actor=official)
    message = reminded(draft)
    assert message.subject == "Termiņš: **Nometne** <https://evil.example> {link}"
    assert "Steidzieties:" in message.words.text
    assert f"/applications/{draft.id}" in message.words.html
    assert 'evil.example"' not in message.words.html
    assert "Informatīva ziņa" in message.signature


def test_the_words_of_the_call_come_before_those_of_its_organiser(draft: Application, official: Person) -> None:
    write(place=of_organiser(draft), subject="Visi", body=BODY, seen=0, actor=official)
    write(place=of_call(draft), subject="Šis", body=BODY, seen=0, actor=official)
    assert reminded(draft).subject == "Šis"
    go_back(place=of_call(draft), seen=1, actor=official)
    held = in_force(of_call(draft))
    assert held
    assert held.subject == "Visi"


def test_another_language_keeps_the_words_of_the_service(draft: Application, official: Person) -> None:
    write(place=of_organiser(draft), subject="Visi", body=BODY, seen=0, actor=official)
    assert in_force(Place(draft.call.organiser_id, None, REMINDER, "en")) is None


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("", BODY, "subject"),
        ("S", "", "body"),
        ("S", "Bez saites: {deadline}", "body"),
        ("S", f"{BODY} {{nobody}}", "body"),
        ("S", f"{BODY} {{title.__class__}}", "body"),
        ("S", f"{BODY} {{% for x in y %}}", "body"),
        ("S", f"{BODY} {{{{ 7 * 7 }}}}", "body"),
        ("{secret_key}", BODY, "subject"),
        ("S", BODY + "a" * MAX_BODY, "body"),
        ("S", "a" * 1_000_000, "body"),
        ("a" * 201, BODY, "subject"),
    ],
)
def test_what_cannot_be_a_message_is_refused(
    draft: Application, official: Person, subject: str, body: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        write(place=of_organiser(draft), subject=subject, body=body, seen=0, actor=official)
    assert set(refused.value.fields) == {field}


def test_a_letter_or_a_sign_in_cannot_be_put_in_other_words(draft: Application, official: Person) -> None:
    for event in ("decision", "accounts.sign_in_asked", "nothing"):
        with pytest.raises(NotFound):
            write(
                place=Place(draft.call.organiser_id, None, event, "lv"), subject="S", body="B", seen=0, actor=official
            )


def test_versions_are_kept_and_the_same_words_make_none(draft: Application, official: Person) -> None:
    place = of_organiser(draft)
    for _twice in range(2):
        write(place=place, subject="S", body=BODY, seen=0, actor=official)
    with pytest.raises(Stale):
        write(place=place, subject="T", body=BODY, seen=0, actor=official)
    for _twice in range(2):
        go_back(place=place, seen=1, actor=official)
    assert [(one.revision, one.subject) for one in versions_of(place)] == [(2, ""), (1, "S")]


def test_a_look_names_what_is_not_known_yet(draft: Application, official: Person) -> None:
    shown = said(editable()[REMINDER], "{title}", BODY, "en", sample(draft.call, official), lenient=True)
    assert shown.subject == "(the title of the project)"


def test_a_test_goes_to_who_writes_and_nobody_else(draft: Application, official: Person) -> None:
    shown = said(editable()[REMINDER], "{title}", BODY, "en", sample(draft.call, official), lenient=True)
    try_out(words=shown, language="en", call_id=None, actor=official)
    sent = db.session.scalars(select(Message).where(Message.event == services.EVENTS[0].name)).one()
    assert (sent.address, sent.subject) == (official.email, "Test: (the title of the project)")


def test_going_back_can_be_undone(client: Visitor, draft: Application, official: Person) -> None:
    write(place=of_call(draft), subject="Drīz", body=BODY, seen=0, actor=official)
    with clock.at(OPEN):
        sign_in(client, official)
        page = client.see(f"/office/calls/{draft.call.slug}/notices/{REMINDER}/lv")
        back = client.send(page, button="Go back to the text of the organiser or the service")
        assert versions_of(of_call(draft))[0].body == ""
        client.send(back, button="Undo")
        assert versions_of(of_call(draft))[0].body == BODY


def test_every_text_has_a_page_with_a_look_at_what_is_known(
    client: Visitor, draft: Application, official: Person
) -> None:
    with clock.at(OPEN):
        sign_in(client, official)
        for event in editable():
            page = client.see(f"/office/calls/{draft.call.slug}/notices/{event}/lv")
            assert "What can stand in curly brackets" in page.text
