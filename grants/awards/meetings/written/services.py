"""Ask a committee in writing, take the votes of its members, count them at the date or when all have voted."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person, Seat
from grants.awards.drafting import money_of
from grants.awards.meetings.counting import CAST, Ballot
from grants.awards.meetings.models import Invitation, Sitting, SittingKind, SittingState
from grants.awards.meetings.queries import MAX_SITTINGS, invitations_of, ranking_for, sittings_in
from grants.awards.meetings.services.common import locked, note, require_future
from grants.awards.meetings.services.holding import may_write
from grants.awards.meetings.services.planning import invited_to
from grants.awards.meetings.services.voting import MAX_QUESTION, OPEN_OUTCOMES
from grants.awards.meetings.written import notices
from grants.awards.meetings.written.counting import close_counted
from grants.awards.meetings.written.models import WrittenAnswer, WrittenQuestion
from grants.awards.meetings.written.queries import (
    answers_to,
    asked_of,
    invitation_of,
    procedures_ending,
    questions_of,
)
from grants.awards.numbering.services import take
from grants.awards.ranking import Outcome
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.evaluation.committees import taken_seats

REMINDED_BEFORE = timedelta(days=1)
"""How long before its end who has not voted is reminded."""
LONGEST = timedelta(days=60)
"""How long a written procedure runs at most."""


def ask(
    *, call: Call, until: datetime, about_applications: bool, words: str, secretary_id: uuid.UUID | None, actor: Person
) -> Sitting:
    """Begin a written procedure: every voting member gets a link of their own; the same again is the same procedure.

    Asked is what the ranking comes to for each application, a question in words, or both. Raise Invalid for a past
    date, beyond LONGEST, or with nothing asked; Conflict while an application is not judged or tied, or while another
    written procedure runs.
    """
    call, words = locked(call, actor), words.strip()
    running = next((one for one in sittings_in(call) if _runs(one)), None)
    if running is not None:
        if running.starts_at == until:
            return running
        raise Conflict(_("Another written procedure of this competition is running."))
    if len(sittings_in(call)) >= MAX_SITTINGS:
        raise Conflict(_("At most %(most)s sittings are planned for one competition.", most=MAX_SITTINGS))
    _require_askable(until, words, about_applications=about_applications)
    if secretary_id not in {one.id for one in may_write(call)}:
        said = _("The minutes are kept by a secretary or coordinator of the call, never by who chairs.")
        raise Invalid(said, {"secretary": said})
    standing = ranking_for(call)
    sitting = _sitting(call, until, actor)
    sitting.secretary_id, sitting.chair_id = secretary_id, _chair_of(call, secretary_id)
    [sitting.record_number] = take(call=call)
    db.session.add(sitting)
    db.session.flush()
    questions = _questions(sitting, call, standing, words, about_applications=about_applications)
    with force_locale(rules_of(call).languages[0]):
        sitting.agenda = [one.words or _title_of(one, standing) for one in questions]
    for person, votes in invited_to(call):
        if votes:
            _ask(sitting, person, questions, standing)
    db.session.flush()
    note("written.asked", sitting, actor, questions=len(questions))
    return sitting


def answer(*, token: str, ballots: Mapping[uuid.UUID, Ballot]) -> Sitting:
    """Take the votes of who holds a link, all at once; a second time changes nothing.

    Raise NotFound for a link that is none, Conflict once the procedure is over, Invalid unless exactly what they are
    asked is answered.
    """
    invitation = invitation_of(token)
    if invitation is None:
        raise NotFound
    sitting = db.session.get_one(Sitting, invitation.sitting_id)
    call = calls.lock(sitting.call_id, exclusive=True)
    db.session.refresh(sitting)
    standing, answers = ranking_for(call), answers_to(sitting)
    questions = questions_of(sitting)
    asked = {one.id for one in asked_of(invitation.person, questions, standing)}
    if any(invitation.person_id in given for given in answers.values()):
        return sitting
    if sitting.state is not SittingState.OPEN or clock.now() >= sitting.starts_at:
        raise Conflict(_("This written procedure is over."))
    if not asked:
        raise NotFound
    if invitation.person_id not in _seated_in(call):
        raise Conflict(_("You hold no seat in the committee any more."))
    if set(ballots) != asked or any(one not in CAST for one in ballots.values()):
        raise Invalid(_("Answer every question: for, against or abstained."))
    for question_id, ballot in ballots.items():
        given = WrittenAnswer(question_id=question_id, person_id=invitation.person_id, ballot=ballot)
        given.answered_at = clock.now()
        db.session.add(given)
    db.session.flush()
    note("written.answered", sitting, None, person=invitation.person_id)
    if not waiting_in(sitting, standing):
        close_counted(sitting, call, standing)
    return sitting


def waiting_in(sitting: Sitting, standing: FullStanding | None) -> list[Invitation]:
    """Return who is asked something and has not voted."""
    questions, answers = questions_of(sitting), answers_to(sitting)
    seated = _seated_in(sitting.call)
    voted = {person for given in answers.values() for person in given}
    return [
        one
        for one in invitations_of(sitting)
        if one.person_id in seated - voted and asked_of(one.person, questions, standing)
    ]


def count_ended() -> int:
    """Count one written procedure whose date has come; return how many were."""
    for sitting_id in procedures_ending(clock.now()):
        sitting = db.session.get_one(Sitting, sitting_id)
        call = calls.lock(sitting.call_id, exclusive=True)
        db.session.refresh(sitting)
        if sitting.state is SittingState.OPEN:
            close_counted(sitting, call, ranking_for(call))
            return 1
    return 0


def remind_written() -> int:
    """Remind those of one written procedure who have not voted, a day before its end; return how many procedures."""
    for sitting_id in procedures_ending(clock.now() + REMINDED_BEFORE, unreminded=True):
        sitting = db.session.get_one(Sitting, sitting_id)
        call = calls.lock(sitting.call_id, exclusive=True)
        db.session.refresh(sitting)
        if sitting.state is SittingState.OPEN and sitting.reminded_at is None:
            sitting.reminded_at = clock.now()
            for one in waiting_in(sitting, ranking_for(call)):
                notices.reminded(sitting, one, one.person)
            db.session.flush()
            return 1
    return 0


def require_not_too_long(until: datetime) -> None:
    """Raise Invalid for a moment further away than LONGEST."""
    if until > clock.now() + LONGEST:
        said = _("A written procedure runs for at most %(days)s days.", days=LONGEST.days)
        raise Invalid(said, {"starts_at": said})


def _seated_in(call: Call) -> set[uuid.UUID]:
    return {seat.person_id for seat in taken_seats(call.id)}


def _runs(sitting: Sitting) -> bool:
    return sitting.kind is SittingKind.WRITTEN and sitting.state is SittingState.OPEN


def _require_askable(until: datetime, words: str, *, about_applications: bool) -> None:
    require_future(until)
    require_not_too_long(until)
    if not about_applications and not words:
        said = _("Choose what is asked, or write a question.")
        raise Invalid(said, {"words": said})
    if len(words) > MAX_QUESTION:
        said = _("Write the question, in at most %(most)s characters.", most=MAX_QUESTION)
        raise Invalid(said, {"words": said})


def _sitting(call: Call, until: datetime, actor: Person) -> Sitting:
    now = clock.now()
    sitting = Sitting(call_id=call.id, number=len(sittings_in(call)) + 1, kind=SittingKind.WRITTEN, starts_at=until)
    sitting.state, sitting.opened_at = SittingState.OPEN, now
    sitting.planned_by_id, sitting.planned_at, sitting.changed_at = actor.id, now, now
    sitting.call = call
    return sitting


def _chair_of(call: Call, secretary_id: uuid.UUID | None) -> uuid.UUID:
    """Return who chairs the committee; raise Conflict where nobody does."""
    chairs = [one.person_id for one in taken_seats(call.id) if one.seat is Seat.CHAIR and one.person_id != secretary_id]
    if not chairs:
        raise Conflict(_("Nobody chairs the committee. Give the seat of the chair to somebody first."))
    return chairs[0]


def _questions(
    sitting: Sitting, call: Call, standing: FullStanding | None, words: str, *, about_applications: bool
) -> list[WrittenQuestion]:
    found = []
    if about_applications:
        if standing is None or call.stage is not Stage.DELIBERATION:
            raise Conflict(_("Applications are voted on while the committee deliberates and the marks are open."))
        for placement, application in standing.placed:
            if placement.outcome is Outcome.WITHDRAWN:
                continue
            if placement.outcome in OPEN_OUTCOMES:
                raise Conflict(_("%(name)s is not judged, is tied or was withdrawn.", name=application.reference))
            amount = money_of(placement.amount)
            found.append(
                WrittenQuestion(
                    application_id=application.id,
                    outcome=placement.outcome.value,
                    amount="" if amount is None else str(amount),
                )
            )
    if words:
        found.append(WrittenQuestion(words=words))
    for place, one in enumerate(found, start=1):
        one.sitting_id, one.place = sitting.id, place
        db.session.add(one)
    db.session.flush()
    return found


def _title_of(question: WrittenQuestion, standing: FullStanding | None) -> str:
    listed = standing.listed.values() if standing else ()
    return next((f"{one.reference} {one.title}" for one in listed if one.id == question.application_id), "")


def _ask(sitting: Sitting, person: Person, questions: list[WrittenQuestion], standing: FullStanding | None) -> None:
    invitation = Invitation(sitting_id=sitting.id, person_id=person.id, votes=True, invited_at=clock.now())
    db.session.add(invitation)
    db.session.flush()
    if asked_of(person, questions, standing):
        notices.asked(sitting, invitation, person)
