"""What a reader may take along of a call, a part at a time: the same that its pages show them at this moment."""

from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import attachments_in
from grants.applications.reading import Content, content_of
from grants.applications.redactions import all_for_evaluators
from grants.applications.stretches import BLIND_ORDER, ORDER, PAGE, Order
from grants.calls.models import Call
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.evaluation.models import Declaration
from grants.evaluation.policies import OPEN, OUT_OF_JUDGEMENT, SHOWN
from grants.evaluation.standings import judged_in, own_to, standing_to


@dataclass(frozen=True)
class Taken:
    """Hold the applications of one part beside what their reader sees of them."""

    contents: list[tuple[Application, Content]]
    part: int
    parts: int


def parts_for(person: Person, call: Call, *, official: bool) -> int:
    """Return in how many parts of PAGE applications a call is taken along; 0 when nothing is open to the reader."""
    found = _open_to(person, call, official=official).with_only_columns(Application.id).subquery()
    count = db.session.scalar(select(func.count()).select_from(found)) or 0
    return -(-count // PAGE)


def taken_by(person: Person, call: Call, part: int, *, official: bool) -> Taken:
    """Return a part of what is open to a reader; officials see it whole, evaluators without what is kept from them."""
    order: Order = BLIND_ORDER if rules_of(call).scoring.blind and not official else ORDER
    wanted = _open_to(person, call, official=official).options(joinedload(Application.organisation))
    wanted = wanted.order_by(*order).offset((part - 1) * PAGE).limit(PAGE)
    applications = list(db.session.scalars(wanted))
    contents = _whole(applications) if official else all_for_evaluators(applications)
    return Taken(list(zip(applications, contents, strict=True)), part, parts_for(person, call, official=official))


def _whole(applications: list[Application]) -> list[Content]:
    files = attachments_in([each.id for each in applications])
    return [content_of(each, linked=False, files=files[each.id]) for each in applications]


def _open_to(person: Person, call: Call, *, official: bool) -> Select[Application]:
    """Return a query of what a person may read: never what is their own or in conflict with them."""
    if not official:
        judged = judged_in([call], person, select(Application))
        return judged.where(standing_to(person, [call], rules_of_each([call])).in_(OPEN))
    in_conflict = exists().where(
        Declaration.application_id == Application.id, Declaration.evaluator_id == person.id, Declaration.conflict
    )
    sent = select(Application).where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT))
    return sent.where(~own_to(person), ~in_conflict) if call.stage in SHOWN else sent.where(Application.id.is_(None))
