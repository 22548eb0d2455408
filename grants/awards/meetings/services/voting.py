"""Put something to the vote in an open sitting, and record what it came to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deciding.departing import Vote, Wanted, depart, sum_to_award, take_back
from grants.awards.deciding.departures import last_departure
from grants.awards.deciding.models import Departing
from grants.awards.drafting import money_of
from grants.awards.meetings.counting import CAST, Ballot, result_of
from grants.awards.meetings.models import Resolution, Sitting, SittingState, Subject
from grants.awards.meetings.queries import ranking_for, resolutions_of, room_of
from grants.awards.meetings.room import Room, name_of
from grants.awards.meetings.services.common import locked, note, sitting_of
from grants.awards.models import SettledBy
from grants.awards.ranking import Outcome
from grants.awards.services import settle_tie
from grants.awards.standing import FullStanding, Listed
from grants.awards.terms import local_day
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale

MAX_QUESTION = 2000
MAX_VOTE_REASON = 2000
MAX_VOTES = 20
"""How often one matter is voted on in a sitting."""
MAX_QUESTIONS = 100
"""Questions in words that one sitting votes on."""
OPEN_OUTCOMES = (Outcome.PENDING, Outcome.TIED, Outcome.WITHDRAWN)
"""What the ranking does not say anything about that a vote could agree with."""
DEPARTING = tuple(Departing)
"""What a committee can propose in the place of what the ranking comes to."""

Ballots = Mapping[uuid.UUID, Ballot]


@dataclass(frozen=True)
class Matter:
    """Be what is put to the vote."""

    subject: Subject
    application_id: uuid.UUID | None = None
    outcome: str = ""
    amount: Decimal | None = None
    order: tuple[str, ...] = field(default=())
    words: str = ""
    reason: str = ""

    @property
    def about(self) -> str:
        """Name the matter, the same for every vote on it."""
        if self.application_id is not None:
            return f"{self.subject}:{self.application_id.hex}"
        what = "\n".join(sorted(self.order)) if self.subject is Subject.TIE else self.words.strip()
        return f"{self.subject}:{sha256(what.encode()).hexdigest()}"


def vote(*, call: Call, number: int, matter: Matter, ballots: Ballots, seen: int, actor: Person) -> Resolution:
    """Record a vote of those in the room; the same again changes nothing, another one about the same corrects it.

    `seen` is the sequence of the vote that the actor saw, 0 for none. The ranking follows at once what is carried about
    a tie or a departure. Raise
    Conflict without a quorum of those who take part, once the call is decided, and for what is not judged yet; Invalid
    when the votes are not exactly those of who is there and takes part, or a reason is missing; Forbidden for who
    stands aside themselves; Stale when somebody has recorded another meanwhile.
    """
    call = locked(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    standing = ranking_for(call)
    room = room_of(sitting, standing, rules_of(call))
    matter = _understood(matter, call, standing, actor)
    made = _made(room, matter, ballots, standing)
    return _store(call, made, seen, resolutions_of(sitting), actor)


def vote_on_rest(*, call: Call, number: int, actor: Person) -> list[Resolution]:
    """Record that everybody who takes part is for what the ranking comes to, for each application not voted on yet.

    What the actor stands aside from is left out. Raise Conflict, and store nothing, when any of them is not judged, is
    tied, or has no quorum.
    """
    call = locked(call, actor)
    sitting = sitting_of(call, number, SittingState.OPEN)
    standing = _ranked(call, ranking_for(call))
    room, before = room_of(sitting, standing, rules_of(call)), resolutions_of(sitting)
    found = []
    for application in open_in(standing, before):
        if standing.hides_marks(actor, application):
            continue
        matter = _understood(Matter(Subject.APPLICATION, application.id), call, standing, actor)
        ballots = {person.id: Ballot.FOR for person in room.entitled_to(application.id)}
        found.append(_store(call, _made(room, matter, ballots, standing), 0, before, actor))
    return found


def open_in(standing: FullStanding, voted: Mapping[str, Resolution]) -> list[Listed]:
    """Return what a sitting has not voted on yet, in the order of the ranking."""
    return [
        application
        for placement, application in standing.placed
        if placement.outcome is not Outcome.WITHDRAWN and not decided_on(application.id, voted)
    ]


def decided_on(application_id: uuid.UUID, voted: Mapping[str, Resolution]) -> Resolution | None:
    """Return the vote that stands on an application: a departure that was carried, or the one on the ranking."""
    departure = voted.get(Matter(Subject.DEPARTURE, application_id).about)
    return (
        departure if departure and departure.carried else voted.get(Matter(Subject.APPLICATION, application_id).about)
    )


def excluded_from(room: Room, matter: Matter, standing: FullStanding | None) -> set[uuid.UUID]:
    """Return who in the room takes no part in a matter; in a tie, whoever stands aside from one of the equals."""
    if matter.subject is Subject.TIE and standing is not None:
        found = (room.excluded_from(standing.listed[reference].id) for reference in matter.order)
        return {person.id for people in found for person in people}
    return {person.id for person in room.excluded_from(matter.application_id)}


def _understood(matter: Matter, call: Call, standing: FullStanding | None, actor: Person) -> Matter:
    """Return a matter with what the ranking says of it; raise for one that cannot be voted on."""
    if matter.subject is Subject.QUESTION:
        words = matter.words.strip()
        if not 0 < len(words) <= MAX_QUESTION:
            said = _("Write the question, in at most %(most)s characters.", most=MAX_QUESTION)
            raise Invalid(said, {"words": said})
        return Matter(Subject.QUESTION, words=words)
    ranked = _ranked(call, standing)
    if matter.subject is Subject.TIE:
        return _tie(matter, ranked)
    application = next((one for one in ranked.listed.values() if one.id == matter.application_id), None)
    if application is None:
        raise NotFound
    if ranked.hides_marks(actor, application):
        raise Forbidden(_("You stand aside from this application, so somebody else records the vote on it."))
    if matter.subject is Subject.DEPARTURE:
        return _departure(matter, ranked, application)
    placement = ranked.placements[application.reference]
    if placement.outcome in OPEN_OUTCOMES:
        raise Conflict(_("%(name)s is not judged, is tied or was withdrawn.", name=application.reference))
    amount = money_of(placement.amount)
    return Matter(Subject.APPLICATION, application.id, placement.outcome.value, amount)


def _ranked(call: Call, standing: FullStanding | None) -> FullStanding:
    if standing is None or call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Applications are voted on while the committee deliberates and the marks are open."))
    return standing


def _tie(matter: Matter, standing: FullStanding) -> Matter:
    wanted = sorted(matter.order)
    if not any(sorted(group.references) == wanted for group in standing.equals):
        raise Stale(_("These applications are not one group of equals any more. Look at the ranking again."))
    return Matter(Subject.TIE, order=matter.order, reason=_reason(matter))


def _departure(matter: Matter, standing: FullStanding, application: Listed) -> Matter:
    by_rules = standing.by_rules[application.reference]
    if by_rules.outcome is Outcome.WITHDRAWN:
        raise Conflict(_("%(name)s is not judged, is tied or was withdrawn.", name=application.reference))
    if matter.outcome not in DEPARTING:
        words = _("Choose an outcome.")
        raise Invalid(words, {"outcome": words})
    asked = standing.applications[application.reference]
    awards = matter.outcome == Departing.AWARDED
    amount = sum_to_award(matter.amount, asked, standing.rules) if awards else None
    if (matter.outcome, amount) == (by_rules.outcome, money_of(by_rules.amount)):
        words = _("The ranking says the same, so nothing departs from it.")
        raise Invalid(words, {"outcome": words})
    return Matter(Subject.DEPARTURE, application.id, matter.outcome, amount, reason=_reason(matter))


def _reason(matter: Matter) -> str:
    reason = matter.reason.strip()
    if not 0 < len(reason) <= MAX_VOTE_REASON:
        words = _("Say why, in at most %(most)s characters.", most=MAX_VOTE_REASON)
        raise Invalid(words, {"reason": words})
    return reason


def _made(room: Room, matter: Matter, ballots: Ballots, standing: FullStanding | None) -> Resolution:
    excluded = excluded_from(room, matter, standing)
    entitled = {person.id for person in room.present} - excluded
    names = {person.id: name_of(person) for person in room.voting}
    _require_exact(ballots, entitled, excluded, names)
    if len(entitled) < room.rules.committee.quorum:
        raise Conflict(_no_quorum(room, matter, len(entitled), standing))
    cast = {str(one): Ballot(ballots[one]) for one in entitled} | {str(one): Ballot.EXCLUDED for one in excluded}
    chair = room.sitting.chair_id
    result = result_of(cast, str(chair), casting_vote=room.rules.committee.casting_vote)
    return Resolution(
        sitting_id=room.sitting.id,
        about=matter.about,
        subject=matter.subject,
        application_id=matter.application_id,
        outcome=matter.outcome,
        amount="" if matter.amount is None else str(matter.amount),
        references=list(matter.order),
        words=matter.words,
        reason=matter.reason,
        ballots={one: cast[one].value for one in sorted(cast)},
        chair_id=chair,
        carried=result.carried,
        by_casting=result.by_casting,
    )


def _require_exact(
    ballots: Ballots, entitled: set[uuid.UUID], excluded: set[uuid.UUID], names: Mapping[uuid.UUID, str]
) -> None:
    """Raise Invalid unless exactly those vote who are there and take part."""
    for person_id, ballot in ballots.items():
        if person_id in excluded:
            raise Invalid(_("%(name)s takes no part in this: a conflict of interest.", name=names[person_id]))
        if person_id not in entitled:
            raise Invalid(_("%(name)s is not in the room.", name=names.get(person_id, "?")))
        if ballot not in CAST:
            raise Invalid(_("Choose for each member: for, against or abstained."))
    if len(ballots) != len(entitled):
        raise Invalid(
            _(
                "The votes do not add up: %(present)s take part, %(votes)s voted.",
                present=len(entitled),
                votes=len(ballots),
            )
        )


def _no_quorum(room: Room, matter: Matter, taking_part: int, standing: FullStanding | None) -> str:
    needed = room.rules.committee.quorum
    listed = standing.listed.values() if standing else ()
    name = next((one.reference for one in listed if one.id == matter.application_id), "")
    if name:
        words = _(
            "No quorum for %(name)s: %(present)s take part, %(needed)s are needed.",
            name=name,
            present=taking_part,
            needed=needed,
        )
    else:
        words = _("No quorum: %(present)s take part, %(needed)s are needed.", present=taking_part, needed=needed)
    return str(words)


def _store(call: Call, made: Resolution, seen: int, before: Mapping[str, Resolution], actor: Person) -> Resolution:
    earlier = before.get(made.about)
    if earlier is not None and _says(earlier) == _says(made):
        return earlier
    sequence = earlier.sequence if earlier else 0
    if sequence != seen:
        raise Stale(_("Somebody else has recorded this vote meanwhile. Look at it, then record yours again."))
    questions = sum(one.subject is Subject.QUESTION for one in before.values())
    if sequence >= MAX_VOTES or (made.subject is Subject.QUESTION and not earlier and questions >= MAX_QUESTIONS):
        raise Conflict(_("This was voted on too often in one sitting."))
    made.sequence, made.recorded_by_id, made.recorded_at = sequence + 1, actor.id, clock.now()
    db.session.add(made)
    db.session.flush()
    sitting = db.session.get_one(Sitting, made.sitting_id)
    # How anybody voted stays out: the auditor of a chain may be in conflict with the application.
    note("sitting.voted", sitting, actor, subject=made.subject.value, resolution=made.id.hex, sequence=made.sequence)
    if made.carried:
        _follow(call, sitting, made, actor)
    elif earlier is not None and earlier.carried and made.subject is Subject.DEPARTURE:
        _follow_again(made, actor)
    return made


def _follow(call: Call, sitting: Sitting, made: Resolution, actor: Person) -> None:
    """Let the ranking follow what was carried about it; a departure is approved by the vote itself."""
    if made.subject is Subject.TIE:
        settle_tie(call=call, order=made.references, settled_by=SettledBy.VOTE, reason=made.reason, actor=actor)
    if made.subject is Subject.DEPARTURE:
        application = db.session.get_one(Application, made.application_id)
        last = last_departure(application)
        amount = Decimal(made.amount) if made.amount else None
        wanted = Wanted(Departing(made.outcome), made.reason, amount)
        day = local_day(sitting.opened_at or made.recorded_at, rules_of(call).schedule.timezone)
        vote = Vote(day, sitting.record_number)
        depart(application=application, wanted=wanted, seen=last.sequence if last else 0, actor=actor, vote=vote)


def _follow_again(made: Resolution, actor: Person) -> None:
    """Let an application follow the ranking again after the vote that carried its departure was corrected."""
    application = db.session.get_one(Application, made.application_id)
    last = last_departure(application)
    if last is not None and last.voted_on is not None:
        take_back(application=application, seen=last.sequence, actor=actor)


def _says(resolution: Resolution) -> tuple[object, ...]:
    return (
        *(resolution.outcome, resolution.amount, resolution.words, resolution.reason),
        *(resolution.ballots, resolution.references, resolution.chair_id),
    )
