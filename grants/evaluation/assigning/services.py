"""Assign by hand or by a plan, and keep what members prefer and wish."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from flask_babel import gettext as _
from sqlalchemy import delete, select, tuple_

from grants import clock
from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.applications.services.locking import lock
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.evaluation import policies
from grants.evaluation.assigning import notices, queries
from grants.evaluation.assigning.models import ApplicationWish, Assignment, Preference
from grants.evaluation.assigning.planning import Asked, plan_for
from grants.evaluation.assigning.policies import ASSIGNABLE, PREFERABLE, may_wish, themes_of
from grants.evaluation.assigning.situation import Situation, situation_of
from grants.evaluation.assignment.task import Pair, Wish
from grants.evaluation.interests.queries import has_conflict_in, has_own_in
from grants.journal.services import record

Item = TypeVar("Item")
AT_ONCE = 500
MAX_TAKEN = 10_000
"""How many applications a member may say they take at most."""


def assign_by_hand(
    *, call: Call, shown: Collection[Pair], chosen: Collection[Pair], seen: str, actor: Person
) -> Situation:
    """Give the chosen ones of the shown pairs and take away the others; what is not shown stays as it is.

    `seen` is the digest of the situation of these applications that the form showed. The same choice again changes
    nothing. Raise Conflict when the call does not assign now, Forbidden for an official with an application of their
    own, Stale when it has changed since, Invalid for a pair that cannot be.
    """
    call = _assignable(call, actor)
    situation = situation_of(call)
    applications = {application for application, _evaluator in shown}
    wanted, mine = set(chosen), set(shown)
    if wanted == situation.held & mine:
        return situation
    if seen != situation.digest(applications):
        raise Stale(_("The assignments of these applications were changed meanwhile. Look at your choice again."))
    _require_possible(situation, mine, wanted)
    added = wanted - situation.held
    removed = (situation.kept & mine) - wanted
    touched = {application for application, _evaluator in added | removed}
    void = {pair for pair in situation.given - situation.held if pair[0] in touched}
    _store(call, added, removed | void, actor)
    return situation


def apply_plan(*, call: Call, asked: Asked, digest: str, actor: Person) -> int:
    """Assign exactly as a preview showed, and return how many pairs are new.

    A plan that holds already changes nothing. Raise Conflict when the call does not assign now, Forbidden for an
    official with an application of their own, Stale when the plan is another by now; see `require_near_known`.
    """
    require_near_known(call, asked, actor)
    before = situation_of(call)
    plan = plan_for(call, before, asked)  # computed before anybody has to wait for the lock
    call = _assignable(call, actor)
    situation = situation_of(call)
    if situation.digest() != before.digest():
        plan = plan_for(call, situation, asked)
    if plan.digest != digest:
        raise Stale(_("Something has changed since this plan was shown. Look at the new one."))
    void = situation.given - situation.held
    _store(call, set(plan.added), set(plan.removed) | void, actor)
    return len(plan.added)


def require_near_known(call: Call, asked: Asked, actor: Person) -> None:
    """Refuse to tell which applications are near a line where that would tell of marks what the actor may not know.

    Raise Forbidden for who scores in the call, whose own marks may still be to come, and for who declared a conflict in
    it. Others learn which are near, never how near, even where two officials open the marks.
    """
    if asked.near is None:
        return
    if policies.is_evaluator(actor, call):
        raise Forbidden(_("You score in this call: somebody else looks at what is near the line."))
    if has_conflict_in(actor, call):
        raise Forbidden(_("You declared a conflict in this call: somebody else looks at what is near the line."))


def keep_preference(
    *, call: Call, actor: Person, most: int | None, themes: Collection[str], languages: Collection[str]
) -> Preference:
    """Keep how many applications a member takes at most, and in what they are at home; the same again changes nothing.

    Raise Forbidden without a seat, Conflict when it is too late, Invalid for more than MAX_TAKEN or what the rules do
    not know.
    """
    call = calls.lock(call.id, exclusive=True)
    _require_member(call, actor)
    if call.stage not in PREFERABLE:
        raise Conflict(_("What members prefer is said until the sheets are closed."))
    if most is not None and not 0 <= most <= MAX_TAKEN:
        words = _("Type a number from 0 to %(most)s.", most=MAX_TAKEN)
        raise Invalid(words, {"most": words})
    rules = rules_of(call)
    if not set(themes) <= {theme.code for theme in themes_of(rules)} or not set(languages) <= set(rules.languages):
        raise Invalid(_("Choose from what is offered."))
    stated = queries.preference_of(actor, call) or Preference(call_id=call.id, evaluator_id=actor.id)
    said = (most, sorted(set(themes)), sorted(set(languages)))
    if stated in db.session and (stated.most, stated.themes, stated.languages) == said:
        return stated
    stated.most, stated.themes, stated.languages = said
    db.session.add(stated)
    db.session.flush()
    record(action="preference.stated", subject=stated, actor=actor, call_id=call.id, details={"most": most})
    return stated


def keep_wish(*, application: Application, actor: Person, wish: Wish | None) -> None:
    """Keep how gladly a member would score an application, or that they say nothing; the same again changes nothing.

    Raise Forbidden for who does not judge it, Conflict when it is too late.
    """
    call = lock(application)
    _require_member(call, actor)
    if not policies.may_judge(actor, application):
        raise Forbidden(_("You do not judge this application."))
    if not may_wish(call):
        raise Conflict(_("Wishes are said while the call is checked."))
    stated = queries.wishes_of(actor, [application.id]).get(application.id)
    if wish is None:
        if stated is not None:
            db.session.delete(stated)
    elif stated is None:
        db.session.add(ApplicationWish(application_id=application.id, evaluator_id=actor.id, wish=wish))
    else:
        stated.wish = wish
    db.session.flush()


def _assignable(call: Call, actor: Person) -> Call:
    call = calls.lock(call.id, exclusive=True)
    if not policies.assigns(rules_of(call)) or call.stage not in ASSIGNABLE:
        raise Conflict(_("Members are assigned from the checks on until the sheets are closed."))
    if has_own_in(actor, call):
        raise Forbidden(_("You have an application of your own in this call: somebody else assigns who scores."))
    return call


def _require_member(call: Call, actor: Person) -> None:
    if not policies.is_evaluator(actor, call) or not policies.assigns(rules_of(call)):
        raise Forbidden(_("You do not score in this call."))


def _require_possible(situation: Situation, shown: set[Pair], chosen: set[Pair]) -> None:
    known = {(application, evaluator) for application, evaluator in shown if application in situation.places}
    if not chosen <= known or any(evaluator not in situation.seated for _application, evaluator in chosen):
        raise Invalid(_("Choose among the members and applications that are shown."))
    if chosen & situation.aside:
        raise Invalid(_("Nobody is given an application of their own or one with which they have a conflict."))
    if (situation.settled & shown) - chosen:
        raise Invalid(_("A sheet that is begun is not taken away from who began it."))


def _store(call: Call, added: AbstractSet[Pair], removed: AbstractSet[Pair], actor: Person) -> None:
    """Store the change, with an entry in the journal for each application and a message for each member given more."""
    if removed:
        pairs = tuple_(Assignment.application_id, Assignment.evaluator_id)
        for part in _parts(sorted(removed)):
            db.session.execute(delete(Assignment).where(pairs.in_(part)))
    now = clock.now()
    new = [
        Assignment(application_id=application, evaluator_id=evaluator, assigned_by_id=actor.id, assigned_at=now)
        for application, evaluator in sorted(added)
    ]
    db.session.add_all(new)
    db.session.flush()
    _record(call, added, removed, actor)
    _tell(call, new)


def _record(call: Call, added: AbstractSet[Pair], removed: AbstractSet[Pair], actor: Person) -> None:
    changed: dict[uuid.UUID, dict[str, list[uuid.UUID]]] = defaultdict(lambda: {"added": [], "removed": []})
    for what, pairs in (("added", added), ("removed", removed)):
        for application_id, evaluator_id in sorted(pairs):
            changed[application_id][what].append(evaluator_id)
    for part in _parts(sorted(changed)):
        for application in db.session.scalars(select(Application).where(Application.id.in_(part))):
            record(
                action="assignment.changed",
                subject=application,
                actor=actor,
                call_id=call.id,
                details=changed[application.id],
            )


def _tell(call: Call, new: Collection[Assignment]) -> None:
    by_person: dict[uuid.UUID, list[Assignment]] = defaultdict(list)
    for each in new:
        by_person[each.evaluator_id].append(each)
    people = people_by_id(by_person)
    for person_id in sorted(by_person):
        notices.assigned(call, people[person_id], by_person[person_id])


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Split what is asked of the database at once."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
