"""What became of letters that left: they did not reach their addressee, or are proven to have arrived."""

from datetime import date

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.awards.letters.dates import dates_of
from grants.awards.letters.models import Delivery, Failure, Letter, LetterState
from grants.awards.letters.queries import LETTER
from grants.awards.letters.services.voiding import void_if_overtaken
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.stakes import require_none_of_own
from grants.awards.terms import local_day
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.events import subscribe
from grants.journal.services import record
from grants.notices.events import MessageBounced, MessageCancelled, MessageFailed
from grants.notices.models import Message, MessageState
from grants.web.filters import day

MAX_PROOF = 200
LOST = (MessageState.FAILED, MessageState.CANCELLED, MessageState.BOUNCED)
"""A message in one of these reached nobody."""


def not_reached(*, letter: Letter, why: Failure, actor: Person | None) -> None:
    """Note that a letter did not reach its addressee, so that it goes by another channel; a second time does nothing.

    One about a decision that was replaced since goes no other way: it is void, and the new decision has its own.
    Raise Conflict unless it was sent, Forbidden for who has an application in the call.
    """
    letter = _locked(letter, actor)
    delivery = going_on(letter)
    if delivery is None:
        if letter.state is not LetterState.SENDING and letter.channel is not None:
            return
        raise Conflict(_("This letter was not sent."))
    delivery.failed_at, delivery.failure = clock.now(), why
    back = Step.COME_BACK_SIGNED if letter.signed_id else Step.COME_BACK
    letter.state = WORKFLOW.target(letter.state, back)
    letter.sent_at = letter.notified_on = letter.contest_until = None
    db.session.flush()
    details = {"channel": delivery.channel.value, "why": why.value}
    record(action="letter.not_reached", subject=letter, actor=actor, call_id=letter.call_id, details=details)
    void_if_overtaken(letter, actor)


def prove(*, letter: Letter, proven_on: date, proof: str, actor: Person) -> None:
    """Note the day on which a letter is proven to have arrived: the term counts from it. The same again does nothing.

    Raise Conflict unless it was sent, Invalid for a day before it was sent or to come, Forbidden for who has an
    application in the call.
    """
    letter = _locked(letter, actor)
    delivery = going_on(letter)
    if delivery is None or delivery.sent_at is None:
        raise Conflict(_("This letter was not sent."))
    rules = rules_of(db.session.get_one(Call, letter.call_id))
    sent_on = local_day(delivery.sent_at, rules.schedule.timezone)
    if not sent_on <= proven_on <= local_day(clock.now(), rules.schedule.timezone):
        words = _("It was sent on %(day)s: write a day from then until today.", day=day(sent_on))
        raise Invalid(words, {"proven_on": words})
    if delivery.proven_on == proven_on:
        return
    delivery.proven_on, delivery.proof = proven_on, proof.strip()[:MAX_PROOF]
    terms = dates_of(rules, delivery.sent_at, delivery.channel, proven_on=proven_on)
    letter.notified_on, letter.contest_until = terms.notified_on, terms.contest_until
    db.session.flush()
    details = {"channel": delivery.channel.value, "on": proven_on.isoformat()}
    record(action="letter.proven", subject=letter, actor=actor, call_id=letter.call_id, details=details)


def going_on(letter: Letter) -> Delivery | None:
    """Return the delivery of a letter that goes on or arrived, if there is one."""
    return db.session.scalar(select(Delivery).where(Delivery.letter_id == letter.id, Delivery.failed_at.is_(None)))


def given_up(event: MessageFailed | MessageCancelled) -> None:
    """Note that a letter reached nobody by e-mail, once no message of it is left."""
    delivery = _reached_nobody(event)
    if delivery is not None and delivery.sent_at is None:
        not_reached(letter=delivery.letter, why=Failure.BOUNCED, actor=None)


def came_back(event: MessageBounced) -> None:
    """Note that a letter reached nobody although it had left: what a mail server took came back from all of them.

    One that is proven to have arrived stays so.
    """
    delivery = _reached_nobody(event)
    if delivery is not None and delivery.proven_on is None:
        not_reached(letter=delivery.letter, why=Failure.BOUNCED, actor=None)


def _reached_nobody(event: MessageFailed | MessageCancelled | MessageBounced) -> Delivery | None:
    """Return the delivery of a letter that goes on, once no message of it is left that may arrive."""
    if event.event != LETTER:
        return None
    hopeful = (
        select(func.count())
        .select_from(Message)
        .where(Message.event == LETTER, Message.subject_id == event.subject_id, Message.state.not_in(LOST))
    )
    if db.session.scalar(hopeful):
        return None
    return db.session.scalar(select(Delivery).where(Delivery.id == event.subject_id, Delivery.failed_at.is_(None)))


def init_app(app: Flask) -> None:
    """Listen to the outbox."""
    subscribe(app, MessageFailed, given_up)
    subscribe(app, MessageCancelled, given_up)
    subscribe(app, MessageBounced, came_back)


def _locked(letter: Letter, actor: Person | None) -> Letter:
    call = calls.lock(letter.call_id, exclusive=True)
    require_none_of_own(call, actor)
    wanted = select(Letter).where(Letter.id == letter.id).with_for_update()
    return db.session.scalars(wanted, execution_options={"populate_existing": True}).one()
