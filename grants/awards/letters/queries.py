"""What is known of letters: to whom something was told, how far a call has come."""

import uuid
from collections.abc import Iterable
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from grants.applications.models import Application
from grants.applications.queries import MEMBERS
from grants.awards.letters.models import Delivery, Dispatch, Letter, LetterState, UnsignedDeclaration
from grants.awards.models import Act, Decision
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import NotFound
from grants.web.slots import CALLS

LETTER = "decision"
"""The event of the e-mail of a letter; its name keeps a doubtful one from being sent twice."""
MOST_AT_ONCE = 200
"""Letters that are chosen, printed or listed as not reached at once."""
MOST_DISPATCHES = 100
"""Batches that went outside of this service, listed."""
UNSENT = (LetterState.PREPARED, LetterState.SIGNED, LetterState.SENDING)


def is_told() -> ColumnElement[bool]:
    """Return the condition under which the applicant knows of a `Decision`: once its letter was sent.

    What came in a file was told elsewhere, and that they do not take an award they said themselves; an
    offer that lapsed by silence they learn from its letter.
    """
    letter = exists().where(Letter.decision_id == Decision.id)
    sent = exists().where(Letter.decision_id == Decision.id, Letter.state == LetterState.SENT)
    taken_in = Decision.confirmed_by_id.is_(None) & ~letter
    own_word = (Decision.act == Act.DECLINED) & Decision.confirmed_by_id.is_not(None)
    return or_(sent, taken_in, own_word, Decision.told_before)


def letter_of(decision: Decision) -> Letter | None:
    """Return the letter about a decision that is in force, if there is one."""
    return db.session.scalar(select(Letter).where(Letter.decision_id == decision.id, Letter.state != LetterState.VOID))


def letters_of(decision_ids: list[uuid.UUID]) -> dict[uuid.UUID, Letter]:
    """Return the letters in force about some decisions, by decision."""
    found = select(Letter).where(Letter.decision_id.in_(decision_ids), Letter.state != LetterState.VOID)
    return {letter.decision_id: letter for letter in db.session.scalars(found) if letter.decision_id}


def count_unsent(call: Call) -> int:
    """Count the letters about decisions of a call that have not left yet.

    With those that are void while the decision that takes the place of theirs is still to be made: it will have one.
    """
    return db.session.scalar(select(func.count(Letter.id)).where(Letter.call_id == call.id, _has_not_left())) or 0


def unsent_among(calls: Iterable[Call]) -> set[uuid.UUID]:
    """Return in which of these calls, those decided, a letter about a decision has not left; one statement at most."""
    decided = [call.id for call in calls if call.stage is Stage.DECIDED]
    return set(db.session.scalars(_unsent(), {"call_ids": decided})) if decided else set()


@cache
def _unsent() -> Select[uuid.UUID]:
    """Return the statement of `unsent_among`, built once for the start pages of coordinators."""
    return select(Letter.call_id).where(Letter.call_id.in_(CALLS), _has_not_left()).distinct()


def _has_not_left() -> ColumnElement[bool]:
    """Return the condition that a `Letter` about a decision, or the one that takes its place, waits to be sent."""
    followed = exists().where(Decision.supersedes_id == Letter.decision_id)
    waits = or_(Letter.state.in_(UNSENT), (Letter.state == LetterState.VOID) & ~followed & ~_has_another())
    return and_(Letter.decision_id.is_not(None), waits)


def _has_another() -> ColumnElement[bool]:
    """Return the condition that the decision of a `Letter` has one that is in force."""
    other = aliased(Letter)
    return exists().where(other.decision_id == Letter.decision_id, other.state != LetterState.VOID)


def void_in(call: Call) -> list[Letter]:
    """Return the void letters of a call with their applicants, the last first; at most MOST_AT_ONCE."""
    found = (
        select(Letter)
        .where(Letter.call_id == call.id, Letter.state == LetterState.VOID)
        .options(joinedload(Letter.application).joinedload(Application.organisation))
        .order_by(Letter.void_at.desc(), Letter.number, Letter.id)
        .limit(MOST_AT_ONCE)
    )
    return list(db.session.scalars(found))


def declaration_of(organiser_id: uuid.UUID) -> UnsignedDeclaration | None:
    """Return an organiser's declaration that its letters are valid unsigned, while it is in force."""
    in_force = UnsignedDeclaration.ended_at.is_(None)
    return db.session.scalar(
        select(UnsignedDeclaration).where(UnsignedDeclaration.organiser_id == organiser_id, in_force)
    )


def has_letters(call: Call) -> bool:
    """Tell whether a call has any letter, such as a notice before its decisions."""
    return db.session.scalar(select(Letter.id).where(Letter.call_id == call.id).limit(1)) is not None


def count_made(call: Call) -> int:
    """Count the letters in force of a call whose files are made."""
    made = select(func.count(Letter.id)).where(
        Letter.call_id == call.id, Letter.state != LetterState.VOID, Letter.made_id.is_not(None)
    )
    return db.session.scalar(made) or 0


def letter_in(call: Call, letter_id: uuid.UUID) -> Letter:
    """Return a letter of a call; raise NotFound."""
    found = select(Letter).where(Letter.call_id == call.id, Letter.id == letter_id)
    letter = db.session.scalars(found.options(joinedload(Letter.application))).one_or_none()
    if letter is None:
        raise NotFound
    return letter


def unsigned_in(call: Call) -> list[Letter]:
    """Return the letters of a call that wait for a signature, those that are made, by number."""
    found = select(Letter).where(
        Letter.call_id == call.id, Letter.state == LetterState.PREPARED, Letter.made_id.is_not(None)
    )
    return list(db.session.scalars(found.options(joinedload(Letter.made)).order_by(Letter.number, Letter.id)))


def files_of(call: Call) -> list[Letter]:
    """Return the letters of a call with the files that were made of them; of one number the one in force last."""
    found = select(Letter).where(Letter.call_id == call.id, Letter.made_id.is_not(None))
    in_order = (Letter.number, Letter.state != LetterState.VOID, Letter.id)
    return list(db.session.scalars(found.options(joinedload(Letter.made)).order_by(*in_order)))


def ready_in(call: Call, most: int | None = MOST_AT_ONCE) -> list[Letter]:
    """Return the letters of a call that can be sent, at most so many, with applicant and members, by number."""
    may_go = or_(Letter.state == LetterState.SIGNED, (Letter.unsigned_basis != "") & Letter.made_id.is_not(None))
    found = (
        select(Letter)
        .join(Letter.application)
        .where(Letter.call_id == call.id, Letter.state.in_((LetterState.PREPARED, LetterState.SIGNED)), may_go)
        .options(contains_eager(Letter.application).joinedload(Application.organisation), joinedload(Letter.made))
        .options(contains_eager(Letter.application).options(MEMBERS))
        .order_by(Letter.number, Letter.id)
        .limit(most)
    )
    return list(db.session.scalars(found))


def failures_of(call: Call) -> dict[uuid.UUID, Delivery]:
    """Return the last failed delivery of each letter of a call that goes no other way yet; at most MOST_AT_ONCE."""
    found = (
        select(Delivery)
        .join(Letter, Letter.id == Delivery.letter_id)
        .where(
            Letter.call_id == call.id,
            Letter.state.in_((LetterState.PREPARED, LetterState.SIGNED)),
            Delivery.failed_at.is_not(None),
        )
        .options(contains_eager(Delivery.letter).joinedload(Letter.application).joinedload(Application.organisation))
        .order_by(Delivery.sequence)
        .limit(MOST_AT_ONCE)
    )
    return {delivery.letter_id: delivery for delivery in db.session.scalars(found)}


def dispatches_of(call: Call) -> list[Dispatch]:
    """Return the batches of a call that went outside of this service, the newest first, with their proof."""
    found = select(Dispatch).where(Dispatch.call_id == call.id).options(joinedload(Dispatch.proof))
    return list(db.session.scalars(found.order_by(Dispatch.recorded_at.desc(), Dispatch.id).limit(MOST_DISPATCHES)))


def dispatch_in(call: Call, dispatch_id: uuid.UUID) -> Dispatch:
    """Return a batch of a call; raise NotFound."""
    found = select(Dispatch).where(Dispatch.call_id == call.id, Dispatch.id == dispatch_id)
    dispatch = db.session.scalar(found.options(joinedload(Dispatch.proof)))
    if dispatch is None:
        raise NotFound
    return dispatch


def deliveries_of(letter: Letter) -> list[Delivery]:
    """Return every try to deliver a letter, the first first."""
    found = select(Delivery).where(Delivery.letter_id == letter.id).options(joinedload(Delivery.dispatch))
    return list(db.session.scalars(found.order_by(Delivery.sequence)))
