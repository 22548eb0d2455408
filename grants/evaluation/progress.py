"""What is still missing before a call can go on: checks without an answer, a committee, sheets."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from grants.accounts.models import Seat
from grants.applications.events import ApplicationSubmitted
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import files_in, submitted_in
from grants.applications.services import move
from grants.applications.workflow import Action
from grants.calls.events import StageChanged
from grants.calls.models import Call, Stage
from grants.calls.queries import call_by_id, rules_of
from grants.calls.reasons import Reason
from grants.calls.rules.document import Rules
from grants.db import db
from grants.evaluation import committees, queries
from grants.evaluation.policies import assigns, enters_sheets, is_eligible
from grants.evaluation.services.checks import answer_automatically

NAMED = 5
"""How many applications a message names before it says "and others"."""


def sheets_needed(rules: Rules) -> int:
    """Return how many submitted sheets each application needs: what the rules assign, or else the quorum.

    One is enough where the committee fills it in together, none where nothing is scored.
    """
    if not rules.criteria:
        return 0
    if rules.scoring.method == "joint":
        return 1
    return rules.scoring.evaluators_per_application or rules.committee.quorum


def unchecked(call: Call) -> list[Reason]:
    """Return why scoring cannot start: applications that are not checked."""
    waiting = queries.unchecked_in(call.id, by_two=rules_of(call).committee.checks_by_two)
    if not waiting:
        return []
    text = ngettext("%(num)s application is not checked: %(names)s.", "%(num)s applications are not checked: %(names)s.", len(waiting), names=_names(waiting))  # fmt: skip  # noqa: E501
    return [Reason(text, "checks.begin", {"slug": call.slug})]


def unseated(call: Call) -> list[Reason]:
    """Return why scoring cannot start: fewer in the committee than its quorum, or nobody who may fill in the sheet."""
    rules, seats = rules_of(call), committees.taken_seats(call.id)
    reasons = []
    if len(seats) < rules.committee.quorum:
        reasons.append(
            _(
                "The committee has %(present)d of at least %(quorum)d members.",
                present=len(seats),
                quorum=rules.committee.quorum,
            )
        )
    if rules.scoring.method == "joint" and not any(seat.seat is Seat.CHAIR for seat in seats):
        reasons.append(_("The committee has no chair, who fills in its sheets."))
    return [Reason(words, "committee.show", {"slug": call.slug}) for words in reasons]


def unassigned(call: Call) -> list[Reason]:
    """Return why scoring cannot start: applications to which too few members are assigned, where the rules assign."""
    rules = rules_of(call)
    if not assigns(rules):
        return []
    needed, seated = sheets_needed(rules), _seated_in(call, rules)
    short = committees.open_places(call.id, seated, needed)
    if not short:
        return []
    text = ngettext("Fewer than %(num)d member is assigned to %(names)s.", "Fewer than %(num)d members are assigned to %(names)s.", needed, names=_names(short))  # fmt: skip  # noqa: E501
    return [Reason(text, "assignment.show", {"slug": call.slug})]


def unscored(call: Call) -> list[Reason]:
    """Return why the sheets cannot be closed: applications with fewer submitted sheets than needed, and why that is."""
    needed = sheets_needed(rules_of(call))
    short = committees.too_few_sheets(call.id, needed) if needed else []
    if not short:
        return []
    text = _("Fewer than %(needed)s submitted sheets: %(names)s.", needed=needed, names=_names(short))
    return [Reason(text, "office.call", sheets_of(call.slug)), *unjudgeable(call)]


def unjudgeable(call: Call) -> list[Reason]:
    """Return why some applications cannot get their sheets: fewer in the committee than needed may judge them."""
    rules = rules_of(call)
    if assigns(rules):
        return unassigned(call)
    needed, seated = sheets_needed(rules), _seated_in(call, rules)
    barred = committees.too_few_judges(call.id, seated, needed) if seated else []
    if not barred:
        return []
    text = _("Too few in the committee may judge %(names)s: %(needed)s are needed, and nobody judges with a conflict of interest or what they worked on.", needed=needed, names=_names(barred))  # fmt: skip  # noqa: E501
    return [Reason(text, "committee.show", {"slug": call.slug})]


def _seated_in(call: Call, rules: Rules) -> set[UUID]:
    return {role.person_id for role in committees.taken_seats(call.id) if enters_sheets(role.seat, rules)}


def sheets_of(slug: str) -> dict[str, object]:
    """Return what leads, on the official's page of a call, to who has submitted how many sheets."""
    return {"slug": slug, "_anchor": "evaluation"}


def on_stage_changed(event: StageChanged) -> None:
    """Move applications along with their call: checked where nothing is to check, scored when sheets close."""
    call = call_by_id(event.call_id)
    if event.target is Stage.CHECKING and not rules_of(call).checks:
        _move_all(call, ApplicationState.SUBMITTED, Action.CHECK)
    elif event.target is Stage.CHECKING and any(check.auto for check in rules_of(call).checks):
        _answer_all(call)
    if event.target is Stage.DELIBERATION:
        _move_all(call, ApplicationState.CHECKED, Action.SCORE)


def on_submitted(event: ApplicationSubmitted) -> None:
    """Answer what can be answered of an application on paper that is registered while the call is checked."""
    application = db.session.get_one(Application, event.application_id)
    if application.call.stage is Stage.CHECKING:
        files = files_in(select(Application.id).where(Application.id == application.id))
        answer_automatically(application=application, files=files.get(application.id, set()), stored={})


def _answer_all(call: Call) -> None:
    """Answer automatic criteria of every application of a call; files and answers are read once for all."""
    files = files_in(select(Application.id).where(Application.call_id == call.id))
    checks = queries.checks_of(call.id)
    for application in submitted_in(call.id):
        if application.state is ApplicationState.SUBMITTED:
            answered = checks.get(application.id, {})
            answer_automatically(application=application, files=files.get(application.id, set()), stored=answered)


def _move_all(call: Call, source: ApplicationState, action: Action) -> None:
    checks = queries.checks_of(call.id)
    for application in queries.in_judgement(call):
        if application.state is source and is_eligible(checks.get(application.id, {})):
            move(application=application, action=action, actor=None)


def _names(references: list[str]) -> str:
    shown = ", ".join(references[:NAMED])
    return f"{shown} …" if len(references) > NAMED else shown
