"""Who may do what with an application. Everything follows from the members, the state and roles in the call.

An invitation is no membership: it gives no right, and takes none away, until it is accepted.
"""

from datetime import datetime

from grants import clock
from grants.accounts.models import Person
from grants.applications.barriers import is_barred
from grants.applications.models import Application, ApplicationMember, ApplicationState, Right
from grants.applications.workflow import WORKFLOW, Action
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.policies import may_assist, may_read_office

_ORDER = (Right.READ, Right.EDIT, Right.SIGN)
UNSENT = frozenset({ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED})
FINAL_STAGES = frozenset({Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED})
"""Stages of a call in which nothing can be withdrawn any more."""


def is_trial(application: Application) -> bool:
    """Tell whether an official only tries the form of a draft call: it goes when the call is published."""
    return application.call.stage is Stage.DRAFT


def may_try(person: Person, call: Call) -> bool:
    """Let those who prepare a draft apply in it, to see what applicants will see."""
    return call.stage is Stage.DRAFT and may_assist(person, call)


def right_of(person: Person, application: Application) -> Right | None:
    """Return the right a person holds as a member of the application, if any; a trial is its officials' alone."""
    if is_trial(application) and not may_try(person, application.call):
        return None
    return next((member.right for member in application.members if member.person_id == person.id), None)


def has_right(person: Person, application: Application, least: Right) -> bool:
    """Tell whether a person holds a right, or one that includes it, as a member, whatever the state allows now."""
    right = right_of(person, application)
    return right is not None and _ORDER.index(right) >= _ORDER.index(least)


def ever_worked_on(person: Person, application: Application) -> bool:
    """Tell whether a person is a member of the application or has been one."""
    return any(member.person_id == person.id and member.accepted_at is not None for member in application.memberships)


def may_lead(person: Person, application: Application) -> bool:
    """Let whoever leads an application decide who works on it."""
    return any(member.person_id == person.id and member.leads for member in application.members)


def may_end(person: Person, member: ApplicationMember, application: Application) -> bool:
    """Let whoever leads take people out and invitations back, and members leave; the lead stays."""
    itself = member.person_id == person.id and member.works
    return not member.leads and (itself or may_lead(person, application))


def can_be_filled_in(application: Application) -> bool:
    """Tell whether an application is a draft, or being changed, that its applicant may send in now; or a trial."""
    return is_filled_in(application) and (is_trial(application) or is_open(application))


def is_filled_in(application: Application) -> bool:
    """Tell whether an application is a draft, or was opened again to be changed."""
    return application.state is ApplicationState.DRAFT or application.change is not None


def takes_people(application: Application) -> bool:
    """Tell whether others can be invited to an application: while it is filled in, but not to a trial."""
    return can_be_filled_in(application) and not is_trial(application)


def late_from(application: Application) -> datetime:
    """Return the first moment at which its applicant is too late."""
    until = application.call.accepts_until
    return until if application.open_until is None else max(until, application.open_until)


def is_open(application: Application) -> bool:
    """Tell whether its applicant may submit now: while the call is open, or longer where a decision says so."""
    call, now = application.call, clock.now()
    if call.phase_at(now) is Phase.OPEN:
        return True
    until = application.open_until
    return call.stage is Stage.PUBLISHED and until is not None and now < until


def may_read(person: Person, application: Application) -> bool:
    """Let members read, and officials and auditors once nobody can apply any more; drafts are the members' own."""
    return right_of(person, application) is not None or may_read_officially(person, application)


def may_read_officially(person: Person, application: Application) -> bool:
    """Let officials and auditors of the call read what was sent in once it is opened, and a draft shown to them.

    Nobody does whom a barrier of a later stage keeps out, such as a conflict of interest.
    """
    is_opened = application.state not in UNSENT and not is_sealed(application)
    is_there = (is_opened or is_shown(application)) and may_read_office(person, application.call)
    return is_there and not is_barred(person, application)


def may_know_of(person: Person, application: Application) -> bool:
    """Let officials and auditors know of what was sent in: its number, applicant and time, whoever may read it."""
    return application.state not in UNSENT and may_read_office(person, application.call)


def may_look_at(person: Person, application: Application) -> bool:
    """Let officials and auditors open the page of what they know of, and of a draft that is shown them."""
    return may_know_of(person, application) or may_read_officially(person, application)


def may_find(person: Person, application: Application) -> bool:
    """Let members and officials follow the applicant's link to an application, each to a page of theirs."""
    return right_of(person, application) is not None or may_look_at(person, application)


def is_sealed(application: Application) -> bool:
    """Tell whether what was sent in is closed to everybody but its applicant."""
    return is_call_sealed(application.call)


def is_call_sealed(call: Call) -> bool:
    """Tell whether what is sent in to a call is closed to its officials: while somebody can still apply."""
    now = clock.now()
    is_late = call.extended_until is not None and now < call.extended_until
    return call.stage is Stage.PUBLISHED and (call.phase_at(now) is Phase.OPEN or is_late)


def is_shown(application: Application) -> bool:
    """Tell whether the applicant lets officials read a draft now."""
    is_lent = application.shown_until is not None and clock.now() < application.shown_until
    return is_lent and application.state is ApplicationState.DRAFT


def may_edit(person: Person, application: Application) -> bool:
    """Let members who may edit change a draft, or an application that was opened again."""
    return is_filled_in(application) and has_right(person, application, Right.EDIT)


def may_ask(person: Person, application: Application) -> bool:
    """Let members who may edit ask others to confirm, while it is filled in and until it is decided."""
    is_sent = application.state not in {*UNSENT, ApplicationState.WITHDRAWN, ApplicationState.DECIDED}
    return (can_be_filled_in(application) or is_sent) and has_right(person, application, Right.EDIT)


def may_return_copy(person: Person, application: Application) -> bool:
    """Let members who may edit return the signed copy of what was sent in."""
    is_sent = application.state not in {*UNSENT, ApplicationState.WITHDRAWN}
    return is_sent and application.change is None and has_right(person, application, Right.EDIT)


def may_open_again(person: Person, application: Application) -> bool:
    """Let members who may edit change what was sent in, until the deadline."""
    is_sent = application.state is ApplicationState.SUBMITTED and application.change is None
    return is_sent and is_open(application) and has_right(person, application, Right.EDIT)


def may_withdraw(person: Person, application: Application) -> bool:
    """Let members who may sign take an application back until the decision."""
    possible = WORKFLOW.allows(application.state, Action.WITHDRAW) and application.call.stage not in FINAL_STAGES
    return possible and has_right(person, application, Right.SIGN)
