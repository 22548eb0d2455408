"""Decide anew on one application of a confirmed call: what was on hold, what was wrong, what is revoked."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards import queries
from grants.awards.deciding.departing import sum_to_award, text_of
from grants.awards.deciding.policies import may_decide_anew
from grants.awards.deciding.storing import store
from grants.awards.drafting import Draft, Grounds, draft_anew
from grants.awards.models import Act, Decision, Outcome
from grants.awards.policies import CONFIRMED
from grants.awards.ranking import NOTHING_TAKEN, Placement, Taken
from grants.awards.ranking import Outcome as Ranked
from grants.awards.stakes import require_no_conflict
from grants.awards.standing import FullStanding
from grants.calls import services as calls
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden, Invalid, Stale

NEEDS_RANK = frozenset({Outcome.AWARDED, Outcome.RESERVE})
"""What no decision gives to an application that a check or a threshold refuses."""
ANEW = (Outcome.AWARDED, Outcome.RESERVE, Outcome.REJECTED, Outcome.INELIGIBLE, Outcome.REVOKED)
"""What can be decided after the confirmation."""


@dataclass(frozen=True)
class Anew:
    """Be what is decided in the place of an earlier decision, and why."""

    outcome: Outcome
    because: str
    amount: Decimal | None = None
    conditions: str = ""


def decide_anew(*, application: Application, anew: Anew, seen: int, actor: Person) -> Decision:
    """Make a decision in the place of the one in force, which stays on record; the same again changes nothing.

    `seen` is the sequence of the decision that was looked at. Raise Invalid without a reason, for a sum the rules do
    not allow or the money left does not cover, for an award or reserve place of what a threshold refuses, and where
    nothing changes; Stale when another decision is in force; Conflict before the confirmation; Forbidden.
    """
    call = calls.lock(application.call_id, exclusive=True)
    if call.stage not in CONFIRMED:
        raise Conflict(_("Decisions are made anew once those of the call are confirmed."))
    if not may_decide_anew(actor, call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    require_no_conflict(call, actor)
    in_force, standing = decision_to_replace(application), queries.standing_of(call)
    anew = _checked(anew, application, in_force, standing)
    if in_force.sequence == seen + 1 and _told(in_force) == _wanted(anew):
        return in_force
    if in_force.sequence != seen:
        raise Stale(_("Another decision on this application has been made meanwhile. Look at it again."))
    _require_change(anew, in_force)
    require_money(call, anew.amount or Decimal(0), standing, but=in_force)
    draft = draft_in_place_of(in_force, anew, act_of(in_force, anew.outcome), standing, actor)
    return store(call=call, drafts=[draft], actor=actor)[0]


def draft_in_place_of(
    in_force: Decision, anew: Anew, act: Act, standing: FullStanding, actor: Person | None, **more: object
) -> Draft:
    """Draft a decision that takes the place of one in force."""
    application = next(one for one in standing.applications.values() if one.id == in_force.application_id)
    grounds = Grounds(
        act=act,
        outcome=Ranked(anew.outcome.value),
        amount=None if anew.amount is None else Fraction(anew.amount),
        because=anew.because,
        conditions=anew.conditions,
        supersedes=in_force,
    )
    draft = draft_anew(standing, application, grounds, actor)
    for name, value in more.items():
        setattr(draft.decision, name, value)
    return draft


def decision_to_replace(application: Application) -> Decision:
    """Return the decision in force; raise Conflict where nothing was decided."""
    decision = queries.decision_on(application)
    if decision is None:
        raise Conflict(_("Nothing was decided on this application."))
    return decision


def act_of(in_force: Decision, outcome: Outcome) -> Act:
    """Name what a new decision does."""
    if outcome is Outcome.REVOKED:
        return Act.REVOKED
    return Act.TAKEN_UP if in_force.outcome is Outcome.ON_HOLD else Act.CORRECTED


def open_anew(in_force: Decision, by_rules: Placement) -> tuple[Outcome, ...]:
    """Return what can be decided in the place of a decision."""
    return tuple(outcome for outcome in ANEW if _is_open(outcome, in_force, by_rules))


def committed(decisions: Iterable[Decision], standing: FullStanding) -> dict[str | None, Taken]:
    """Return by lot what decisions in force take, with what is kept for those on hold."""
    taken: dict[str | None, Taken] = {}
    asked = {one.id: (one.requested or Decimal(0), reference) for reference, one in standing.applications.items()}
    for decision in decisions:
        requested, reference = asked[decision.application_id]
        placement = standing.by_rules[reference]
        held = decision.outcome is Outcome.ON_HOLD and placement.outcome is Ranked.AWARDED
        if decision.outcome is Outcome.AWARDED or held:
            before = taken.get(placement.lot, NOTHING_TAKEN)
            money = requested if held else decision.amount or Decimal(0)
            taken[placement.lot] = Taken(before.places + 1, before.money + Fraction(money))
    return taken


def require_money(call: Call, amount: Decimal, standing: FullStanding, *, but: Decision) -> None:
    """Raise Invalid for an award that the places or the money left do not cover."""
    others = [one for one in queries.decisions_of(call).values() if one.application_id != but.application_id]
    by_id = {one.id: reference for reference, one in standing.applications.items()}
    lot = standing.by_rules[by_id[but.application_id]].lot
    taken, limit = committed(others, standing).get(lot, NOTHING_TAKEN), standing.rules.funding.limits[lot]
    many = limit.projects is not None and taken.places + 1 > limit.projects
    dear = limit.total is not None and taken.money + Fraction(amount) > Fraction(limit.total)
    if amount and (many or dear):
        words = _("The places or the money left do not cover this award.")
        raise Invalid(words, {"amount": words})


def _checked(anew: Anew, application: Application, in_force: Decision, standing: FullStanding) -> Anew:
    if anew.outcome not in open_anew(in_force, standing.by_rules[application.reference or ""]):
        words = _("This cannot be decided on this application.")
        raise Invalid(words, {"outcome": words})
    awards = anew.outcome is Outcome.AWARDED
    return Anew(
        anew.outcome,
        text_of(anew.because, "reason", needed=True),
        sum_to_award(anew.amount, application, standing.rules) if awards else None,
        text_of(anew.conditions, "conditions", needed=False) if awards else "",
    )


def _is_open(outcome: Outcome, in_force: Decision, by_rules: Placement) -> bool:
    if outcome is Outcome.REVOKED:
        return in_force.outcome is Outcome.AWARDED
    return outcome not in NEEDS_RANK or by_rules.rank is not None


def _require_change(anew: Anew, in_force: Decision) -> None:
    if (anew.outcome, anew.amount, anew.conditions) == (in_force.outcome, in_force.amount, in_force.conditions):
        words = _("This is what the decision in force says already.")
        raise Invalid(words, {"outcome": words})


def _told(decision: Decision) -> tuple[object, ...]:
    return decision.outcome, decision.because, decision.amount, decision.conditions


def _wanted(anew: Anew) -> tuple[object, ...]:
    return anew.outcome, anew.because, anew.amount, anew.conditions
