"""What departures from the ranking still lack before the decisions can be confirmed, in words for officials."""

from collections.abc import Iterator

from flask_babel import gettext as _

from grants.awards.deciding.models import Body
from grants.awards.ranking import displaced, exceeds, open_to
from grants.awards.standing import Standing
from grants.calls.reasons import Reason


def obstacles_of_departures(standing: Standing) -> Iterator[Reason]:
    """Yield departures without an approved reason or against a threshold, and who loses a place without any reason."""
    if not standing.departures:
        return
    for reference, departure in standing.departures.items():
        fixed = standing.fixed[reference]
        if fixed.outcome not in open_to(standing.by_rules[reference]):
            words = _("What was decided on %(name)s is no longer possible: take it back.", name=reference)
            yield _about(standing, reference, words)
        elif departure.body is Body.COMMITTEE and departure.approved_at is None:
            words = _("The reason for deciding otherwise on %(name)s is not approved.", name=reference)
            yield _about(standing, reference, words)
    for reference in displaced(standing.reckoning.ranking, standing.ranking, standing.fixed):
        words = _(
            "%(name)s would lose its place to another: decide on it too, with a reason of its own.", name=reference
        )
        yield _about(standing, reference, words)
    if exceeds(standing.ranking, standing.rules.funding):
        words = _("More is awarded than there are places or there is money.")
        yield Reason(words, "departures.page", {"slug": standing.rules.slug})


def _about(standing: Standing, reference: str, words: str) -> Reason:
    return Reason(words, "departures.depart", {"application_id": standing.listed[reference].id})
