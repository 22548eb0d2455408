"""Who may check, declare and score. A conflict of interest and an application of one's own beat every role."""

from collections.abc import Mapping
from enum import StrEnum

from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.policies import active_roles, holds
from grants.applications.models import Application, ApplicationState
from grants.applications.policies import UNSENT, ever_worked_on
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.calls.rules.document import Rules
from grants.evaluation.models import Answer, CheckAnswer

OUT_OF_JUDGEMENT = UNSENT | {ApplicationState.WITHDRAWN}
DECLARABLE = frozenset({Stage.CHECKING, Stage.SCORING})
JUDGEABLE = frozenset({ApplicationState.CHECKED, ApplicationState.SCORED})
SHOWN = DECLARABLE | {Stage.DELIBERATION, Stage.DECIDED, Stage.RESULTS_PUBLISHED}
"""When the committee sees what was sent in: never while applications may still arrive."""
OFFICIALS_DECLARE = SHOWN
"""While officials declare: from the checks on, for as long as minutes are kept and letters signed; some come late."""
NOTABLE = SHOWN - {Stage.RESULTS_PUBLISHED}
"""While evaluators write notes for themselves: until the results are out and the notes are deleted."""
BEFORE_SCORING = frozenset({Stage.DRAFT, Stage.PUBLISHED, Stage.CHECKING})
INVITING = frozenset({Stage.DRAFT, Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION})
"""While a committee can still be completed: until it has decided."""


class Standing(StrEnum):
    """Name what an application is to one evaluator now."""

    OWN = "own"
    CONFLICT = "conflict"
    INELIGIBLE = "ineligible"
    UNDECLARED = "undeclared"
    HELD = "held"
    """Declared and still closed: in a blind call everything opens together; see `standings.standing_to`."""
    READABLE = "readable"
    """Open to read, with nothing to score: not yet, not any more, or somebody else enters the sheet."""
    UNASSIGNED = "unassigned"
    """Scored by others: closed until the sheets are."""
    TO_SCORE = "to_score"
    SUBMITTED = "submitted"


OPEN = frozenset({Standing.READABLE, Standing.TO_SCORE, Standing.SUBMITTED})
"""The standings in which an evaluator may read the application."""
NOTED = OPEN | {Standing.UNDECLARED}
"""The standings in which an evaluator may note something about the application for themselves."""


def is_evaluator(person: Person | None, call: Call) -> bool:
    """Tell whether a person sits in the committee of the call; a role in the organiser alone does not do."""
    return holds(person, RoleKind.EVALUATOR, call_id=call.id)


def seat_of(person: Person, call: Call) -> Seat | None:
    """Return the seat a person holds in the committee of the call today."""
    seats = (role.seat for role in active_roles(person) if role.call_id == call.id)
    return next((seat for seat in seats if seat is not None), None)


def enters_sheets(seat: Seat | None, rules: Rules) -> bool:
    """Tell whether who has this seat fills in sheets: every member, or the chair alone for the whole committee."""
    if not rules.criteria:
        return False
    return seat is Seat.CHAIR if rules.scoring.method == "joint" else seat is not None


def assigns(rules: Rules) -> bool:
    """Tell whether each application is scored by some of the committee, whom an official assigns, and not by all."""
    scoring = rules.scoring
    return bool(rules.criteria) and scoring.method != "joint" and scoring.evaluators_per_application is not None


def is_own(person: Person, application: Application) -> bool:
    """Tell whether a person ever worked on the application, entered its applicant or confirmed it as a party.

    They never judge it. Who entered a body with the same registration number elsewhere belongs to it too. A party
    counts once it has confirmed by its own link, so that nobody keeps an evaluator away by typing an address.
    """
    return ever_worked_on(person, application) or _is_of(person, application) or _confirmed(person, application)


def _confirmed(person: Person, application: Application) -> bool:
    return any(party.id == person.id for party in application.parties)


def _is_of(person: Person, application: Application) -> bool:
    organisation = application.organisation
    if organisation is None:
        return False
    return has_entered(person, organisation.registration_number) or organisation.created_by_id == person.id


def has_entered(person: Person, registration_number: str | None) -> bool:
    """Tell whether a person entered a body with a registration number as an applicant anywhere."""
    return bool(registration_number) and any(one.registration_number == registration_number for one in person.entered)


def is_eligible(checks: Mapping[str, CheckAnswer]) -> bool:
    """Tell whether no administrative criterion was answered with no."""
    return all(check.answer is not Answer.NO for check in checks.values())


def may_check(person: Person, application: Application) -> bool:
    """Let officials answer the administrative criteria of every application but their own."""
    return may_assist(person, application.call) and not is_own(person, application)


def is_checkable(application: Application) -> bool:
    """Tell whether administrative criteria are answered now: while the call is checked, for what was not withdrawn."""
    return application.call.stage is Stage.CHECKING and application.state not in OUT_OF_JUDGEMENT


def may_see(person: Person | None, application: Application) -> bool:
    """Let evaluators know that an application is there, once nothing more can arrive; drafts never show."""
    shown = application.call.stage in SHOWN and application.state not in OUT_OF_JUDGEMENT
    return shown and is_evaluator(person, application.call)


def may_judge(person: Person, application: Application) -> bool:
    """Tell whether an evaluator's judgement of an application is possible at all, before any declaration."""
    return may_see(person, application) and not is_own(person, application)
