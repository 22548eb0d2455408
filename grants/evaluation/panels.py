"""What the evaluation shows on pages of earlier stages: the official's pages of a call, its list, an application."""

import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from grants.accounts.current import require_person
from grants.accounts.queries import people_by_id
from grants.applications.clarifications import CLARIFIABLE
from grants.applications.columns import Cells, Listed
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import counts_of
from grants.calls.course import BEFORE
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.evaluation import committees, labels, queries
from grants.evaluation.checking import awaiting
from grants.evaluation.entering.policies import may_enter
from grants.evaluation.models import CheckAnswer
from grants.evaluation.policies import OUT_OF_JUDGEMENT, SHOWN, is_checkable, is_own, may_check
from grants.evaluation.proofs import ProofsForm, name_for, proofs_of
from grants.evaluation.services.checks import edition
from grants.evaluation.typed import ChecksForm


class Done(NamedTuple):
    """Tell how much of something is done."""

    done: int
    whole: int


def checks_progress(call_id: uuid.UUID) -> Done:
    """Return how many of a call's applications are checked."""
    counts = counts_of(call_id)
    whole = sum(count for state, count in counts.items() if state not in OUT_OF_JUDGEMENT)
    waiting = sum(counts.get(state, 0) for state in (ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION))
    return Done(whole - waiting, whole)


def call_panel(call: Call, phase: Phase, **_context: object) -> dict[str, Any] | None:
    """Return what the official's page of a call shows of its committee before the deadline; then its steps do."""
    return {"seats": committees.taken_seats(call.id)} if phase in BEFORE else None


def application_panel(application: Application, **_context: object) -> dict[str, Any] | None:
    """Return what the official's page of an application shows: its checks, once the call is being checked."""
    if application.call.stage not in SHOWN or not rules_of(application.call).checks:
        return None
    return checks_panel(application, stored_checks(application))


def sheets_panel(application: Application, **_context: object) -> dict[str, Any] | None:
    """Return who has submitted a sheet while a call is scored, for the official's page of an application."""
    person = require_person()
    if application.call.stage is not Stage.SCORING or queries.stands_aside(person, application):
        return None
    return {
        "begun": queries.sheets_on(application),
        "assists": may_assist(person, application.call),
        "enters": may_enter(person, application),
        "state_words": labels.SHEET_STATES,
    }


NOTHING = queries.CheckCount(0, 0)


def checks_panel(application: Application, form: ChecksForm, proofs: ProofsForm | None = None) -> dict[str, Any]:
    """Return what `evaluation/checks/form.html` needs."""
    rules, person = rules_of(application.call), require_person()
    may = is_checkable(application) and may_check(person, application)
    editable = may and queries.has_declared_none(person, application)
    given = {code: line.stored for code, line in form.lines.items() if line.stored}
    by_two = rules.committee.checks_by_two
    kept = any(answer.proof_id for answer in given.values())
    return {
        "form": form,
        "proofs": proofs or ProofsForm.of(rules.checks),
        "name_for": name_for,
        "kept": proofs_of(application) if kept else {},
        "checks": rules.checks,
        "editable": editable,
        "to_declare": may and not editable,
        "own": is_own(person, application),
        "reader_id": person.id,
        "by_two": by_two,
        "to_confirm": awaiting(given, person) if by_two and editable else {},
        "officials": people_by_id(_officials(given)) if by_two else {},
        "can_ask": editable and application.state in CLARIFIABLE and rules.schedule.clarification is not None,
        "labels": labels,
    }


def _officials(given: Mapping[str, CheckAnswer]) -> set[uuid.UUID]:
    """Return who has answered, confirmed and doubted."""
    named = ((one.answered_by_id, one.confirmed_by_id, one.doubted_by_id) for one in given.values())
    return {person_id for each in named for person_id in each if person_id is not None}


def stored_checks(application: Application) -> ChecksForm:
    """Return the checks of an application with what was answered already."""
    answers = queries.checks_for([application.id])[application.id]
    return ChecksForm.stored(rules_of(application.call).checks, answers, edition(answers))


def renew(application: Application, form: ChecksForm) -> None:
    """Bring a form that came too late to what others have answered, keeping what was typed."""
    answers = queries.checks_for([application.id])[application.id]
    form.renew(answers, edition(answers))


def beside(application: Application, form: ChecksForm) -> ChecksForm:
    """Return a form with what is stored beside what was typed."""
    for code, answer in queries.checks_for([application.id])[application.id].items():
        form.lines[code].stored = answer
    return form


def checks_column(applications: list[Listed]) -> Cells:
    """Return for each application how many of its checks are answered, as a link to them; one statement."""
    call = applications[0].call if applications else None  # of a whole page: to ask each for it costs more than all
    if call is None or call.stage not in SHOWN or not rules_of(call).checks:
        return {}
    counts = queries.check_counts([application.id for application in applications])
    whole, first = len(rules_of(call).checks), applications[0].id
    # Built once and not for every row: the address of the first row, and the words of each count there is.
    before, after = escape(url_for("checks.show", application_id=first)).split(str(first))
    words = {count: escape(_words(count, whole)) for count in {*counts.values(), NOTHING}}
    named = escape(_("checks answered: %(reference)s", reference=first))
    of = f'<span class="visually-hidden"> {named}</span>'
    return {
        each.id: Markup(  # noqa: S704  # escaped above
            f'<a href="{before}{each.id}{after}">{words[counts.get(each.id, NOTHING)]}'
            f"{of.replace(str(first), escape(each.reference or ''))}</a>"
        )
        for each in applications
    }


def _words(count: queries.CheckCount, whole: int) -> str:
    words = _("%(done)d of %(whole)d", done=count.answered, whole=whole)
    return _("%(words)s, not met: %(failed)d", words=words, failed=count.failed) if count.failed else words
