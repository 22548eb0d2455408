"""The decisions of a call as a table, whole: names and sums that the public does not read are in it."""

from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.awards import labels
from grants.awards.handouts.cells import about, about_columns, number_of
from grants.awards.queries import decisions_of, missing_figures, sent_in
from grants.awards.wording import total_in
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.evaluation.policies import is_own
from grants.evaluation.queries import conflicts_of


def decisions_in(call: Call, person: Person) -> list[Sheet]:
    """Return the decisions in force, in the order of submission; points are left out where a conflict hides them."""
    rules, decisions = rules_of(call), decisions_of(call)
    placements, conflicts = missing_figures(call, decisions), conflicts_of(call.id)
    zone = ZoneInfo(rules.schedule.timezone)
    rows: list[list[Cell]] = []
    for application in sent_in(call):
        decision = decisions.get(application.id)
        if decision is None:
            continue
        hidden = person.id in conflicts.get(application.id, set()) or is_own(person, application)
        total = total_in(decision, placements.get(application.reference or ""), rules)
        rows.append(
            [
                decision.number,
                *about(application),
                application.requested,
                None if hidden else number_of(total),
                decision.rank,
                str(labels.OUTCOMES[decision.outcome.value]),
                decision.amount,
                "" if hidden else decision.reasoning,
                decision.confirmed_at.astimezone(zone).date(),
            ]
        )
    columns = [
        Column(_("Number")),
        *about_columns(),
        Column(_("Requested"), Kind.MONEY),
        Column(_("Total"), Kind.NUMBER),
        Column(_("Rank"), Kind.COUNT),
        Column(_("Outcome")),
        Column(_("Sum"), Kind.MONEY),
        Column(_("Reasons")),
        Column(_("Day of the decision"), Kind.DAY),
    ]
    return [Sheet(_("Decisions"), columns, rows)]
