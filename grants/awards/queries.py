"""The ranking as the site has it, built from rows by the same function as everywhere, and the decisions made of it."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, lazyload, selectinload

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.policies import UNSENT
from grants.awards.deciding.departures import departures_of
from grants.awards.deliberation.agreed import consensus_of, consensus_on
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.deliberation.sealing import opened_among, require_unsealed
from grants.awards.letters.queries import is_told
from grants.awards.models import RANKED, Decision, Outcome, TieOrder
from grants.awards.ranking import Entry, Placement, Tie, rank
from grants.awards.ranking import Sheet as Marks
from grants.awards.reckoning import reckon
from grants.awards.standing import FullStanding, Listed
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.models import CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import is_own
from grants.evaluation.queries import checks_for, checks_of, conflicts_of, sheets_of
from grants.web.slots import PERSON

MOST_SHOWN = 50
"""How many decisions or calls a start page looks at."""

# Statements that the public page of the results and start pages ask are built once: building takes as long as asking.
_SENT = select(Application.id).where(Application.call_id == bindparam("call_id"))
_JUDGED = select(
    or_(
        exists().where(CheckAnswer.application_id.in_(_SENT)),
        exists().where(Sheet.application_id.in_(_SENT), Sheet.state == SheetState.SUBMITTED),
    )
)
_MADE = select(Decision).where(Decision.call_id == bindparam("call_id")).order_by(Decision.sequence, Decision.id)
_TOLD = _MADE.where(is_told())
_LAST_TOLD = (
    select(func.max(Decision.sequence))
    .where(Decision.application_id == Application.id, is_told())
    .correlate(Application)
    .scalar_subquery()
)
_TOLD_TO = (
    select(Decision, Application)
    .join(Application, Application.id == Decision.application_id)
    .join(Application.call)
    .join(ApplicationMember, ApplicationMember.application_id == Application.id)
    .where(ApplicationMember.person_id == PERSON, ApplicationMember.works, Decision.sequence == _LAST_TOLD)
    .options(contains_eager(Application.call))
    .order_by(Decision.confirmed_at.desc(), Decision.id)
    .limit(MOST_SHOWN)
)


def standing_of(
    call: Call,
    *,
    barred: Mapping[uuid.UUID, set[uuid.UUID]] | None = None,
    instead: Mapping[uuid.UUID, Callable[[Entry], Entry]] | None = None,
) -> FullStanding:
    """Rank the applications of a call and keep them at hand; eight statements, whatever their number.

    `barred` adds conflicts of interest, people by application, to see what the ranking would be with them; `instead`
    changes what was judged of an application, to see what it would be then.

    Every ranking is made here, so raising Sealed while the marks are sealed keeps them from every page and command.
    """
    require_unsealed(call)
    rules, applications = rules_of(call), sent_in(call)
    checks, sheets, conflicts = checks_of(call.id), sheets_of(call.id), conflicts_of(call.id)
    for application_id, people in (barred or {}).items():
        conflicts[application_id] = conflicts.get(application_id, set()) | people
    agreed = consensus_of(call)
    entries = {
        one.reference or "": entry_of(
            one,
            checks.get(one.id, {}),
            sheets.get(one.id, []),
            conflicts.get(one.id, set()),
            agreed.get(one.id, {}),
        )
        for one in applications
    }
    entries |= (
        {
            one.reference or "": instead[one.id](entries[one.reference or ""])
            for one in applications
            if one.id in (instead or {})
        }
        if instead
        else {}
    )
    ties = ties_of(call)
    reckoning = reckon(rules, entries.values(), [Tie(tuple(tie.references), tuple(tie.order)) for tie in ties])
    by_reference = dict(zip(entries, applications, strict=True))
    listed = {reference: Listed.of(one) for reference, one in by_reference.items()}
    departures = departures_of(call)
    return FullStanding(call, rules, reckoning, listed, ties, conflicts, departures, by_reference, entries)


def entry_of(
    application: Application,
    checks: Mapping[str, CheckAnswer],
    sheets: Collection[Sheet],
    conflicts: Collection[uuid.UUID],
    consensus: Mapping[str, ConsensusMark],
) -> Entry:
    """Return an application with its checks and sheets as the decision core reads it; raise ValueError for a draft."""
    if application.reference is None or application.submitted_at is None:
        raise ValueError("a draft is not ranked")
    return Entry(
        reference=application.reference,
        requested=application.requested or Decimal(0),
        submitted_at=application.submitted_at,
        withdrawn=application.state is ApplicationState.WITHDRAWN,
        answers=application.answers,
        checks={code: check.answer.value for code, check in checks.items()},
        sheets=tuple(
            Marks({code: Decimal(mark) for code, mark in sheet.marks.items()}, sheet.evaluator_id in conflicts)
            for sheet in sheets
        ),
        consensus={code: Decimal(one.mark) for code, one in consensus.items() if one.mark is not None},
    )


def placement_on(application: Application, rules: Rules) -> Placement:
    """Return the figures of one application without a rank, which only all together give; four statements."""
    return figures_of(entry_on(application), rules)


def entry_on(application: Application) -> Entry:
    """Return one application as the decision core reads it; four statements."""
    sheets = select(Sheet).where(
        Sheet.application_id == application.id, Sheet.state == SheetState.SUBMITTED, Sheet.set_aside_at.is_(None)
    )
    conflicts = select(Declaration.evaluator_id).where(
        Declaration.application_id == application.id, Declaration.conflict
    )
    return entry_of(
        application,
        checks_for([application.id]).get(application.id, {}),
        list(db.session.scalars(sheets)),
        set(db.session.scalars(conflicts)),
        consensus_on(application),
    )


def figures_of(entry: Entry, rules: Rules) -> Placement:
    """Return the means, total and outcome of one entry alone, without a rank."""
    return replace(rank(rules, [entry]).placements[0], rank=None)


def sent_in(call: Call) -> list[Application]:
    """Return what was sent in to a call with members and parties, in the order of submission; three statements."""
    member = selectinload(Application.memberships).joinedload(ApplicationMember.person).options(lazyload(Person.roles))
    parties = selectinload(Application.parties).lazyload(Person.roles)
    found = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(UNSENT))
        .options(joinedload(Application.organisation), member, parties)
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(found))


def ties_of(call: Call) -> list[TieOrder]:
    """Return the orders the committee gave to equals, the newest first, so that a later one corrects an earlier."""
    orders = select(TieOrder).where(TieOrder.call_id == call.id)
    return list(db.session.scalars(orders.order_by(TieOrder.recorded_at.desc(), TieOrder.id)))


def holds_everything(call: Call) -> bool:
    """Tell whether every application that came in to a call is held, and not only what was published of it.

    What took its applications here holds them all, and so does a file with checks or marks.
    """
    return call.receipts_root is not None or is_judged(call)


def is_judged(call: Call) -> bool:
    """Tell whether any check or mark of a call is held, so that something can follow from it."""
    return bool(db.session.scalar(_JUDGED, {"call_id": call.id}))


def decisions_of(call: Call, *, told: bool = False) -> dict[uuid.UUID, Decision]:
    """Return the decision in force on each application of a call; with `told` the last that its applicant knows of."""
    made = db.session.scalars(_TOLD if told else _MADE, {"call_id": call.id})
    return {decision.application_id: decision for decision in made}


def missing_figures(call: Call, decisions: Mapping[uuid.UUID, Decision]) -> dict[str, Placement]:
    """Return the placements by reference where decisions came from a file without the rank and total they have."""
    ranked = (one for one in decisions.values() if one.outcome in RANKED)
    lacking = bool(rules_of(call).criteria) and any(one.rank is None for one in ranked)
    return standing_of(call).placements if lacking else {}


def ranked_in(call: Call) -> int:
    """Return how many applications have a place in the ranking by the decisions in force."""
    return sum(one.outcome in RANKED for one in decisions_of(call, told=True).values())


def awarded_in(call_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[int, Decimal]]:
    """Return how many projects were awarded in each of these calls, and with how much together."""
    later = aliased(Decision)
    overtaken = exists().where(later.application_id == Decision.application_id, later.sequence > Decision.sequence)
    query = (
        select(Decision.call_id, func.count(), func.sum(Decision.amount))
        .where(Decision.call_id.in_(call_ids), Decision.outcome == Outcome.AWARDED, ~overtaken)
        .group_by(Decision.call_id)
    )
    return {call_id: (count, awarded or Decimal(0)) for call_id, count, awarded in db.session.execute(query)}


def decision_on(application: Application) -> Decision | None:
    """Return the decision in force on an application, if there is one."""
    made = select(Decision).where(Decision.application_id == application.id).order_by(Decision.sequence.desc())
    return db.session.scalars(made.limit(1)).first()


def decisions_on(application: Application) -> list[Decision]:
    """Return every decision there ever was on an application, the first first."""
    made = select(Decision).where(Decision.application_id == application.id).order_by(Decision.sequence)
    return list(db.session.scalars(made))


def placement_by_rules(application: Application) -> Placement:
    """Return what the rules alone make of an application, with its rank; raise NotFound for what was never sent in."""
    placement = standing_of(application.call).by_rules.get(application.reference or "")
    if placement is None:
        raise NotFound
    return placement


def decision_known_to(person: Person, application: Application) -> Decision | None:
    """Return the decision on an application that a person may know of: of their own, the one that was told."""
    return told_decision_on(application) if is_own(person, application) else decision_on(application)


def told_among(application_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return of some applications those whose applicants know a decision."""
    told = select(Decision.application_id).where(Decision.application_id.in_(application_ids), is_told())
    return set(db.session.scalars(told))


def told_decision_on(application: Application) -> Decision | None:
    """Return the decision on an application that its applicant knows of: the last one whose letter was sent."""
    made = select(Decision).where(Decision.application_id == application.id, is_told())
    return db.session.scalars(made.order_by(Decision.sequence.desc()).limit(1)).first()


def decisions_for(person: Person) -> list[tuple[Decision, Application]]:
    """Return the newest decisions told on applications a person works on, the last of each, with its call."""
    return list(db.session.execute(_TOLD_TO, {"person_id": person.id}).all())


def calls_to_deliberate(person: Person) -> list[Call]:
    """Return the calls whose ranking lies before a member of the committee, not those whose marks are sealed."""
    _organisers, seats = places(person, RoleKind.EVALUATOR)
    if not seats:
        return []
    deliberated = select(Call).where(Call.id.in_(seats), Call.stage == Stage.DELIBERATION)
    calls = list(db.session.scalars(deliberated.order_by(Call.closes_at, Call.id).limit(MOST_SHOWN)))
    opened = opened_among(calls)
    return [call for call in calls if call.id in opened]
