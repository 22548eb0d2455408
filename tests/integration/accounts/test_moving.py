"""People correct their own address: confirmed from the new one, told to the old one, which can take it back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts import services as accounts
from grants.accounts.attempts import Ended
from grants.accounts.models import DeviceSession, Person
from grants.accounts.moving import services
from grants.accounts.moving.models import AddressChange
from grants.accounts.moving.queries import BACK_LASTS, CONFIRM_LASTS
from grants.accounts.moving.tokens import BACK, CONFIRM, token_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.models import Entry
from grants.notices.models import Message, MessageState
from grants.notices.readdressing import not_arrived_at, send_own_again
from tests.factories.people import a_person, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")
NOW = datetime(2030, 5, 14, 12, 0, tzinfo=UTC)
NEW = "anna.new@example.org"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def anna() -> Person:
    return a_person("Anna Ozola", "anna.old@example.org")


def moved(person: Person, email: str = NEW) -> AddressChange:
    """Return a change that was asked for and confirmed."""
    change = services.ask(person=person, email=email)
    return services.confirm(token=token_of(change, CONFIRM), actor=person, session_id=None)


def told(event: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.event == event).order_by(Message.queued_at)))


def a_message(person: Person, state: MessageState, **fields: object) -> Message:
    """Return a message to a person, in a state."""
    message = Message(event="example", subject_id=person.id, person_id=person.id, address=person.email, language="en")
    message.subject, message.body, message.signature, message.state = "Example", "Words", "Service", state
    message.queued_at = message.due_at = clock.now()
    for name, value in fields.items():
        setattr(message, name, value)
    db.session.add(message)
    db.session.flush()
    return message


def test_nothing_changes_before_the_new_address_has_confirmed(anna: Person) -> None:
    services.ask(person=anna, email=" Anna.New@Example.org ")
    assert anna.email == "anna.old@example.org"
    (asked,) = told("accounts.address_asked")
    assert (asked.address, asked.secret, asked.person_id) == (NEW, True, None)


def test_who_confirms_is_known_by_the_new_address_and_the_old_one_is_told(anna: Person) -> None:
    moved(anna)
    assert anna.email == NEW
    (changed,) = told("accounts.address_changed")
    assert changed.address == "anna.old@example.org"
    actions = db.session.scalars(select(Entry.action).where(Entry.subject_id == anna.id).order_by(Entry.recorded_at))
    assert list(actions)[-2:] == ["person.address_asked", "person.address_changed"]


def test_confirming_signs_out_everywhere_but_here(anna: Person) -> None:
    here, there = (accounts.begin_session(person=anna) for _each in range(2))
    change = services.ask(person=anna, email=NEW)
    services.confirm(token=token_of(change, CONFIRM), actor=anna, session_id=here)
    ended = dict(db.session.execute(select(DeviceSession.id, DeviceSession.ended_at)).all())
    assert ended[here] is None
    assert ended[there] == NOW


def test_twice_changes_nothing_more(anna: Person) -> None:
    change = services.ask(person=anna, email=NEW)
    assert services.ask(person=anna, email=NEW) is change
    for _twice in range(2):
        services.confirm(token=token_of(change, CONFIRM), actor=anna, session_id=None)
    assert len(told("accounts.address_changed")) == 1


def test_nobody_confirms_for_another(anna: Person) -> None:
    change = services.ask(person=anna, email=NEW)
    with pytest.raises(Forbidden):
        services.confirm(token=token_of(change, CONFIRM), actor=a_person("Zane"), session_id=None)


def test_only_the_newest_link_works_and_only_for_a_day(anna: Person) -> None:
    first = services.ask(person=anna, email="mistyped@example.org")
    with clock.at(NOW + timedelta(minutes=1)):
        second = services.ask(person=anna, email=NEW)
    with pytest.raises(Ended):
        services.to_confirm(token=token_of(first, CONFIRM), actor=anna)
    with clock.at(NOW + CONFIRM_LASTS + timedelta(minutes=1)), pytest.raises(Ended):
        services.to_confirm(token=token_of(second, CONFIRM), actor=anna)


def test_a_link_of_one_kind_is_none_of_the_other(anna: Person) -> None:
    change = services.ask(person=anna, email=NEW)
    for token in (token_of(change, BACK), "nothing", ""):
        with pytest.raises(Ended):
            services.to_confirm(token=token, actor=anna)


def test_an_address_of_another_account_is_not_taken_and_not_told_before(anna: Person) -> None:
    a_person("Zane", NEW)
    change = services.ask(person=anna, email=NEW)
    with pytest.raises(Conflict):
        services.confirm(token=token_of(change, CONFIRM), actor=anna, session_id=None)
    assert anna.email == "anna.old@example.org"


@pytest.mark.parametrize("email", ["anna.old@example.org", "no address", "a@b\r\nBcc: x@example.org"])
def test_what_is_no_other_address_is_refused(anna: Person, email: str) -> None:
    with pytest.raises(Invalid):
        services.ask(person=anna, email=email)


def test_five_addresses_in_a_day_and_no_more(anna: Person) -> None:
    for number in range(services.MAX_ASKED):
        services.ask(person=anna, email=f"anna{number}@example.org")
    with pytest.raises(Conflict):
        services.ask(person=anna, email=NEW)


def test_the_old_address_takes_it_back_against_whatever_changed_since(anna: Person) -> None:
    first = moved(anna)
    with clock.at(NOW + timedelta(hours=1)):
        second = moved(anna, "third@example.org")
        accounts.begin_session(person=anna)
        for _twice in range(2):
            services.take_back(token=token_of(first, BACK))
        assert anna.email == "anna.old@example.org"
        services.take_back(token=token_of(second, BACK))  # from the address of whoever did it
    assert anna.email == "anna.old@example.org"
    assert not list(db.session.scalars(select(DeviceSession).where(DeviceSession.ended_at.is_(None))))


def test_the_old_address_takes_it_back_for_a_week(anna: Person) -> None:
    change = moved(anna)
    with clock.at(NOW + BACK_LASTS), pytest.raises(Ended):
        services.take_back(token=token_of(change, BACK))


def test_signing_in_with_the_address_before_makes_no_account_that_stands_in_the_way(anna: Person) -> None:
    moved(anna)
    accounts.ask(email="anna.old@example.org", language="en")
    code = re.search(r"\*\*(\d{6})\*\*", told("accounts.sign_in_asked")[-1].body)
    sign_in_id = told("accounts.sign_in_asked")[-1].subject_id
    assert code
    with pytest.raises(Ended):
        accounts.redeem_code(sign_in_id=sign_in_id, code=code[1], language="en")


def test_what_waits_goes_to_the_new_address_and_what_has_left_stays(anna: Person) -> None:
    waiting = a_message(anna, MessageState.QUEUED)
    sent = a_message(anna, MessageState.SENT, event="other")
    moved(anna)
    db.session.expire_all()
    assert (waiting.address, sent.address) == (NEW, "anna.old@example.org")


def test_what_did_not_arrive_is_shown_and_sent_again_once(anna: Person) -> None:
    came_back = a_message(anna, MessageState.BOUNCED)
    letter = a_message(anna, MessageState.FAILED, event="decision", once=True)
    moved(anna)
    assert set(not_arrived_at(anna.id)) == {came_back, letter}
    assert [send_own_again(actor=anna) for _twice in range(2)] == [1, 0]
    assert (came_back.state, came_back.address) == (MessageState.QUEUED, NEW)
    assert letter.state is MessageState.FAILED


def test_the_start_page_tells_of_mail_that_did_not_arrive_until_the_address_is_mended(
    client: Visitor, anna: Person
) -> None:
    sign_in(client, anna)
    a_message(anna, MessageState.BOUNCED, answer="550 no such user")
    db.session.commit()
    assert "Mail to you did not arrive" in client.see("/account/").text
    page = client.see("/account/address")
    assert "550 no such user" in page.text
    sent = client.send(page, {"email": NEW}, button="Write to this address")
    assert f"A message went to {NEW}." in sent.text
    change = db.session.scalars(select(AddressChange)).one()
    confirm = client.see(f"/account/address/confirm/{token_of(change, CONFIRM)}")
    assert f"You are known by {NEW} now." in client.send(confirm, button="Use this address").text
    assert "Mail to you did not arrive" not in client.see("/account/").text
