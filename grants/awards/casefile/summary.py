"""The score summary of one application: criteria with the marks of each evaluator, means, thresholds, total, place."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.awards import labels
from grants.awards.casefile.documents import document_of
from grants.awards.deliberation.sheets import Line, Sheets, counted_sheets, sheets_on
from grants.awards.figures import most_of
from grants.awards.kept.showing import standing_to_show
from grants.awards.models import Decision
from grants.awards.policies import CONFIRMED
from grants.awards.printing import shown
from grants.awards.queries import decision_on
from grants.awards.stakes import has_own_in
from grants.documents.content import Block, Document, Facts, Heading, Table
from grants.web.filters import money, number, text
from grants.web.formats import NOTHING


def summary_of(application: Application, person: Person) -> Document:
    """Return the score summary as a person may read it who may read the marks; nothing in it says when it was made."""
    return document_of(application, _("Score summary"), list(_blocks(application, person)))


def summed_up_at(application: Application) -> datetime:
    """Return the last moment at which anything happened that the summary tells, so that it is the same file again."""
    sheets, _conflicts = counted_sheets(application)
    decision = _decision(application)
    known = [application.submitted_at or application.saved_at, *(one.submitted_at or one.saved_at for one in sheets)]
    known += [line.consensus.recorded_at for line in sheets_on(application).lines if line.consensus]
    return max([*known, decision.confirmed_at] if decision else known)


def _blocks(application: Application, person: Person) -> Iterator[Block]:
    sheets, decision = sheets_on(application), _decision(application)
    yield Facts([*_about(application), *_result(sheets, decision, application, person)])
    if not sheets.lines:
        return
    yield Heading(_("Criteria"))
    yield Table(
        [_("Criterion"), _("Points"), _("Needed"), _("Weight"), _("Mean")],
        [_row(line) for line in sheets.lines],
        numbers=(1, 2, 3, 4),
    )
    yield Heading(_("Marks of each evaluator"))
    for line in sheets.lines:
        yield Heading(_titled(line), 2)
        rows = [[one.evaluator, number(one.mark), one.comment or NOTHING] for one in line.said]
        yield Table([_("Evaluator"), _("Mark"), _("Comment")], rows, numbers=(1,))
        yield Facts([(_("Mean"), line.mean), *_agreed(line)])


def _about(application: Application) -> Iterator[tuple[str, str]]:
    known = application.organisation
    yield (_("Project"), application.title)
    yield (_("Applicant"), known.name if known else NOTHING)
    yield (_("Requested"), money(application.requested))


def _result(
    sheets: Sheets, decision: Decision | None, application: Application, person: Person
) -> Iterator[tuple[str, str]]:
    threshold = sheets.rules.scoring.total_threshold
    if sheets.lines:
        total = decision.total if decision and decision.total else None
        reached = shown(total) if total else sheets.total
        yield (_("Total"), _("%(total)s of %(most)s", total=reached, most=shown(most_of(sheets.rules))))
    if threshold is not None:
        yield (_("Needed in total"), number(threshold))
    rank = _rank(decision, application, person)
    if rank is not None:
        yield (_("Place"), number(rank))
    if decision is not None:
        yield (_("Outcome"), str(labels.OUTCOMES[decision.outcome.value]))


def _rank(decision: Decision | None, application: Application, person: Person) -> int | None:
    """Return the place by the decision, or as the ranking has it now; of others' decisions its reader may know."""
    if decision is not None:
        return decision.rank
    if application.state is ApplicationState.WITHDRAWN or has_own_in(application.call, person):
        return None
    placement = standing_to_show(application.call).placements.get(application.reference or "")
    return placement.rank if placement else None


def _decision(application: Application) -> Decision | None:
    return decision_on(application) if application.call.stage in CONFIRMED else None


def _row(line: Line) -> list[str]:
    one = line.criterion
    least = NOTHING if one.threshold is None else number(one.threshold)
    return [_titled(line), f"{number(one.min)}–{number(one.max)}", least, number(one.weight), line.mean]


def _agreed(line: Line) -> Iterator[tuple[str, str]]:
    if line.consensus is not None and line.consensus.mark is not None:
        yield (_("Consensus mark"), f"{shown(line.consensus.mark)}: {line.consensus.reason}")


def _titled(line: Line) -> str:
    return f"{line.criterion.code} {text(line.criterion.title)}"
