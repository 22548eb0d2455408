"""Send letters by e-mail: each once, whoever sends it how often, and told to its applicant when it has left."""

from collections.abc import Collection, Iterable
from uuid import UUID

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.accounts.models import Person
from grants.awards.letters.dates import dates_of, last_day_in
from grants.awards.letters.models import Delivery, Letter, LetterState
from grants.awards.letters.queries import LETTER
from grants.awards.letters.services.answerable import require_time, without_time
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.stakes import require_none_of_own
from grants.awards.terms import Channel
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict
from grants.events import subscribe
from grants.journal.services import record
from grants.notices.envelope import AttachedFile
from grants.notices.events import MessageSent
from grants.notices.register import Audience, Event, register
from grants.notices.services import queue_words
from grants.notices.words import Words

EVENTS = (
    Event(
        name=LETTER,
        template="awards/notices/decided",
        audience=Audience.APPLICANT,
        once=True,
        heard=True,
        starts_term=True,
    ),
)


def send_by_email(*, call: Call, actor: Person, letters: Collection[UUID] | None = None) -> int:
    """Put the letters of a call that are ready, or these of them, into the outbox; return how many.

    What is on its way or was sent already is left alone, so a second time does nothing. Letters to applicants on whose
    application nobody with an address works wait for another channel, offers that leave no time to answer for a new
    day. Raise Conflict for one named that is not ready yet, is void or leaves no time, Forbidden for who has an
    application in the call.
    """
    call = calls.lock(call.id, exclusive=True)
    require_none_of_own(call, actor)
    found = waiting_in(call, letters)
    if letters is not None and any(not letter.is_ready for letter in found):
        raise Conflict(_("This letter is not signed yet."))
    if letters is not None and _has_void(call, letters):
        raise Conflict(_("This letter is void: its decision does not stand any more."))
    rules = rules_of(call)
    if letters is not None:
        require_time(found, rules, Channel.EMAIL)
    late = {letter.id for letter in without_time(found, rules)}
    found = [letter for letter in found if letter.id not in late]
    reached = [(letter, people) for letter in found if letter.is_ready and (people := recipients_of(letter))]
    for letter, people in reached:
        _hand_over(letter, people, actor, rules.organiser.email)
    return len(reached)


def waiting_in(call: Call, letters: Collection[UUID] | None) -> list[Letter]:
    """Return the letters of a call that are on no way yet, all or of those named, as they are under its lock."""
    found = (
        select(Letter)
        .where(Letter.call_id == call.id, Letter.state.in_((LetterState.PREPARED, LetterState.SIGNED)))
        .options(joinedload(Letter.application), joinedload(Letter.made), joinedload(Letter.signed))
        .order_by(Letter.number, Letter.id)
    )
    if letters is not None:
        found = found.where(Letter.id.in_(letters))
    return list(db.session.scalars(found, execution_options={"populate_existing": True}))


def recipients_of(letter: Letter) -> list[Person]:
    """Return who gets a letter by e-mail: everybody who works on its application."""
    return [member.person for member in letter.application.members if not member.person.is_guest]


def begin_delivery(letter: Letter, channel: Channel, actor: Person) -> Delivery:
    """Add the next try to deliver a letter; the database refuses a second one that goes on."""
    tries = select(func.coalesce(func.max(Delivery.sequence), 0)).where(Delivery.letter_id == letter.id)
    delivery = Delivery(
        letter_id=letter.id,
        sequence=(db.session.scalar(tries) or 0) + 1,
        channel=channel,
        begun_by_id=actor.id,
        begun_at=clock.now(),
    )
    db.session.add(delivery)
    letter.channel = channel
    db.session.flush()
    return delivery


def arrived(event: MessageSent) -> None:
    """Note that a letter has left by e-mail: from now on its applicant knows the outcome."""
    if event.event != LETTER or (delivery := _delivery(event.subject_id)) is None or delivery.sent_at is not None:
        return
    letter, delivery.sent_at = delivery.letter, clock.now()
    rules = rules_of(db.session.get_one(Call, letter.call_id))
    terms = dates_of(rules, delivery.sent_at, delivery.channel)
    letter.state, letter.sent_at = WORKFLOW.target(letter.state, Step.ARRIVE), delivery.sent_at
    letter.notified_on, letter.contest_until = terms.notified_on, last_day_in(terms, letter)
    details = {"channel": delivery.channel.value}
    record(action="letter.sent", subject=letter, actor=None, call_id=letter.call_id, details=details)


def init_app(app: Flask) -> None:
    """Listen to the outbox."""
    register(app, EVENTS)
    subscribe(app, MessageSent, arrived)


def _has_void(call: Call, letters: Collection[UUID]) -> bool:
    void = Letter.state == LetterState.VOID
    return bool(db.session.scalar(select(exists().where(Letter.call_id == call.id, Letter.id.in_(letters), void))))


def _hand_over(letter: Letter, people: Iterable[Person], actor: Person, reply_to: str) -> None:
    delivery, file = begin_delivery(letter, Channel.EMAIL, actor), letter.file
    letter.state = WORKFLOW.target(letter.state, Step.HAND_OVER)
    attached = [AttachedFile(file.name, file.media_type, file.sha256, file.storage_key)] if file else []
    for person in people:
        language = person.language if person.language in letter.mail else letter.language
        queue_words(
            event=LETTER,
            subject_id=delivery.id,
            person=person,
            words=Words(**letter.mail[language]),
            language=language,
            attachments=attached,
            call_id=letter.call_id,
            application_id=letter.application_id,
            reply_to=reply_to,
        )
    details = {"channel": Channel.EMAIL.value}
    record(action="letter.handed_over", subject=letter, actor=actor, call_id=letter.call_id, details=details)


def _delivery(delivery_id: UUID) -> Delivery | None:
    """Return a delivery that goes on, read under the lock of its letter; whoever changes letters takes that first."""
    found = select(Delivery).where(Delivery.id == delivery_id)
    delivery = db.session.scalar(found)
    if delivery is None:
        return None
    db.session.scalar(select(Letter.id).where(Letter.id == delivery.letter_id).with_for_update())
    again = found.where(Delivery.failed_at.is_(None))
    return db.session.scalar(again, execution_options={"populate_existing": True})
