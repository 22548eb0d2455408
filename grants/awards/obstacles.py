"""What stands in the way of confirming a call, in words for its officials."""

from collections.abc import Iterator

from flask_babel import gettext as _

from grants.awards.deciding.obstacles import obstacles_of_departures
from grants.awards.deliberation.models import ReasoningStep
from grants.awards.deliberation.reasonings import decisive_in, reasonings_in
from grants.awards.deliberation.sealing import are_sealed, sealed_in_words
from grants.awards.queries import standing_of
from grants.awards.ranking import Outcome
from grants.awards.stakes import has_own_in, others_decide
from grants.awards.standing import Equals, Standing
from grants.calls.models import Call
from grants.calls.reasons import Reason
from grants.evaluation.progress import sheets_needed, sheets_of, unjudgeable
from grants.web.reader import reader

UNJUDGED = (Outcome.WITHDRAWN, Outcome.INELIGIBLE)
"""What needs no sheets."""


def obstacles(call: Call) -> list[Reason]:
    """Return why the decisions of a call cannot be confirmed yet, as far as the reader may know."""
    person = reader()
    if person is not None and has_own_in(call, person):
        return [Reason(others_decide())]
    if are_sealed(call):
        return [Reason(sealed_in_words(call), "deliberation.opening", {"slug": call.slug})]
    return obstacles_in(standing_of(call))


def obstacles_in(standing: Standing) -> list[Reason]:
    """Return why a ranking cannot be confirmed: too few sheets, something not judged, an award hanging on equals."""
    found = [_unjudged(standing, reference, what) for reference, what in lacking(standing).items()]
    if short := too_few_sheets(standing):
        needed = sheets_needed(standing.rules)
        words = _("Fewer than %(needed)s submitted sheets: %(names)s.", needed=needed, names=", ".join(short))
        found.append(Reason(words, "office.call", sheets_of(standing.rules.slug)))
        found += unjudgeable(standing.call)
    found += _unapproved(standing)
    found += obstacles_of_departures(standing)
    return found + [_unsettled(standing, group) for group in standing.equals if group.decisive]


def lacking(standing: Standing) -> dict[str, str]:
    """Return by reference what is missing before an application can be ranked."""
    pending = [one for one in standing.ranking.placements if one.outcome is Outcome.PENDING]
    return {one.reference: _lacking(standing, one.reference) for one in pending}


def too_few_sheets(standing: Standing) -> list[str]:
    """Return the applications with fewer sheets than needed; those with a conflict never count."""
    needed = sheets_needed(standing.rules)
    return [
        placement.reference
        for placement in standing.reckoning.ranking.placements
        if placement.outcome not in UNJUDGED and standing.facts[placement.reference].sheets < needed
    ]


def _unapproved(standing: Standing) -> Iterator[Reason]:
    """Yield the applications whose reasoning was begun and is not approved; without any, decisions need none."""
    begun = reasonings_in(standing.call)
    for reference, application in standing.listed.items():
        codes = decisive_in(standing.placements[reference])
        last = [one for code, one in begun.get(application.id, {}).items() if code in codes]
        if any(one.step is not ReasoningStep.APPROVED for one in last):
            words = _("The reasoning of %(name)s is not approved.", name=reference)
            yield Reason(words, "deliberation.reasoning", {"application_id": application.id})


def _unjudged(standing: Standing, reference: str, what: str) -> Reason:
    words = _("%(name)s: %(what)s.", name=reference, what=what)
    return Reason(words, "office_applications.application", {"application_id": standing.listed[reference].id})


def _unsettled(standing: Standing, group: Equals) -> Reason:
    words = _("An award hangs on a tie that nobody has settled: %(names)s.", names=", ".join(group.references))
    return Reason(words, "ranking.tie", {"slug": standing.rules.slug, "rank": group.rank})


def _lacking(standing: Standing, reference: str) -> str:
    unanswered, means = standing.facts[reference].unanswered, standing.placements[reference].criterion_means
    unmarked = [code for code, mean in means.items() if mean is None]
    parts = []
    if unanswered:
        parts.append(_("no answer to check %(codes)s", codes=", ".join(unanswered)))
    if unmarked:
        parts.append(_("no mark for criterion %(codes)s", codes=", ".join(unmarked)))
    if not parts:
        parts.append(_("no answer tells its lot"))
    return "; ".join(parts)
