"""The agenda of a sitting, made from the state of the call."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.awards.meetings.models import Sitting
from grants.awards.meetings.room import Room, name_of
from grants.awards.ranking import Outcome
from grants.awards.standing import Standing
from grants.web.ordering import in_order

UNVOTED = (Outcome.WITHDRAWN,)
"""What nothing is voted about."""


@dataclass(frozen=True)
class Point:
    """Be one point of an agenda, with what belongs to it."""

    line: str
    details: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return it in one line."""
        return f"{self.line}: {'; '.join(self.details)}" if self.details else self.line


def agenda_of(sitting: Sitting, room: Room, standing: Standing | None) -> list[Point]:
    """Return the points of a sitting, in order, in the language in force.

    Nobody learns from it what they may not see: every application from which a member stands aside is among those to
    discuss, whether anything in its marks stands out or not.
    """
    own = [Point(line.strip()) for line in sitting.points.splitlines() if line.strip()]
    return [_opening(room), *(_about(room, standing) if standing else ()), *own]


def to_discuss(room: Room, standing: Standing) -> list[str]:
    """Return the references of what the committee talks about, in the order of the ranking."""
    conflicts = room.conflicts
    return [
        placement.reference
        for placement, application in standing.placed
        if placement.outcome is not Outcome.WITHDRAWN
        and (standing.facts[placement.reference].flags or application.id in conflicts)
    ]


def _opening(room: Room) -> Point:
    committee = room.rules.committee
    words = _("Opening: roll call and quorum")
    return Point(words, (_("at least %(quorum)d of %(size)d", quorum=committee.quorum, size=committee.size),))


def _about(room: Room, standing: Standing) -> list[Point]:
    outcomes = [placement.outcome for placement in standing.ranking.placements]
    voted = sum(one not in UNVOTED for one in outcomes)
    barred = [one.reference for one in standing.ranking.placements if one.outcome is Outcome.INELIGIBLE]
    points = [_conflicts(room, standing), _checks(voted, barred)]
    if talked := to_discuss(room, standing):
        points.append(Point(_("Applications to discuss"), tuple(talked)))
    if ties := [", ".join(group.references) for group in standing.equals if group.settled is None]:
        points.append(Point(_("Ties to settle by vote or by lot"), tuple(ties)))
    points.append(Point(ngettext("Vote on %(num)d application", "Vote on %(num)d applications", voted)))
    by_council = room.rules.committee.decided_by == "council"
    points.append(Point(_("Proposal to the council") if by_council else _("Decision")))
    return points


def _conflicts(room: Room, standing: Standing) -> Point:
    listed = {one.id: one.reference for one in standing.listed.values()}
    lines = [
        f"{listed[one]} – {', '.join(in_order(map(name_of, people), str))}"
        for one, people in room.conflicts.items()
        if one in listed
    ]
    return Point(_("Who takes no part in which application"), tuple(sorted(lines)) or (_("nobody"),))


def _checks(voted: int, barred: list[str]) -> Point:
    admitted = ngettext("%(num)d application admitted", "%(num)d applications admitted", voted - len(barred))
    words = _("Administrative checks")
    return Point(words, (admitted, *([_("not admitted: %(names)s", names=", ".join(barred))] if barred else [])))
