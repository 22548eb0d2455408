"""Everything recorded that the minutes of a sitting are made of; a constant number of statements."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.awards.deliberation.agreed import ByCode as Agreed
from grants.awards.deliberation.agreed import consensus_of
from grants.awards.deliberation.models import Post
from grants.awards.deliberation.reasonings import ByCode, reasonings_in
from grants.awards.meetings.models import Lot, Resolution, Sitting
from grants.awards.meetings.queries import lots_of, ranking_for, resolutions_of, room_of
from grants.awards.meetings.room import Room
from grants.awards.models import Decision
from grants.awards.ranking import Outcome
from grants.awards.standing import FullStanding, Listed
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation.models import CheckAnswer, Sheet, SheetState
from grants.evaluation.queries import checks_of

Marks = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """Hold what was recorded of a sitting and of what it decided."""

    sitting: Sitting
    call: Call
    rules: Rules
    room: Room
    resolutions: Mapping[str, Resolution]
    lots: Mapping[str, Lot]
    people: Mapping[uuid.UUID, Person]
    standing: FullStanding | None
    decisions: Mapping[uuid.UUID, Decision]
    """The first decision on each application: what a later one corrects was decided elsewhere."""
    reasonings: Mapping[uuid.UUID, ByCode]
    consensus: Mapping[uuid.UUID, Agreed]
    checks: Mapping[uuid.UUID, Mapping[str, CheckAnswer]]
    marks: Mapping[uuid.UUID, list[Marks]]
    """What those who scored it gave each application, by criterion; in the same order for each, without their names."""
    posts: Mapping[uuid.UUID, list[Post]]
    """What was written in the discussion while the sitting was open, by application."""

    def about(self) -> list[Listed]:
        """Return what the sitting dealt with, in the order of the ranking: what it voted on, or else everything."""
        if self.standing is None:
            return []
        ranked = [(placement, one) for placement, one in self.standing.placed if placement.outcome is not OUT]
        voted = {one.application_id for one in self.resolutions.values() if one.application_id}
        return [one for _placement, one in ranked if one.id in voted or not voted]

    def on(self, application_id: uuid.UUID) -> list[Resolution]:
        """Return the votes on one application, in order."""
        return [one for one in self.resolutions.values() if one.application_id == application_id]


OUT = Outcome.WITHDRAWN


def record_of(sitting: Sitting, call: Call) -> Record:
    """Return what was recorded of a sitting."""
    rules, standing = rules_of(call), ranking_for(call)
    room = room_of(sitting, standing, rules)
    resolutions, posts = resolutions_of(sitting), _posts_of(sitting)
    known = {one for one in (sitting.chair_id, sitting.secretary_id) if one}
    known |= {post.written_by_id for some in posts.values() for post in some}
    known |= {uuid.UUID(one) for resolution in resolutions.values() for one in resolution.ballots}
    return Record(
        sitting,
        call,
        rules,
        room,
        resolutions,
        lots_of(sitting),
        people_by_id(known),
        standing,
        _decided_first(call),
        reasonings_in(call) if standing else {},
        consensus_of(call) if standing else {},
        checks_of(call.id) if standing else {},
        _marks_in(call, standing) if standing and rules.criteria else {},
        posts,
    )


def _marks_in(call: Call, standing: FullStanding) -> dict[uuid.UUID, list[Marks]]:
    """Return the marks of the sheets that count, without reading what was said with them."""
    found: dict[uuid.UUID, list[Marks]] = defaultdict(list)
    counted = select(Sheet.application_id, Sheet.evaluator_id, Sheet.marks).join(Application)
    counted = counted.where(Application.call_id == call.id, Sheet.state == SheetState.SUBMITTED)
    counted = counted.where(Sheet.set_aside_at.is_(None)).order_by(Sheet.application_id, Sheet.evaluator_id)
    for application_id, evaluator_id, marks in db.session.execute(counted):
        if evaluator_id not in standing.conflicts.get(application_id, ()):
            found[application_id].append(marks)
    return found


def _decided_first(call: Call) -> dict[uuid.UUID, Decision]:
    made = select(Decision).where(Decision.call_id == call.id, Decision.sequence == 1)
    return {one.application_id: one for one in db.session.scalars(made)}


def _posts_of(sitting: Sitting) -> dict[uuid.UUID, list[Post]]:
    """Return what was said about applications while a sitting was open; nobody's words from before or after."""
    found: dict[uuid.UUID, list[Post]] = defaultdict(list)
    if sitting.opened_at is None:
        return found
    said = select(Post).join(Application, Application.id == Post.application_id)
    said = said.where(Application.call_id == sitting.call_id, Post.written_at >= sitting.opened_at)
    if sitting.closed_at is not None:
        said = said.where(Post.written_at <= sitting.closed_at)
    for one in db.session.scalars(said.order_by(Post.written_at, Post.id)):
        found[one.application_id].append(one)
    return found
