"""Who may read the sheets of an application, talk about it and record on what the committee agreed."""

from grants.accounts.models import Person, Seat
from grants.applications.models import Application
from grants.applications.policies import UNSENT
from grants.awards.deliberation.sealing import are_open
from grants.awards.stakes import has_own_in
from grants.calls.models import Stage
from grants.calls.policies import may_assist, may_read_office
from grants.calls.queries import rules_of
from grants.evaluation.models import SheetState
from grants.evaluation.policies import is_evaluator, seat_of
from grants.evaluation.queries import sheet_of, stands_aside


def may_read_marks(person: Person, application: Application) -> bool:
    """Let officials, auditors and the committee read the sheets once marks are open, and some while all score.

    Where the rules say so, an evaluator reads those of others once the own one is submitted.
    """
    call = application.call
    if are_open(call):
        reads = may_read_office(person, call) or is_evaluator(person, call)
    else:
        reads = _shares_sheets(person, application)
    return reads and application.state not in UNSENT and not stands_aside(person, application)


def _shares_sheets(person: Person, application: Application) -> bool:
    """Tell whether an evaluator sees submitted sheets of others while the call is scored, having submitted the own."""
    call = application.call
    shared = call.stage is Stage.SCORING and rules_of(call).scoring.marks_open == "own_sheet"
    if not (shared and is_evaluator(person, call)):
        return False
    sheet = sheet_of(person, application)
    return sheet is not None and sheet.state is SheetState.SUBMITTED


def may_talk(person: Person, application: Application) -> bool:
    """Let the committee and officials who assist it talk about an application until it is decided."""
    call = application.call
    takes_part = is_evaluator(person, call) or may_assist(person, call)
    return takes_part and call.stage is Stage.DELIBERATION and may_read_marks(person, application)


def may_agree(person: Person, application: Application) -> bool:
    """Let the chair and officials record on what the committee agreed; nobody with an application in the call."""
    call = application.call
    records = may_assist(person, call) or seat_of(person, call) is Seat.CHAIR
    joint = rules_of(call).scoring.method == "joint"
    return records and not joint and may_talk(person, application) and not has_own_in(call, person)
