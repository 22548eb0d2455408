"""What the applications stage shows on the pages of calls and in the menu."""

from typing import Any

from flask import url_for

from grants.accounts.current import current_person
from grants.accounts.policies import is_staff
from grants.applications.attempts import attempts_of, figures_of
from grants.applications.clarifications import rounds_left, rounds_of
from grants.applications.confirmations import can_be_asked, due_at, is_copy, is_paper, standings_of
from grants.applications.labels import PARTIES, STANDING_TONES, STANDINGS, STATES, TONES
from grants.applications.models import Application, ApplicationState, Right
from grants.applications.policies import ever_worked_on, has_right, may_ask, may_return_copy, may_try
from grants.applications.queries import applications_of, counts_of, has_more_time, same_number, shown_drafts
from grants.calls.labels import SIGNATURES
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.policies import may_assist, may_manage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.notices.bounces.queries import came_back_to


def on_call_page(call: Call, rules: Rules, phase: Phase) -> dict[str, Any] | None:
    """Say beside the public page of a call how to apply, and show the reader's own applications in it."""
    if phase in (Phase.DRAFT, Phase.CANCELLED):
        return None
    person = current_person()
    extended = person is not None and has_more_time(person, call)
    return {
        "person": person,
        "extended": extended,
        "own": applications_of(person, call.id) if person else [],
        "online": any(channel.kind == "online" for channel in rules.channels),
        "states": STATES,
        "tones": TONES,
    }


def on_draft(call: Call, **_more: object) -> dict[str, Any] | None:
    """Let officials try the form of a draft call."""
    person = current_person()
    if person is None or not may_try(person, call):
        return None
    return {"own": applications_of(person, call.id)}


def on_office_page(call: Call, phase: Phase, **_more: object) -> dict[str, Any] | None:
    """Count the applications of a call for its officials."""
    if phase in (Phase.DRAFT, Phase.ANNOUNCED):
        return None
    counts = counts_of(call.id)
    sent = sum(
        count
        for state, count in counts.items()
        if state not in (ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED)
    )
    person = current_person()
    return {
        "counts": [(STATES[state], counts[state]) for state in STATES if state in counts],
        "sent": sent,
        "figures": figures_of(call),
        "shown": shown_drafts(call.id) if phase is Phase.OPEN else [],
        "manages": person is not None and may_manage(person, call),
    }


def behind(application: Application, **_more: object) -> dict[str, Any] | None:
    """Show who confirms an application, and how far they have come."""
    rules = rules_of(application.call)
    standings = standings_of(application)
    if not standings:
        return None
    person = current_person()
    return {
        "standings": standings,
        "due": due_at(application, rules),
        "parties": PARTIES,
        "ways": SIGNATURES,
        "standing_words": STANDINGS,
        "standing_tones": STANDING_TONES,
        "asks": person is not None and may_ask(person, application) and any(map(can_be_asked, standings)),
        "returns": person is not None and may_return_copy(person, application) and any(map(is_copy, standings)),
        "notes_paper": person is not None and may_assist(person, application.call) and any(map(is_paper, standings)),
    }


def clarified(application: Application, **_more: object) -> dict[str, Any] | None:
    """Show the thread of clarifications to both sides, and where each of them goes on."""
    person = current_person()
    rounds = rounds_of(application) if rules_of(application.call).schedule.clarification else []
    assists = person is not None and may_assist(person, application.call) and not ever_worked_on(person, application)
    asks = assists and bool(rounds_left(application))
    if not rounds and not asks:
        return None
    answers = person is not None and has_right(person, application, Right.EDIT)
    here = application.id
    return {
        "rounds": rounds,
        "asks": url_for("office_applications.ask_to_clarify", application_id=here) if asks else "",
        "answers": url_for("applications.clarify", application_id=here) if answers else "",
    }


def same_applicant(application: Application, **_more: object) -> dict[str, Any] | None:
    """Show officials who else entered the registration number of the applicant."""
    others = same_number(application)
    person = current_person()
    manages = person is not None and may_manage(person, application.call)
    return {"others": others, "manages": manages} if others else None


def came_back(application: Application, **_more: object) -> dict[str, Any] | None:
    """Show officials which messages to those who work on an application came back."""
    messages = came_back_to([member.person_id for member in application.members])
    return {"messages": messages} if messages else None


def presses(application: Application, **_more: object) -> dict[str, Any]:
    """Show every press of “Submit” to the applicant and to officials."""
    return {"attempts": attempts_of(application)}


def in_menu() -> dict[str, Any] | None:
    """Offer applicants the list of their applications; officials find theirs on their start page."""
    person = current_person()
    return {} if person is not None and not is_staff(person) else None
