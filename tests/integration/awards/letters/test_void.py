"""A letter about a decision that does not stand is void: nobody signs or sends it, whoever looks at which page."""

import io

import pytest
from sqlalchemy import select

from grants.accounts.models import Person
from grants.awards.contests import services as contests
from grants.awards.contests.services import Found
from grants.awards.deciding.anew import Anew, decide_anew
from grants.awards.deciding.answering import decline
from grants.awards.letters import services
from grants.awards.letters.jobs.services import work_on_jobs
from grants.awards.letters.models import Delivery, Failure, Letter, LetterState, VoidReason
from grants.awards.letters.queries import LETTER, count_unsent, letter_of
from grants.awards.models import Outcome
from grants.awards.queries import decision_on, told_decision_on
from grants.awards.terms import Channel
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict
from grants.notices.models import Message, MessageState
from grants.storage import storage
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    an_official_of,
    application_in,
    judged,
    the_outbox_sent,
)
from tests.factories.signing import a_container
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

LETTERS = "/office/calls/piemers-2030/letters"
WRONG = Found("Kļūda, pārrakstot punktus.", is_judged_anew=True)


def first_letter(call: Call, reference: str = "A-1") -> Letter:
    wanted = select(Letter).where(Letter.application_id == application_in(call, reference).id)
    found = db.session.scalars(wanted.order_by(Letter.prepared_at, Letter.number)).first()
    assert found is not None
    return found


def corrected(call: Call, official: Person) -> None:
    contests.correct(application=application_in(call, "A-1"), found=WRONG, actor=official)


def rejected(call: Call, official: Person, outcome: Outcome = Outcome.REJECTED) -> None:
    anew = Anew(outcome, "Pārrēķināts.")
    decide_anew(application=application_in(call, "A-1"), anew=anew, seen=1, actor=official)


class TestWhen:
    def test_the_organiser_begins_to_correct_its_decision(self, call: Call, official: Person) -> None:
        corrected(call, official)
        letter = first_letter(call)
        assert (letter.state, letter.void_reason) == (LetterState.VOID, VoidReason.CORRECTING)
        assert first_letter(call, "A-2").state is LetterState.PREPARED

    @pytest.mark.parametrize(
        ("outcome", "why"), [(Outcome.REJECTED, VoidReason.CORRECTED), (Outcome.REVOKED, VoidReason.REVOKED)]
    )
    def test_a_new_decision_takes_its_place(
        self, call: Call, official: Person, outcome: Outcome, why: VoidReason
    ) -> None:
        rejected(call, official, outcome)
        assert first_letter(call).void_reason is why
        decision = decision_on(application_in(call, "A-1"))
        assert decision is not None
        new = letter_of(decision)
        assert new is not None
        assert new.state is LetterState.PREPARED

    def test_the_applicant_declines_before_the_letter_has_left(self, call: Call, official: Person) -> None:
        decline(application=application_in(call, "A-1"), because="", seen=1, actor=official)
        assert first_letter(call).void_reason is VoidReason.DECLINED

    def test_it_comes_back_after_the_decision_was_replaced(self, call: Call, official: Person) -> None:
        letter = first_letter(call)
        day = DELIBERATED.date()
        services.dispatch(call=call, letters=[letter.id], channel=Channel.POST, sent_on=day, actor=official)
        rejected(call, official)
        assert letter.state is LetterState.SENT
        for _twice in range(2):
            services.not_reached(letter=letter, why=Failure.RETURNED, actor=official)
        assert (letter.state, letter.void_reason) == (LetterState.VOID, VoidReason.CORRECTED)


class TestInTheOutbox:
    def test_what_no_server_was_told_of_is_taken_out(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[first_letter(call).id])
        corrected(call, official)
        message = db.session.scalars(select(Message).where(Message.event == LETTER)).one()
        letter = first_letter(call)
        failure = db.session.scalars(select(Delivery.failure).where(Delivery.letter_id == letter.id)).one()
        assert (message.state, letter.state, failure) == (
            MessageState.CANCELLED,
            LetterState.VOID,
            Failure.TAKEN_BACK,
        )
        the_outbox_sent()
        assert told_decision_on(application_in(call, "A-1")) is None

    def test_what_leaves_at_this_moment_has_left(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[first_letter(call).id])
        message = db.session.scalars(select(Message).where(Message.event == LETTER)).one()
        message.state = MessageState.SENDING
        corrected(call, official)
        assert first_letter(call).state is LetterState.SENDING

    def test_what_has_left_stays_as_it_is(self, call: Call, official: Person) -> None:
        services.send_by_email(call=call, actor=official, letters=[first_letter(call).id])
        the_outbox_sent()
        corrected(call, official)
        assert first_letter(call).state is LetterState.SENT


class TestTwoBrowsers:
    def test_who_looks_at_the_old_list_sends_nothing_of_it(
        self, call: Call, official: Person, browser_of: Browser
    ) -> None:
        browser = browser_of(an_official_of(call, name="Otrais"))
        letter = first_letter(call)
        page, one = browser.see(LETTERS), browser.see(f"{LETTERS}/{letter.id}")
        corrected(call, official)
        browser.send(one, button="Send it by e-mail", status=409)
        browser.send(page, button="Send by e-mail what is ready")
        sent = db.session.scalars(select(Message.application_id).where(Message.event == LETTER)).all()
        assert sent == [application_in(call, "A-2").id]

    def test_who_posted_it_meanwhile_writes_nothing_down(self, call: Call, official: Person) -> None:
        letters = [first_letter(call).id, first_letter(call, "A-2").id]
        corrected(call, official)
        with pytest.raises(Conflict, match="became void"):
            services.dispatch(
                call=call, letters=letters, channel=Channel.POST, sent_on=DELIBERATED.date(), actor=official
            )
        assert first_letter(call, "A-2").state is LetterState.PREPARED

    def test_who_signed_it_meanwhile_cannot_bring_it_back(self, browser_of: Browser) -> None:
        call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"))
        while services.make_letters():
            db.session.flush()
        official = an_official_of(call)
        made = first_letter(call).made
        assert made is not None
        with storage().open(made.storage_key) as stored:
            signed = a_container({"piemers-2030-1.pdf": stored.read()}, ("Olga", "Koordinatore"))
        browser = browser_of(official)
        page = browser.see(LETTERS)
        corrected(call, official)
        typed = {"file": (io.BytesIO(signed), "piemers-2030-1.edoc")}
        job = browser.send(page, typed, button="Take the signed letters in")
        db.session.commit()
        while work_on_jobs():
            db.session.commit()
        assert "is a void letter: its decision does not stand any more" in browser.see(job.address).text
        assert first_letter(call).signed_id is None


def test_the_batch_names_it_with_its_reason_and_the_results_wait(
    call: Call, official: Person, browser_of: Browser
) -> None:
    services.send_by_email(call=call, actor=official, letters=[first_letter(call, "A-2").id])
    the_outbox_sent()
    corrected(call, official)
    page = browser_of(official).see(LETTERS).text
    assert "1 void letter" in page
    assert "the decision is being corrected" in page
    assert count_unsent(call) == 1
