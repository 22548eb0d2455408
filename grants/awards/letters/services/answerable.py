"""An offer leaves only while its applicant still has time to answer it."""

from collections.abc import Collection
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.awards.letters.models import Letter
from grants.awards.models import Decision
from grants.awards.terms import Channel, local_day, notified_on
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import Conflict
from grants.web.filters import day


def earliest_answer(rules: Rules, channel: Channel = Channel.EMAIL, sent_on: date | None = None) -> date:
    """Return the first day until which an offer can be answered that is sent on a day: the one after it is notified."""
    today = local_day(clock.now(), rules.schedule.timezone)
    return max(notified_on(channel, sent_on or today), today) + timedelta(days=1)


def without_time(
    letters: Collection[Letter], rules: Rules, channel: Channel = Channel.EMAIL, sent_on: date | None = None
) -> list[Letter]:
    """Return of some letters those of offers whose day to answer would be over before they count as notified."""
    earliest = earliest_answer(rules, channel, sent_on)
    about = [letter.decision_id for letter in letters if letter.decision_id]
    late = select(Decision.id).where(Decision.id.in_(about), Decision.answer_until < earliest)
    over = set(db.session.scalars(late)) if about else set()
    return [letter for letter in letters if letter.decision_id in over]


def require_time(letters: Collection[Letter], rules: Rules, channel: Channel, sent_on: date | None = None) -> None:
    """Raise Conflict for an offer that could end before its applicant has read it."""
    if late := without_time(letters, rules, channel, sent_on):
        raise Conflict(
            _(
                "The day to answer these offers is over, or comes before they count as notified: %(numbers)s. Give "
                "each a new day first, %(day)s or later.",
                numbers=", ".join(letter.number for letter in late),
                day=day(earliest_answer(rules, channel, sent_on)),
            )
        )
