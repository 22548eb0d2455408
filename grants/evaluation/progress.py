"""What is still missing before a call can go on: checks without an answer, applications with too few sheets."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.applications.models import ApplicationState
from grants.applications.services import move
from grants.applications.workflow import Action
from grants.calls.events import StageChanged
from grants.calls.models import Call, Stage
from grants.calls.queries import call_by_id, rules_of
from grants.calls.rules.document import Rules
from grants.evaluation import queries
from grants.evaluation.models import Answer, CheckAnswer

NAMED = 5
"""How many applications a message names before it says "and others"."""


def sheets_needed(rules: Rules) -> int:
    """Return how many sheets each application needs: what the rules assign, at least the quorum; one if joint."""
    if rules.scoring.method == "joint":
        return 1
    return rules.scoring.evaluators_per_application or rules.committee.quorum


def is_eligible(checks: Mapping[str, CheckAnswer]) -> bool:
    """Tell whether no administrative criterion was answered with no."""
    return all(check.answer is not Answer.NO for check in checks.values())


def unchecked(call: Call) -> list[str]:
    """Return why scoring cannot start: applications that are not checked."""
    waiting = [
        application.reference or ""
        for application in queries.in_judgement(call)
        if application.state is ApplicationState.SUBMITTED
    ]
    if not waiting:
        return []
    text = ngettext("%(num)s application is not checked: %(names)s.", "%(num)s applications are not checked: %(names)s.", len(waiting), names=_names(waiting))  # fmt: skip  # noqa: E501
    return [text]


def unscored(call: Call) -> list[str]:
    """Return why the sheets cannot be closed: applications with fewer submitted sheets than the rules ask for."""
    rules = rules_of(call)
    if not rules.criteria:
        return []
    needed, sheets, conflicts = sheets_needed(rules), queries.sheets_of(call.id), queries.conflicts_of(call.id)
    checks = queries.checks_of(call.id)
    short = [
        application.reference or ""
        for application in queries.in_judgement(call)
        if is_eligible(checks.get(application.id, {}))
        and sum(sheet.evaluator_id not in conflicts[application.id] for sheet in sheets[application.id]) < needed
    ]
    if not short:
        return []
    return [_("Fewer than %(needed)s submitted sheets: %(names)s.", needed=needed, names=_names(short))]


def on_stage_changed(event: StageChanged) -> None:
    """Move applications along with their call: checked where nothing is to check, scored when sheets close."""
    call = call_by_id(event.call_id)
    if event.target is Stage.CHECKING and not rules_of(call).checks:
        _move_all(call, ApplicationState.SUBMITTED, Action.CHECK)
    if event.target is Stage.DELIBERATION:
        _move_all(call, ApplicationState.CHECKED, Action.SCORE)


def _move_all(call: Call, source: ApplicationState, action: Action) -> None:
    checks = queries.checks_of(call.id)
    for application in queries.in_judgement(call):
        if application.state is source and is_eligible(checks.get(application.id, {})):
            move(application=application, action=action, actor=None)


def _names(references: list[str]) -> str:
    shown = ", ".join(references[:NAMED])
    return f"{shown} …" if len(references) > NAMED else shown
