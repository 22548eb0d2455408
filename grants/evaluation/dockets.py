"""What lies before an evaluator, read: their calls, how many stand how in each, its applications by page, and one."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application, ApplicationState
from grants.applications.stretches import (
    BLIND_ORDER,
    ORDER,
    PAGE,
    WITHOUT_CONTENT,
    Order,
    Stretch,
    first_of,
    stretch_of,
)
from grants.calls.models import Call
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.errors import Conflict, NotFound
from grants.evaluation.docket import Docket, Item, Tally
from grants.evaluation.policies import OPEN, SHOWN, Standing, assigns, is_evaluator, may_see
from grants.evaluation.queries import MAX_CALLS, declaration_of
from grants.evaluation.standings import Asked, judged_in, said_about, standing_to


def calls_of_evaluator(person: Person) -> list[Call]:
    """Return at most MAX_CALLS calls in whose committee a person sits today, the newest deadline first."""
    _organisers, calls = places(person, RoleKind.EVALUATOR)
    query = select(Call).where(Call.id.in_(calls)).order_by(Call.closes_at.desc(), Call.id)
    return list(db.session.scalars(query.limit(MAX_CALLS)))


def tally_of(person: Person, call: Call) -> Tally:
    """Return how many applications of a call stand how to an evaluator; see `tallies_of`."""
    return tallies_of(person, [call])[0]


def tallies_of(person: Person, calls: Collection[Call]) -> list[Tally]:
    """Return how many applications of each call stand how to an evaluator, in one statement beside the rules."""
    each = judged_in(calls, person, select(Application.call_id, _standing(person, calls).label("standing"))).subquery()
    counted = select(each.c.call_id, each.c.standing, func.count()).group_by(each.c.call_id, each.c.standing)
    counts: dict[uuid.UUID, dict[Standing, int]] = defaultdict(dict)
    for call_id, standing, count in db.session.execute(counted):
        counts[call_id][standing] = count
    return [Tally(call, counts[call.id]) for call in calls]


def docket_of(person: Person, call: Call, *, after: uuid.UUID | None = None, before: uuid.UUID | None = None) -> Docket:
    """Return a page of what an evaluator may judge in a call, beside a given application or the first.

    In a blind call these are the open ones and their own: what else there is has a name they know and no title. What
    others score is not among them.
    """
    judged = judged_in([call], person, select(Application))
    if _is_blind(call):
        judged = judged.where(_standing(person, [call]).in_(OPEN | {Standing.OWN}))
    elif assigns(rules_of(call)):
        judged = judged.where(_standing(person, [call]) != Standing.UNASSIGNED)
    return _docket(person, call, judged, after=after, before=before)


def undeclared_in(
    person: Person, call: Call, *, after: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> Docket:
    """Return a page of what waits for an evaluator's declaration, beside a given application or the first."""
    waiting = _standing_as(Standing.UNDECLARED, person, call, select(Application))
    return _docket(person, call, waiting, after=after, before=before)


def wishable_in(
    person: Person, call: Call, *, after: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> Stretch:
    """Return a page of the applications that an evaluator could be given, beside a given one or the first."""
    return stretch_of(_judgeable(person, call), call.id, after=after, before=before)


def judgeable(person: Person, call: Call, application_ids: Collection[uuid.UUID]) -> list[Application]:
    """Return which of some applications an evaluator could be given, at most a page of them."""
    wanted = _judgeable(person, call).where(Application.id.in_(application_ids))
    return list(db.session.scalars(wanted.order_by(*ORDER).limit(PAGE)))


def still_undeclared(person: Person, call: Call, application_ids: Collection[uuid.UUID]) -> list[Item]:
    """Return which of some applications of a call wait for an evaluator's declaration, in the order of submission."""
    waiting = _standing_as(Standing.UNDECLARED, person, call, select(Application))
    parties = selectinload(Application.parties).lazyload(Person.roles)
    whole = joinedload(Application.organisation), selectinload(Application.memberships), parties
    sent = waiting.where(Application.id.in_(application_ids)).options(*whole).order_by(*ORDER)
    return _items(person, call, list(db.session.scalars(sent)))


def next_to(standing: Standing, person: Person, call: Call, after: Application | None = None) -> uuid.UUID | None:
    """Return the first application that stands so to an evaluator after a given one, beginning anew after the last."""
    return first_of(_standing_as(standing, person, call, select(Application.id)), after, _order_of(call))


def to_fill_in(person: Person, call: Call, most: int) -> list[Item]:
    """Return at most so many applications of a call with a sheet of an evaluator's: what waits for it comes first."""
    standing = _standing(person, [call])
    wanted = judged_in([call], person, select(Application)).where(standing.in_([Standing.TO_SCORE, Standing.SUBMITTED]))
    in_order = wanted.order_by((standing == Standing.SUBMITTED), *_order_of(call)).options(*WITHOUT_CONTENT)
    return _items(person, call, list(db.session.scalars(in_order.limit(most))))


def on_paper(
    person: Person, call: Call, standings: Collection[Standing], most: int, *, only: Application | None = None
) -> list[Item]:
    """Return at most so many applications of a call that stand so to an evaluator, or one of them, to be printed."""
    wanted = judged_in([call], person, select(Application)).where(_standing(person, [call]).in_(standings))
    if only is not None:
        wanted = wanted.where(Application.id == only.id)
    in_order = wanted.order_by(*_order_of(call)).options(*WITHOUT_CONTENT).limit(most)
    return _items(person, call, list(db.session.scalars(in_order)))


def item_for(application_id: uuid.UUID, person: Person) -> Item:
    """Return an application with what an evaluator has said about it; raise NotFound unless they may see it.

    Of a blind call they see none that is not open to them, unless they closed it themselves. Raise Withdrawn for one
    that was open to them until its applicant took it back.
    """
    wanted = select(Application).where(Application.id == application_id)
    whole = joinedload(Application.call), joinedload(Application.organisation)
    application = db.session.scalars(wanted.options(*whole)).one_or_none()
    items = _items(person, application.call, [application]) if application and may_see(person, application) else []
    if application is not None and not items and _was_open(application, person):
        raise Withdrawn(application)
    if not items or (_is_blind(items[0].application.call) and items[0].standing in NAMELESS):
        raise NotFound
    return items[0]


class Withdrawn(Conflict):
    """Refuse to go on with an application that was taken back while somebody judged it."""

    def __init__(self, application: Application) -> None:
        super().__init__(_("This application was withdrawn: nothing of it is judged any more."))
        self.application = application


def _was_open(application: Application, person: Person) -> bool:
    """Tell whether an application was taken back that an evaluator had declared no conflict about."""
    if application.state is not ApplicationState.WITHDRAWN or not is_evaluator(person, application.call):
        return False
    declaration = declaration_of(person, application)
    return application.call.stage in SHOWN and declaration is not None and not declaration.conflict


NAMELESS = frozenset({Standing.UNDECLARED, Standing.HELD, Standing.INELIGIBLE})
"""The standings in which a member of a blind committee knows an applicant, and no application."""


def _is_blind(call: Call) -> bool:
    return rules_of(call).scoring.blind


def _order_of(call: Call) -> Order:
    return BLIND_ORDER if _is_blind(call) else ORDER


def _judgeable(person: Person, call: Call) -> Select[Application]:
    out = (Standing.OWN, Standing.CONFLICT, Standing.INELIGIBLE)
    return judged_in([call], person, select(Application)).where(_standing(person, [call]).not_in(out))


def _docket(
    person: Person,
    call: Call,
    wanted: Select[Application],
    *,
    after: uuid.UUID | None = None,
    before: uuid.UUID | None = None,
) -> Docket:
    stretch = stretch_of(wanted, call.id, after=after, before=before, order=_order_of(call))
    return Docket(stretch, _items(person, call, stretch.items))


def _items(person: Person, call: Call, applications: list[Application]) -> list[Item]:
    """Put beside each application what an evaluator has said about it, without what was withdrawn this moment."""
    known = said_about(applications, person, call, rules_of_each([call]))
    return [Item(each, *known[each.id]) for each in applications if each.id in known]


def _standing_as(standing: Standing, person: Person, call: Call, wanted: Asked) -> Asked:
    return judged_in([call], person, wanted).where(_standing(person, [call]) == standing)


def _standing(person: Person, calls: Collection[Call]) -> ColumnElement[Standing]:
    return standing_to(person, calls, rules_of_each(calls))
