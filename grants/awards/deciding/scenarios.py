"""Scenarios: limits that were looked at are kept, compared, and one is adopted by an amendment of the rules."""

import uuid

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.awards.deciding.models import Scenario
from grants.awards.deciding.trying import Limits, narrower
from grants.awards.stakes import require_impartial
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid, NotFound
from grants.journal.services import record

MAX_SCENARIOS = 20
"""How many scenarios of a call are kept at once."""
MAX_COMPARED = 4
"""How many of them stand side by side."""


def scenarios_of(call: Call) -> list[Scenario]:
    """Return the scenarios of a call, the newest first."""
    kept = select(Scenario).where(Scenario.call_id == call.id, Scenario.removed_at.is_(None))
    return list(db.session.scalars(kept.order_by(Scenario.made_at.desc(), Scenario.id)))


def keep_scenario(*, call: Call, title: str, limits: Limits, actor: Person) -> Scenario:
    """Keep limits under a title; the same again changes nothing.

    Raise Invalid without a title, Conflict outside the deliberation or with MAX_SCENARIOS kept already, Forbidden for
    who is not to decide.
    """
    call = _locked(call, actor)
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_LINE:
        words = _("Give it a title, of at most %(most)s characters.", most=MAX_LINE)
        raise Invalid(words, {"title": words})
    kept = scenarios_of(call)
    for one in kept:
        if (one.title, one.limits) == (title, limits.document()):
            return one
    if len(kept) >= MAX_SCENARIOS:
        raise Conflict(_("At most %(most)s scenarios are kept. Remove one first.", most=MAX_SCENARIOS))
    made = Scenario(call_id=call.id, title=title, limits=limits.document(), made_by_id=actor.id, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    _note("scenario.kept", made, actor)
    return made


def remove_scenario(*, call: Call, scenario_id: uuid.UUID, actor: Person) -> Scenario | None:
    """Show a scenario no more and return it; a second time does nothing.

    Raise as `keep_scenario` does, NotFound for none.
    """
    call = _locked(call, actor)
    scenario = scenario_in(call, scenario_id)
    if scenario.removed_at is not None:
        return None
    scenario.removed_at = clock.now()
    db.session.flush()
    _note("scenario.removed", scenario, actor)
    return scenario


def adopt_scenario(*, call: Call, scenario_id: uuid.UUID, actor: Person) -> Scenario:
    """Begin an amendment of the rules with the limits of a scenario; a second time does nothing.

    What was announced may only grow once all have applied, so one that narrows it is looked at and never adopted.
    Raise Conflict for such a one, while another amendment is being prepared, and as `keep_scenario` does.
    """
    call = _locked(call, actor)
    scenario = scenario_in(call, scenario_id)
    if scenario.adopted_at is not None:
        return scenario
    rules, limits = rules_of(call), Limits.read(scenario.limits)
    if not limits.fits(rules.funding) or narrower(limits, rules.funding):
        raise Conflict(_("What was announced can only grow: fewer places, less money or other sums are not adopted."))
    amended = rules.model_copy(update={"funding": limits.of_rules(rules.funding)})
    amended = Rules.model_validate(dump(amended))
    if digest(amended) == call.rules_digest:
        raise Conflict(_("These are the limits that the rules have already."))
    calls.begin_amendment_with(call=call, rules=amended, reason=scenario.title, actor=actor)
    scenario.adopted_at = clock.now()
    db.session.flush()
    _note("scenario.adopted", scenario, actor)
    return scenario


def scenario_in(call: Call, scenario_id: uuid.UUID) -> Scenario:
    """Return a scenario of a call; raise NotFound."""
    scenario = db.session.get(Scenario, scenario_id)
    if scenario is None or scenario.call_id != call.id:
        raise NotFound
    return scenario


def _locked(call: Call, actor: Person) -> Call:
    call = calls.lock(call.id, exclusive=True)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Other limits are tried while the committee deliberates."))
    require_impartial(call, actor)
    return call


def _note(action: str, scenario: Scenario, actor: Person) -> None:
    details = {"scenario": scenario.id.hex}
    record(action=action, subject=scenario, actor=actor, call_id=scenario.call_id, details=details)
