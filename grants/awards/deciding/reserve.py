"""The reserve list after the decision: what became free, who is next, and offering it to them until a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards import queries
from grants.awards.deciding.anew import Anew, committed, decision_to_replace, draft_in_place_of
from grants.awards.deciding.answering import end_unanswered_in
from grants.awards.deciding.policies import may_decide_anew
from grants.awards.deciding.storing import store
from grants.awards.drafting import money_of
from grants.awards.letters.queries import letter_of
from grants.awards.letters.services.answerable import earliest_answer
from grants.awards.letters.services.voiding import OPEN
from grants.awards.models import Act, Decision, Outcome
from grants.awards.policies import CONFIRMED
from grants.awards.ranking import Award, Claim, Placement, Taken, allocate
from grants.awards.ranking import Outcome as Ranked
from grants.awards.stakes import require_no_conflict
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.web.filters import day

MAX_DAYS_TO_ANSWER = 90
"""How far away the day may lie until which an applicant answers an offer."""


class Offer(NamedTuple):
    """Be what is free for the next in reserve."""

    application: Application
    in_force: Decision
    amount: Decimal


@dataclass(frozen=True)
class Reserve:
    """Hold what is left of a call after its decisions, and who is next."""

    places: int | None
    """Places left; None without a limit."""
    money: Decimal | None
    offers: tuple[Offer, ...]
    equals: tuple[str, ...]
    """Who is next, and equal, so that an order has to be settled first."""
    rank: int | None
    """The place that these equals share."""

    @property
    def digest(self) -> str:
        """Name the offers, so that an act can tell whether they are those that were shown."""
        lines = [f"{one.in_force.id.hex} {one.amount}" for one in self.offers]
        return sha256("\n".join(lines).encode()).hexdigest()


def reserve_of(call: Call) -> Reserve:
    """Return what is free in a call and who in reserve is next, in the order of the ranking."""
    standing, decisions = queries.standing_of(call), queries.decisions_of(call)
    taken, limit = committed(decisions.values(), standing), standing.rules.funding.limit
    groups = list(_in_reserve(standing, decisions))
    claims = [[Claim(Fraction(standing.listed[one.reference].requested), one.lot) for one in group] for group in groups]
    awards = allocate(standing.rules.funding, claims, taken)
    served = [pair for group, given in zip(groups, awards, strict=True) for pair in zip(group, given, strict=True)]
    tied = [one for one, award in served if award.outcome is Ranked.TIED]
    return Reserve(
        places=None if limit.projects is None else max(limit.projects - sum(one.places for one in taken.values()), 0),
        money=None if limit.total is None else money_of(max(Fraction(limit.total) - _money(taken), Fraction(0))),
        offers=tuple(_offer(one, award, standing, decisions) for one, award in served if award.amount is not None),
        equals=tuple(one.reference for one in tied),
        rank=tied[0].rank if tied else None,
    )


def _money(taken: Mapping[str | None, Taken]) -> Fraction:
    return sum((one.money for one in taken.values()), Fraction(0))


def move_up(*, call: Call, answer_until: date, seen: str, actor: Person) -> list[Decision]:
    """Offer what became free to the next in reserve, each by a new decision; with nothing free it does nothing.

    `seen` is the digest of the offers that were looked at. Raise Invalid for a day that is not to come or beyond
    MAX_DAYS_TO_ANSWER, Stale when the offers are others, Conflict before the confirmation, Forbidden for who is not to
    decide.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage not in CONFIRMED:
        raise Conflict(_("The reserve list is followed once the decisions are confirmed."))
    if not may_decide_anew(actor, call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    require_no_conflict(call, actor)
    end_unanswered_in(call)
    reserve, standing = reserve_of(call), queries.standing_of(call)
    if not reserve.offers:
        return []
    _require_day(answer_until, standing.rules)
    if reserve.digest != seen:
        raise Stale(_("Something else is free now, or somebody else is next. Look at it again."))
    made = []
    for offer in reserve.offers:
        anew = Anew(Outcome.AWARDED, "", offer.amount)
        draft = draft_in_place_of(offer.in_force, anew, Act.MOVED_UP, standing, actor, answer_until=answer_until)
        made += store(call=call, drafts=[draft], actor=actor)
    return made


def give_new_day(*, application: Application, answer_until: date, seen: int, actor: Person) -> Decision:
    """Make an offer anew whose letter has not left, with another day to answer it; the same again changes nothing.

    `seen` is the sequence of the offer that was looked at; its letter is void and another is prepared. Raise Invalid
    and Forbidden as `move_up` does, Conflict where no offer waits to be sent, Stale when another decision is in force.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if not may_decide_anew(actor, call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    require_no_conflict(call, actor)
    in_force, standing = decision_to_replace(application), queries.standing_of(call)
    if in_force.sequence == seen + 1 and in_force.answer_until == answer_until:
        return in_force
    if in_force.sequence != seen:
        raise Stale(_("Another decision on this application has been made meanwhile. Look at it again."))
    letter = letter_of(in_force)
    if in_force.answer_until is None or letter is None or letter.state not in OPEN:
        raise Conflict(_("No offer to this application waits to be sent."))
    _require_day(answer_until, standing.rules)
    anew = Anew(Outcome.AWARDED, in_force.because, in_force.amount, in_force.conditions)
    draft = draft_in_place_of(in_force, anew, Act.MOVED_UP, standing, actor, answer_until=answer_until)
    return store(call=call, drafts=[draft], actor=actor)[0]


def today_in(rules: Rules) -> date:
    """Return the day it is by the clocks of the call."""
    return clock.now().astimezone(ZoneInfo(rules.schedule.timezone)).date()


def _in_reserve(standing: FullStanding, decisions: Mapping[UUID, Decision]) -> Iterator[list[Placement]]:
    ranked = [one for one in standing.by_rules.values() if one.rank is not None]
    for _rank, group in groupby(ranked, key=lambda one: one.rank):
        waiting = [one for one in group if _waits(standing.applications[one.reference], decisions)]
        if waiting:
            yield waiting


def _waits(application: Application, decisions: Mapping[UUID, Decision]) -> bool:
    decision = decisions.get(application.id)
    return decision is not None and decision.outcome is Outcome.RESERVE


def _offer(placement: Placement, award: Award, standing: FullStanding, decisions: Mapping[UUID, Decision]) -> Offer:
    application = standing.applications[placement.reference]
    return Offer(application, decisions[application.id], money_of(award.amount) or Decimal(0))


def _require_day(answer_until: date, rules: Rules) -> None:
    earliest = earliest_answer(rules)
    if not earliest <= answer_until <= today_in(rules) + timedelta(days=MAX_DAYS_TO_ANSWER):
        words = _(
            "Choose a day from %(day)s, after a letter sent today counts as notified, and at most %(most)s days away.",
            day=day(earliest),
            most=MAX_DAYS_TO_ANSWER,
        )
        raise Invalid(words, {"answer_until": words})
