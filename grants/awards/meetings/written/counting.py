"""Count a written procedure: a resolution for each question, and who voted as who was there."""

import uuid
from collections.abc import Collection, Mapping

from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.drafting import money_of
from grants.awards.meetings.counting import Ballot, Result, result_of
from grants.awards.meetings.models import Attendance, Resolution, Sitting, Subject
from grants.awards.meetings.queries import invitations_of
from grants.awards.meetings.services.common import note
from grants.awards.meetings.services.voting import Matter
from grants.awards.meetings.workflow import WRITTEN, Step
from grants.awards.meetings.written.models import WrittenAnswer, WrittenQuestion
from grants.awards.meetings.written.queries import answers_to, asked_of, questions_of
from grants.awards.standing import FullStanding
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db


def close_counted(sitting: Sitting, call: Call, standing: FullStanding | None) -> None:
    """Count what was answered in an open procedure of a locked call, and close it."""
    questions, answers, now = questions_of(sitting), answers_to(sitting), clock.now()
    people = [one.person for one in invitations_of(sitting) if one.votes]
    for question in questions:
        aside = [one for one in people if not asked_of(one, [question], standing)]
        given = answers.get(question.id, {})
        db.session.add(_resolution(question, given, aside, sitting=sitting, call=call, standing=standing))
    for person in people:
        moments = [by[person.id].answered_at for by in answers.values() if person.id in by]
        if moments:
            begun, ended = min(moments), max(now, *moments)
            there = Attendance(sitting_id=sitting.id, person_id=person.id, came_at=begun, left_at=ended)
            db.session.add(there)
    sitting.state, sitting.closed_at = WRITTEN.target(sitting.state, Step.COUNT), now
    db.session.flush()
    note("written.counted", sitting, None)


def _resolution(
    question: WrittenQuestion,
    answers: Mapping[uuid.UUID, WrittenAnswer],
    aside: Collection[Person],
    *,
    sitting: Sitting,
    call: Call,
    standing: FullStanding | None,
) -> Resolution:
    committee = rules_of(call).committee
    excluded = {str(one.id): Ballot.EXCLUDED for one in aside}
    cast = {str(one.person_id): one.ballot for one in answers.values() if str(one.person_id) not in excluded}
    result, reason = result_of(cast, str(sitting.chair_id), casting_vote=committee.casting_vote), ""
    with force_locale(rules_of(call).languages[0]):
        if len(cast) < committee.quorum:
            reason = _("Too few voted: %(votes)s, needed %(quorum)s.", votes=len(cast), quorum=committee.quorum)
        elif not _still_says(question, standing):
            reason = _("The ranking says something else by now than was asked.")
    if reason:
        result = Result(carried=False, by_casting=False)
    subject = Subject.QUESTION if question.application_id is None else Subject.APPLICATION
    matter = Matter(subject, question.application_id, question.outcome, words=question.words)
    ballots = cast | excluded
    return Resolution(
        sitting_id=sitting.id,
        about=matter.about,
        subject=subject,
        application_id=question.application_id,
        outcome=question.outcome,
        amount=question.amount,
        words=question.words,
        reason=reason,
        ballots={one: ballots[one].value for one in sorted(ballots)},
        chair_id=sitting.chair_id,
        carried=result.carried,
        by_casting=result.by_casting,
        recorded_at=clock.now(),
    )


def _still_says(question: WrittenQuestion, standing: FullStanding | None) -> bool:
    if question.application_id is None:
        return True
    listed = standing.listed.values() if standing else ()
    reference = next((one.reference for one in listed if one.id == question.application_id), None)
    if standing is None or reference is None:
        return False
    placement = standing.placements[reference]
    amount = money_of(placement.amount)
    return (placement.outcome.value, "" if amount is None else str(amount)) == (question.outcome, question.amount)
