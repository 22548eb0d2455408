"""What somebody with experience would point out in the rules of a call before it is published; nothing is refused."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.calls.rules.document import Rules
from grants.web import filters
from grants.workdays import is_working_day

DAYS_TO_APPLY = 30
"""The state's rules for youth money ask for as many between publication and deadline."""
MONTHS_TO_DECIDE = 4
"""Administrative Procedure Law, section 64: a decision within a month, with a notice within four."""
DAYS_OF_MONTHS = 122
MORNING, EVENING = 8, 22


def advice_on(rules: Rules) -> list[str]:
    """Return what is unusual in valid rules, a sentence each."""
    return [*_on_dates(rules), *_on_money(rules), *_on_points(rules), *_on_form(rules)]


def _on_dates(rules: Rules) -> Iterator[str]:
    schedule = rules.schedule
    zone = ZoneInfo(schedule.timezone)
    closes = schedule.closes_at.astimezone(zone)
    days = (schedule.closes_at - max(schedule.published_at, schedule.opens_at)).days
    if days < DAYS_TO_APPLY:
        yield ngettext(
            "There is only %(num)d day to apply; 30 are usual.",
            "There are only %(num)d days to apply; 30 are usual.",
            days,
        )
    if not MORNING <= closes.hour < EVENING:
        yield _("The deadline is at night (%(time)s): nobody can help then.", time=filters.moment(closes))
    if not is_working_day(closes.date()):
        yield _("The deadline is on a day off (%(day)s): nobody can help then.", day=filters.day(closes.date()))
    if schedule.questions_until < schedule.opens_at:
        yield _("Questions can be asked only before applications are taken.")
    if schedule.decision_due_at - schedule.closes_at > timedelta(days=DAYS_OF_MONTHS):
        yield _("The decision is due more than four months after the deadline: the law gives four at most.")
    if schedule.implementation.from_ < schedule.decision_due_at.astimezone(zone).date():
        yield _("Projects begin before the decision is due.")
    for event in schedule.events:
        if event.starts_at > schedule.closes_at:
            yield _("“%(event)s” is after the deadline.", event=filters.text(event.title))


def _on_money(rules: Rules) -> Iterator[str]:
    amount, limit = rules.funding.amount, rules.funding.limit
    most = amount.fixed or amount.max
    if most is None or limit.total is None:
        return
    if limit.projects and limit.projects * most > limit.total:
        together = filters.money(limit.projects * most)
        yield _(
            "%(projects)d projects of the largest sum cost %(together)s, more than the %(total)s there are.",
            projects=limit.projects,
            together=together,
            total=filters.money(limit.total),
        )
    if most > limit.total:
        yield _("One project can ask for more than all the money of the call.")
    if limit.projects and amount.fixed and limit.projects * amount.fixed < limit.total:
        left = filters.money(limit.total - limit.projects * amount.fixed)
        yield _("%(left)s cannot be awarded to anybody: the number of projects ends the awards first.", left=left)


def _on_points(rules: Rules) -> Iterator[str]:
    for criterion in rules.criteria:
        if criterion.threshold is not None and criterion.threshold == criterion.max:
            yield _("Criterion %(code)s needs all its points: almost nobody reaches that.", code=criterion.code)
        if criterion.threshold is not None and criterion.threshold == criterion.min:
            yield _("Criterion %(code)s needs what every sheet gives: this rejects nobody.", code=criterion.code)
    total = rules.scoring.total_threshold
    needed = sum(one.weight * (one.threshold if one.threshold is not None else one.min) for one in rules.criteria)
    if total is not None and rules.criteria and total <= needed:
        yield _("The points needed in total are reached by whoever reaches those of each criterion.")
    if not rules.criteria:
        yield _("There is nothing to judge: the rules have no criteria.")


def _on_form(rules: Rules) -> Iterator[str]:
    if not rules.fields:
        yield _("The application form asks nothing.")
    if not rules.checks:
        yield _("Nothing is checked before scoring.")
