"""What waits for coordinators, committees and applicants when a call is decided."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationMember
from grants.awards import labels, queries
from grants.awards.deciding.answering import offers_among
from grants.awards.deliberation.sealing import opened_among
from grants.awards.letters.dates import last_day_of
from grants.awards.letters.queries import letters_of, unsent_among
from grants.awards.models import Decision
from grants.calls.models import Call, Stage
from grants.calls.queries import calls_to_lead, rules_of_each
from grants.calls.rules.document import Rules
from grants.web.filters import day, money, text
from grants.web.slots import PERSON, Task

ANY_DECISION = exists().where(
    Decision.application_id == ApplicationMember.application_id, ApplicationMember.person_id == PERSON
)


def coordinator_tasks(person: Person) -> list[Task]:
    """Return the calls whose decisions wait to be confirmed, or whose results to be published."""
    calls = [call for call in calls_to_lead(person) if call.stage in (Stage.DELIBERATION, Stage.DECIDED)]
    if not calls:
        return []
    rules, opened, unsent = rules_of_each(calls), opened_among(calls), unsent_among(calls)
    return [
        _coordinator_task(call, rules[call.id], is_open=call.id in opened, is_sent=call.id not in unsent)
        for call in calls
    ]


def committee_tasks(person: Person) -> list[Task]:
    """Return the rankings that the committees of a person deliberate on."""
    return [
        Task(
            title=_("Look at the ranking: %(call)s", call=text(call.title)),
            url=url_for("ranking.page", slug=call.slug),
            detail=_("The committee deliberates."),
            waits=False,
        )
        for call in queries.calls_to_deliberate(person)
    ]


def applicant_tasks(person: Person) -> list[Task]:
    """Return the decisions on a person's applications, until the last day to contest each is over."""
    decided = queries.decisions_for(person)
    rules = rules_of_each(application.call for _decision, application in decided)
    letters = letters_of([decision.id for decision, _application in decided]) if decided else {}
    lasts = {
        decision.id: last_day_of(decision, letters.get(decision.id), rules[application.call_id])
        for decision, application in decided
    }
    offered = offers_among([decision for decision, _application in decided])
    return [
        _offer_task(application, rules[application.call_id], decision.answer_until)
        if decision.answer_until is not None and decision.id in offered
        else _applicant_task(decision, application, lasts[decision.id], rules[application.call_id])
        for decision, application in decided
        if clock.now() < _end_of(lasts[decision.id], rules[application.call_id])
    ]


def _coordinator_task(call: Call, rules: Rules, *, is_open: bool, is_sent: bool) -> Task:
    title = text(call.title)
    if not is_open and call.stage is Stage.DELIBERATION:
        return Task(
            title=_("Open the marks: %(call)s", call=title),
            url=url_for("deliberation.opening", slug=call.slug),
            detail=_("Two officials open them together."),
            about=call.id,
        )
    if call.stage is Stage.DELIBERATION:
        return Task(
            title=_("Confirm the decisions: %(call)s", call=title),
            url=url_for("decisions.page", slug=call.slug),
            detail=_("The committee deliberates."),
            due_at=rules.schedule.decision_due_at,
            about=call.id,
        )
    if not is_sent:
        return Task(
            title=_("Send the letters: %(call)s", call=title),
            url=url_for("letters.page", slug=call.slug),
            detail=_("The decisions are confirmed."),
            due_at=rules.schedule.decision_due_at,
            about=call.id,
        )
    return Task(
        title=_("Publish the results: %(call)s", call=title),
        url=url_for("results.publishing", slug=call.slug),
        detail=_("They become public by themselves.") if call.results_at else _("The decisions are confirmed."),
        due_at=call.results_at,
        about=call.id,
        waits=call.results_at is None,
    )


def _offer_task(application: Application, rules: Rules, last: date) -> Task:
    return Task(
        title=_("Answer the offer: %(title)s", title=application.title),
        url=url_for("decisions.letter", application_id=application.id),
        detail=text(application.call.title),
        due_at=_end_of(last, rules),
    )


def _applicant_task(decision: Decision, application: Application, last: date, rules: Rules) -> Task:
    outcome = str(labels.OUTCOMES[decision.outcome.value])
    award = outcome if decision.amount is None else f"{outcome}, {money(decision.amount)}"
    return Task(
        title=_("Decision: %(title)s", title=application.title),
        url=url_for("decisions.letter", application_id=application.id),
        detail=str(labels.remedy_of(rules).until) % {"outcome": award, "day": day(last)},
        waits=False,
    )


def _end_of(last: date, rules: Rules) -> datetime:
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(rules.schedule.timezone))
