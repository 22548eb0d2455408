"""Who has approved minutes, in words for their end."""

from flask_babel import force_locale
from flask_babel import gettext as _

from grants.accounts.queries import people_by_id
from grants.awards.minutes.covering import names_of
from grants.awards.minutes.labels import CAPACITIES, IN_PLACE_OF
from grants.awards.minutes.models import ALL, Capacity, MinutesApproval
from grants.awards.minutes.queries import Minutes, named
from grants.web.filters import moment


def signatures_of(minutes: Minutes) -> list[str]:
    """Return who has approved what the minutes say, in which capacity and when; nothing of approvals that are void."""
    people = people_by_id(one.person_id for one in minutes.standing_approvals)
    with force_locale(minutes.record.rules.languages[0]):
        return [signature(minutes, one, named(people.get(one.person_id))) for one in minutes.standing_approvals]


def signature(minutes: Minutes, approval: MinutesApproval, name: str) -> str:
    """Return who has approved which parts, in which capacity and when, in the language now in force."""
    sitting, said = minutes.record.sitting, {"name": name, "moment": moment(approval.approved_at)}
    holders = {Capacity.CHAIR: sitting.chair_id, Capacity.SECRETARY: sitting.secretary_id}
    if approval.person_id != holders[approval.capacity]:
        about = ", ".join(names_of(minutes, minutes.parts if ALL in approval.covers else approval.covers))
        stands_in = IN_PLACE_OF[approval.capacity]
        return _(
            "%(name)s, %(stands_in)s, for the parts on %(names)s, %(moment)s", names=about, stands_in=stands_in, **said
        )
    whole = _("%(name)s, %(capacity)s, %(moment)s", capacity=CAPACITIES[approval.capacity], **said)
    left_out = () if ALL in approval.covers else names_of(minutes, minutes.parts - set(approval.covers))
    if left_out:
        return _(
            "%(signature)s, without the parts on %(names)s (a conflict of interest)",
            signature=whole,
            names=", ".join(left_out),
        )
    return whole
