"""Which pictures of a call an official sees now: nothing of what is sealed, and no marks that are not theirs to see."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.policies import is_call_sealed
from grants.applications.queries import counts_of
from grants.awards.deliberation.sealing import are_open
from grants.awards.kept.showing import standing_to_show
from grants.awards.picturing import charts, queries
from grants.awards.picturing.charts import Chart
from grants.awards.picturing.places import asks_for_school
from grants.awards.picturing.queries import FEWEST
from grants.awards.policies import RANKED
from grants.awards.stakes import others_decide
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.evaluation.pace.board import board_of
from grants.web.filters import text

NAMING = frozenset({"short_text", "choice"})
"""Types of questions whose answer is a name; a longer text about a school names none."""
SCORED = frozenset({Stage.SCORING}) | RANKED


def charts_of(call: Call, person: Person) -> list[Chart]:
    """Return the pictures of a call in the order in which it goes; nothing while it has fewer than FEWEST.

    While somebody can still apply, how many have: officials know that. What was asked for and by whom once it is
    opened; totals once marks are open, and never to who may not see some of them.
    """
    if queries.count_sent(call.id) < FEWEST:
        return []
    return list(_charts(call, person))


def _charts(call: Call, person: Person) -> Iterator[Chart]:
    rules, now = rules_of(call), clock.now()
    earlier = queries.earlier_than(call, now) if now < call.closes_at else []
    yield charts.submissions(call, rules, queries.sent_at(call.id), earlier, now)
    yield charts.flow(counts_of(call.id))
    if is_call_sealed(call):
        return
    yield charts.budget(queries.asked_in(call.id), rules)
    applicants = queries.applicants_in(call.id)
    yield charts.places(applicants)
    if found := _schools(call, rules, applicants):
        yield found
    if rules.criteria and call.stage in SCORED:
        yield charts.timeliness(call, rules, queries.sheets_at(call.id), board_of(call), now)
    if rules.criteria and call.stage in RANKED and are_open(call):
        yield from _ranks(call, person)


def _schools(call: Call, rules: Rules, applicants: Sequence[tuple[str, str]]) -> Chart | None:
    """Return the schools that the form asks for, or else those among the applicants."""
    asked = (one for one in rules.fields if one.type in NAMING and one.label and asks_for_school(one.label.values()))
    field = next(asked, None)
    if field is None:
        return charts.schools(applicants)
    offered = {option.code: text(option.label) for option in field.options}
    return charts.schools_asked_for([offered.get(one, one) for one in queries.answers_to(call.id, field.code)])


def _ranks(call: Call, person: Person) -> Iterator[Chart]:
    """Return the totals; to who may not see those of one application, why they are not there, and not how many."""
    standing = standing_to_show(call)
    if not are_results_public(call) and standing.own_of(person):
        yield Chart("ranks", _("Points and ranks"), [others_decide()])
    elif any(standing.hides_marks(person, one) for one in standing.listed.values()):
        words = _("You have a conflict of interest in this competition, so this picture is not shown to you.")
        yield Chart("ranks", _("Points and ranks"), [words])
    elif found := charts.ranks(standing):
        yield found
