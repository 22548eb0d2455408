"""When a letter counts as notified, and until when it can be contested, by the rules of its call."""

from datetime import date, datetime

from grants.awards.letters.models import Letter
from grants.awards.models import Decision
from grants.awards.terms import MONTHS_WHERE_NOTHING_IS_SAID, Channel, Terms, contest_until, local_day, terms_of
from grants.awards.wordings.placeholders import NOTICES
from grants.calls.rules.document import Rules


def dates_of(
    rules: Rules, sent_at: datetime, channel: Channel = Channel.EMAIL, *, proven_on: date | None = None
) -> Terms:
    """Return the dates of a letter that left at a moment, by the clocks of the call.

    The term counts from the day on which the letter is proven to have arrived, where that is known.
    """
    contest = rules.schedule.contest
    months = contest.months if contest else MONTHS_WHERE_NOTHING_IS_SAID
    terms = terms_of(local_day(sent_at, rules.schedule.timezone), months, channel)
    if proven_on is None:
        return terms
    return Terms(terms.sent_on, proven_on, contest_until(proven_on, months))


def last_day_in(terms: Terms, letter: Letter) -> date | None:
    """Return the last day to contest a letter; a notice that decides nothing yet is not contested alone."""
    return None if letter.kind in NOTICES else terms.contest_until


def last_day_of(decision: Decision, letter: Letter | None, rules: Rules) -> date:
    """Return the last day to contest a decision: of its letter, or counted from its own day if it came in a file."""
    if letter is not None and letter.contest_until is not None:
        return letter.contest_until
    return dates_of(rules, decision.confirmed_at).contest_until
