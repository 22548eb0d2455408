"""How far each member is and what is left, for officials; and what is left for one member, for themselves."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Subquery, case, exists, func, select

from grants.accounts.models import Person, Role
from grants.accounts.policies import today
from grants.applications.models import Application, Attachment
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.evaluation import committees
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet
from grants.evaluation.pace import workload
from grants.evaluation.pace.models import SeatPace
from grants.evaluation.pace.workload import Load
from grants.evaluation.policies import DECLARABLE, OUT_OF_JUDGEMENT, Standing
from grants.evaluation.standings import Asked, judged_in, standing_to
from grants.web.filters import zone


@dataclass(frozen=True)
class Line:
    """Tell how far one member is, in sheets, days and minutes; `whole` and `minutes` are of everything and the rest."""

    role: Role
    submitted: int
    expected: int
    undeclared: int
    active_on: date | None
    minutes: int
    per_day: int
    """How many sheets a day the rest needs until the due date."""
    hours: int | None
    """What the member offers for the whole evaluation."""
    whole: int
    lags: bool
    reminded_on: date | None

    @property
    def left(self) -> int:
        """Return how many sheets are not submitted."""
        return max(self.expected - self.submitted, 0)

    @property
    def is_too_much(self) -> bool:
        """Tell whether everything takes longer than the member offers."""
        return self.hours is not None and self.whole > self.hours * 60


def board_of(call: Call) -> list[Line]:
    """Return how far each member is who fills in sheets, in a constant number of statements."""
    rules, seats, day = rules_of(call), committees.taken_seats(call.id), today()
    due = rules.schedule.evaluation_due_at.astimezone(zone()).date()
    load, paces = _load(call), paces_of([seat.id for seat in seats])
    undeclared, active = committees.undeclared_of(call, rules, seats, load.applications), _active(call)
    lines = []
    for each in committees.progress_of(call.id, rules, seats):
        pace, person_id = paces.get(each.role.id), each.role.person_id
        left = max(each.expected - each.submitted, 0)
        since = max(each.role.starts_on, call.closes_at.astimezone(zone()).date())
        lines.append(
            Line(
                role=each.role,
                submitted=each.submitted,
                expected=each.expected,
                undeclared=undeclared[person_id],
                active_on=active.get(person_id),
                minutes=load.minutes_of_some(left, len(rules.criteria)),
                whole=load.minutes_of_some(each.expected, len(rules.criteria)),
                per_day=workload.per_day(left, day, due),
                hours=pace.hours if pace else None,
                lags=call.stage is Stage.SCORING
                and workload.lags(left=left, expected=each.expected, since=since, today=day, due=due),
                reminded_on=pace.reminded_on if pace else None,
            )
        )
    return lines


def lagging_in(call: Call) -> list[Line]:
    """Return the members who lag, or have declarations open while the call is checked."""
    if call.stage not in DECLARABLE:
        return []
    if call.stage is Stage.CHECKING:
        return [line for line in board_of(call) if line.undeclared]
    return [line for line in board_of(call) if line.lags]


def left_for(person: Person, call: Call) -> int:
    """Return about how many minutes a member needs for what waits for their marks."""
    waiting = judged_in([call], person, _added_up(call))
    waiting = waiting.where(standing_to(person, [call], rules_of_each([call])) == Standing.TO_SCORE)
    return _read(waiting).minutes(len(rules_of(call).criteria))


def paces_of(role_ids: list[uuid.UUID]) -> dict[uuid.UUID, SeatPace]:
    """Return what is kept about the pace of some seats, as it is now, by the id of the role."""
    kept = select(SeatPace).where(SeatPace.role_id.in_(role_ids)).execution_options(populate_existing=True)
    return {pace.role_id: pace for pace in db.session.scalars(kept)}


def _load(call: Call) -> Load:
    return _read(_eligible(call, _added_up(call)))


def _added_up(call: Call) -> Select[int, int | None, Any]:
    """Add up applications, their characters, and the pages of their files."""
    files = _file_pages(call)
    added = select(func.count(Application.id), func.sum(Application.characters), func.sum(files.c.pages))
    return added.select_from(Application).outerjoin(files, files.c.application_id == Application.id)


def _file_pages(call: Call) -> Subquery:
    pages = Attachment.size // workload.BYTES_OF_A_PAGE + 1
    capped = case((pages > workload.MAX_PAGES_OF_A_FILE, workload.MAX_PAGES_OF_A_FILE), else_=pages)
    kept = Attachment.removed_at.is_(None), ~Attachment.is_added
    counted = select(Attachment.application_id, func.sum(capped).label("pages")).join(Application)
    return counted.where(Application.call_id == call.id, *kept).group_by(Attachment.application_id).subquery()


def _read(added: Select[int, int | None, Any]) -> Load:
    applications, characters, pages = db.session.execute(added).one()
    return Load(applications, int(characters or 0), int(pages or 0))


def _active(call: Call) -> dict[uuid.UUID, date]:
    """Return the day on which each member last declared or saved something: a day, never the moment."""
    of_call = Application.call_id == call.id
    declared = select(Declaration.evaluator_id.label("person_id"), Declaration.declared_at.label("at"))
    saved = select(Sheet.evaluator_id, Sheet.saved_at).join(Application, Application.id == Sheet.application_id)
    declared = declared.join(Application, Application.id == Declaration.application_id).where(of_call)
    acts = declared.union_all(saved.where(of_call)).subquery()
    last = select(acts.c.person_id, func.max(acts.c.at)).group_by(acts.c.person_id)
    return {person_id: _day(at) for person_id, at in db.session.execute(last)}


def _day(at: datetime) -> date:
    return at.astimezone(zone()).date()


def _eligible(call: Call, wanted: Asked) -> Asked:
    failed = exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.answer == Answer.NO)
    return wanted.where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT), ~failed)
