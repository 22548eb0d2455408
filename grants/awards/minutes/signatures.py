"""Who has approved minutes, in words for their end."""

from flask_babel import force_locale
from flask_babel import gettext as _

from grants.accounts.queries import people_by_id
from grants.awards.minutes.labels import CAPACITIES
from grants.awards.minutes.queries import Minutes, named
from grants.web.filters import moment


def signatures_of(minutes: Minutes) -> list[str]:
    """Return who has approved what the minutes say, in which capacity and when; nothing of approvals that are void."""
    people = people_by_id(one.person_id for one in minutes.standing_approvals)
    with force_locale(minutes.record.rules.languages[0]):
        return [
            _(
                "%(name)s, %(capacity)s, %(moment)s",
                name=named(people.get(one.person_id)),
                capacity=CAPACITIES[one.capacity],
                moment=moment(one.approved_at),
            )
            for one in minutes.standing_approvals
        ]
