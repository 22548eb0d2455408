"""A letter about a decision that does not stand is void: nobody signs or sends it any more."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, select

from grants import clock
from grants.accounts.models import Person
from grants.awards.contests.models import Complaint, Ruling
from grants.awards.letters.models import Delivery, Failure, Letter, LetterState, VoidReason
from grants.awards.letters.queries import LETTER
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.models import Decision
from grants.db import db
from grants.journal.services import record
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.outcomes import Outcome
from grants.notices.sending.settling import settle
from grants.notices.workflow import WAITING
from grants.notices.workflow import Step as MessageStep

OPEN = (LetterState.PREPARED, LetterState.SIGNED)
"""The states of what nobody outside of the office has seen."""


def void(*, applications: Collection[UUID], why: VoidReason, actor: Person | None) -> None:
    """Make void the letters about decisions on these applications that have not left; the caller has locked their call.

    One in the outbox of which no mail server was told is taken out of it. What has left stays as it is.
    """
    _take_out(applications)
    waiting = select(Letter).where(
        Letter.application_id.in_(applications), Letter.decision_id.is_not(None), Letter.state.in_(OPEN)
    )
    for letter in db.session.scalars(waiting, execution_options={"populate_existing": True}).all():
        end(letter, why, actor)
    db.session.flush()


def void_if_overtaken(letter: Letter, actor: Person | None) -> None:
    """Make a letter void that came back after the decision it tells of was replaced, or is being corrected."""
    if (why := why_overtaken(letter)) is not None:
        end(letter, why, actor)


def why_overtaken(letter: Letter) -> VoidReason | None:
    """Return why a letter does not say what stands, if so."""
    if letter.decision_id is None:
        return None
    follows = db.session.scalar(select(Decision.act).where(Decision.supersedes_id == letter.decision_id))
    if follows is not None:
        return VoidReason(follows.value)
    corrected = select(Complaint.came_by).where(
        Complaint.decision_id == letter.decision_id,
        Complaint.ruling.in_((Ruling.UPHELD, Ruling.PARTLY)),
        Complaint.concluded_at.is_(None),
    )
    came_by = db.session.scalar(corrected.limit(1))
    return None if came_by is None else reason_of(is_own_motion=came_by == "own_motion")


def reason_of(*, is_own_motion: bool) -> VoidReason:
    """Name why letters are void while a new decision is still to be made."""
    return VoidReason.CORRECTING if is_own_motion else VoidReason.UPHELD


def end(letter: Letter, why: VoidReason, actor: Person | None) -> None:
    """Make one letter void that is on no way."""
    letter.state = WORKFLOW.target(letter.state, Step.OVERTAKE)
    letter.void_reason, letter.void_at = why, clock.now()
    details = {"why": why.value}
    record(action="letter.voided", subject=letter, actor=actor, call_id=letter.call_id, details=details)


def is_overtaken(message: Message) -> Withheld | None:
    """Say that the letter of a message in the outbox tells of a decision that does not stand any more."""
    delivery = db.session.get(Delivery, message.subject_id)
    return Withheld.OVER if delivery is not None and why_overtaken(delivery.letter) is not None else None


def _take_out(applications: Collection[UUID]) -> None:
    """Take the letters about these applications out of the outbox whose messages all still wait in it."""
    handed_over = (
        select(Delivery)
        .join(Letter, Letter.id == Delivery.letter_id)
        .where(Letter.application_id.in_(applications), Letter.decision_id.is_not(None))
        .where(Letter.state == LetterState.SENDING, Delivery.failed_at.is_(None))
    )
    for delivery in db.session.scalars(handed_over).all():
        about = (Message.event == LETTER, Message.subject_id == delivery.id)
        left = exists().where(*about, Message.state.not_in((*WAITING, MessageState.CANCELLED, MessageState.FAILED)))
        # As the worker does: the messages first, then the letter.
        messages = db.session.scalars(select(Message).where(*about).with_for_update()).all()
        if not messages or db.session.scalar(select(left)):
            continue
        delivery.failed_at, delivery.failure = clock.now(), Failure.TAKEN_BACK
        letter = delivery.letter
        letter.state = WORKFLOW.target(letter.state, Step.COME_BACK_SIGNED if letter.signed_id else Step.COME_BACK)
        db.session.flush()
        for message in messages:
            if message.state in WAITING:
                message.withheld = Withheld.OVER
                settle(message, Outcome(MessageStep.CANCEL, ""))
