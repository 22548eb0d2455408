"""The way of a letter: prepared, signed outside or valid unsigned, sent once, told when it has left, proven."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.awards import services as awards
from grants.awards.letters import services
from grants.awards.letters.models import Delivery, Failure, Letter, LetterState
from grants.awards.letters.queries import LETTER
from grants.awards.queries import told_decision_on
from grants.awards.terms import Channel
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.events import publish
from grants.notices.events import MessageBounced
from grants.notices.models import Message, MessageState
from grants.notices.outcomes import Outcome
from grants.notices.sending.settling import settle
from grants.notices.workflow import Step
from grants.storage import storage
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_member,
    an_official_of,
    application_in,
    judged,
    the_outbox_sent,
)
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")


def letter_about(call: Call, reference: str = "A-1") -> Letter:
    wanted = select(Letter).where(Letter.application_id == application_in(call, reference).id)
    return db.session.scalars(wanted.where(Letter.state != LetterState.VOID)).one()


def mails() -> int:
    return db.session.scalar(select(func.count()).select_from(Message).where(Message.event == LETTER)) or 0


def sent_by_email(call: Call, official: Person) -> None:
    services.send_by_email(call=call, actor=official)
    the_outbox_sent()


class TestFrozen:
    def test_its_file_is_the_same_whenever_it_is_made(self, call: Call) -> None:
        letter = letter_about(call)
        assert letter.made is not None
        first = letter.made.sha256
        letter.made_id = None
        db.session.flush()
        with clock.at(DELIBERATED + timedelta(days=3)):
            assert services.make_letters() == 1
        db.session.refresh(letter)
        assert letter.made is not None
        assert letter.made.sha256 == first

    def test_what_changes_afterwards_changes_nothing_in_it(self, call: Call, official: Person) -> None:
        words = dict(letter_about(call).mail)
        application_in(call, "A-1").title = "Cits"
        sent_by_email(call, official)
        message = db.session.scalars(select(Message).where(Message.event == LETTER)).first()
        assert message is not None
        assert "Cits" not in message.body
        assert letter_about(call).mail == words

    def test_the_mail_carries_the_file(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official)
        letter = letter_about(call)
        attached = [one.attachments for one in db.session.scalars(select(Message).where(Message.event == LETTER))]
        assert letter.made is not None
        names = [file["name"] for files in attached for file in files]
        assert sorted(names) == ["piemers-2030-1.pdf", "piemers-2030-2.pdf"]
        with storage().open(letter.made.storage_key) as stored:
            assert stored.read(5) == b"%PDF-"


class TestUnsigned:
    def test_without_a_declaration_nothing_is_ready(self) -> None:
        call = a_decided_call(judged("A-1"))
        a_member(call, "A-1")
        assert services.make_letters() == 1
        assert services.send_by_email(call=call, actor=an_official_of(call)) == 0
        with pytest.raises(Conflict, match="not signed"):
            services.send_by_email(call=call, actor=an_official_of(call), letters=[letter_about(call).id])

    def test_the_letter_prints_the_rule(self, call: Call) -> None:
        assert "Likuma 1. pants" in str(letter_about(call).content)

    def test_ending_it_asks_for_signatures_again(self, call: Call, official: Person) -> None:
        organiser = db.session.get_one(Organiser, call.organiser_id)
        services.end_declaration(organiser=organiser, actor=official)
        letter = letter_about(call)
        assert (letter.is_ready, letter.made_id, letter.unsigned_basis) == (False, None, "")
        assert "Likuma 1. pants" not in str(letter.content)

    @pytest.mark.parametrize("basis", ["", "   ", "x" * 501])
    def test_it_needs_its_rule(self, call: Call, basis: str) -> None:
        organiser = db.session.get_one(Organiser, call.organiser_id)
        with pytest.raises(Invalid):
            services.declare_unsigned(organiser=organiser, basis=basis, actor=None)


class TestOnce:
    def test_two_officials_accepting_at_once_sent_two_acceptances(self, call: Call, official: Person) -> None:
        """Whoever confirms or sends second does nothing."""
        other = an_official_of(call, name="Otrais")
        assert len(awards.confirm(call=call, actor=other)) == 2
        assert services.send_by_email(call=call, actor=official) == 2
        assert services.send_by_email(call=call, actor=other) == 0
        assert (db.session.scalar(select(func.count(Letter.id))), mails()) == (2, 2)

    def test_decision_mails_to_the_same_person_several_times(self, call: Call, official: Person) -> None:
        """One who works on both applications gets one mail about each, however often they are sent."""
        letter = letter_about(call)
        for _often in range(3):
            services.send_by_email(call=call, actor=official, letters=[letter.id])
        assert mails() == 1
        sent_by_email(call, official)
        assert mails() == 2
        with pytest.raises(Conflict):
            services.dispatch(
                call=call, letters=[letter.id], channel=Channel.POST, sent_on=DELIBERATED.date(), actor=official
            )

    def test_the_database_refuses_a_second_delivery(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official)
        letter = letter_about(call)
        second = Delivery(letter_id=letter.id, sequence=9, channel=Channel.POST, begun_at=clock.now())
        db.session.add(second)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


class TestTold:
    def test_results_visible_in_the_account_before_the_mail(
        self, call: Call, official: Person, browser_of: Browser
    ) -> None:
        """No page of an applicant says anything of the outcome before the letter has left."""
        member = application_in(call, "A-1").members[0].person
        services.send_by_email(call=call, actor=official)  # queued is not sent
        browser = browser_of(member)
        application = application_in(call, "A-1")
        for address in ("/account/", "/applications/", f"/applications/{application.id}", "/account/my-data.json"):
            text = browser.get(address).text
            assert "awarded" not in text
            assert "Decided" not in text
            assert "decided" not in text
        browser.see(f"/applications/{application.id}/decision", status=404)
        browser.see(f"/applications/{application.id}/decision/letter", status=404)
        assert told_decision_on(application) is None
        the_outbox_sent()
        assert "awarded" in browser_of(member).see(f"/applications/{application.id}/decision").text

    def test_each_learns_it_with_their_own_letter(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[letter_about(call, "A-2").id])
        the_outbox_sent()
        assert told_decision_on(application_in(call, "A-1")) is None
        assert told_decision_on(application_in(call, "A-2")) is not None

    def test_the_public_learns_it_when_all_letters_have_left(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[letter_about(call).id])
        the_outbox_sent()
        with pytest.raises(Conflict):
            awards.publish_results(call=call, actor=official)
        sent_by_email(call, official)
        assert awards.publish_results(call=call, actor=official).stage is Stage.RESULTS_PUBLISHED

    def test_who_has_an_application_in_it_sends_nothing(self, call: Call) -> None:
        own = a_member(call, "A-1", an_official_of(call))
        with pytest.raises(Forbidden):
            services.send_by_email(call=call, actor=own)


class TestDates:
    def test_an_email_counts_from_the_second_working_day(self, call: Call, official: Person) -> None:
        sent_by_email(call, official)
        letter = letter_about(call)
        assert (letter.notified_on, letter.contest_until) == (date(2030, 1, 16), date(2030, 2, 18))

    def test_registered_post_from_the_seventh_day(self, call: Call, official: Person) -> None:
        day = DELIBERATED.date()
        letter = letter_about(call)
        services.dispatch(call=call, letters=[letter.id], channel=Channel.POST, sent_on=day, actor=official)
        assert (letter.notified_on, letter.contest_until) == (date(2030, 1, 21), date(2030, 2, 21))

    def test_what_is_proven_takes_the_place_of_what_is_deemed(self, call: Call, official: Person) -> None:
        sent_by_email(call, official)
        letter = letter_about(call)
        with clock.at(DELIBERATED + timedelta(days=10)):
            for _twice in range(2):
                services.prove(letter=letter, proven_on=date(2030, 1, 22), proof="RR1", actor=official)
        assert (letter.notified_on, letter.contest_until) == (date(2030, 1, 22), date(2030, 2, 22))

    @pytest.mark.parametrize("days", [-1, 1])
    def test_a_day_before_it_was_prepared_or_to_come_is_refused(self, call: Call, official: Person, days: int) -> None:
        day, letter = DELIBERATED.date() + timedelta(days=days), letter_about(call)
        with pytest.raises(Invalid):
            services.dispatch(call=call, letters=[letter.id], channel=Channel.POST, sent_on=day, actor=official)


class TestNotReached:
    def test_a_mail_that_nobody_takes_waits_for_another_channel(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[letter_about(call).id])
        message = db.session.scalars(select(Message).where(Message.event == LETTER)).one()
        message.state = MessageState.SENDING
        settle(message, Outcome(Step.GIVE_UP, "550 no such user"))
        letter = letter_about(call)
        assert letter.state is LetterState.PREPARED
        assert told_decision_on(application_in(call, "A-1")) is None
        services.dispatch(
            call=call, letters=[letter.id], channel=Channel.POST, sent_on=DELIBERATED.date(), actor=official
        )
        tries = db.session.scalars(select(Delivery).where(Delivery.letter_id == letter.id).order_by(Delivery.sequence))
        assert [(one.channel, one.failure) for one in tries] == [
            (Channel.EMAIL, Failure.BOUNCED),
            (Channel.POST, None),
        ]

    def test_one_that_comes_back_counts_from_the_one_that_arrives(self, call: Call, official: Person) -> None:
        letter = letter_about(call)
        day = DELIBERATED.date()
        services.dispatch(call=call, letters=[letter.id], channel=Channel.POST, sent_on=day, actor=official)
        for _twice in range(2):
            services.not_reached(letter=letter, why=Failure.RETURNED, actor=official)
        assert (letter.state, letter.contest_until) == (LetterState.PREPARED, None)
        later = DELIBERATED + timedelta(days=20)
        with clock.at(later):
            services.dispatch(
                call=call, letters=[letter.id], channel=Channel.ON_THE_SPOT, sent_on=later.date(), actor=official
            )
        assert letter.notified_on == later.date()

    def test_what_was_not_sent_cannot_come_back(self, call: Call, official: Person) -> None:
        with pytest.raises(Conflict):
            services.not_reached(letter=letter_about(call), why=Failure.RETURNED, actor=official)


def bounced(message: Message) -> None:
    """Let a report come that a message did not reach its reader, after a server took it."""
    message.state = MessageState.BOUNCED
    db.session.flush()
    publish(MessageBounced(event=message.event, subject_id=message.subject_id))


def sent_to_two(call: Call, official: Person) -> list[Message]:
    """Send the letter about A-1 to the two who work on it, and return its messages."""
    a_member(call, "A-1")
    services.send_by_email(call=call, actor=official, letters=[letter_about(call).id])
    the_outbox_sent()
    return list(db.session.scalars(select(Message).where(Message.event == LETTER)))


def test_a_late_bounce_is_noted_by_itself_and_the_next_channel_is_offered(
    call: Call, official: Person, browser_of: Browser
) -> None:
    for message in sent_to_two(call, official):
        assert letter_about(call).state is LetterState.SENT
        bounced(message)
    letter = letter_about(call)
    assert (letter.state, letter.sent_at, letter.contest_until) == (LetterState.PREPARED, None, None)
    assert db.session.scalars(select(Delivery.failure).where(Delivery.letter_id == letter.id)).one() is Failure.BOUNCED
    page = browser_of(official).see("/office/calls/piemers-2030/letters").text
    assert "It came back: the address does not take it. Next: official e-address" in page


def test_one_that_reached_another_or_is_proven_to_have_arrived_stays_sent(call: Call, official: Person) -> None:
    first, second = sent_to_two(call, official)
    bounced(first)
    services.prove(letter=letter_about(call), proven_on=DELIBERATED.date(), proof="RR1", actor=official)
    bounced(second)
    assert letter_about(call).state is LetterState.SENT
