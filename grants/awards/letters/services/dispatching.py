"""Record letters that went outside of this service, in batches with their proof."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.awards.letters.dates import dates_of, last_day_in
from grants.awards.letters.models import Dispatch, Letter
from grants.awards.letters.services.answerable import require_time
from grants.awards.letters.services.sending import begin_delivery, waiting_in
from grants.awards.letters.workflow import WORKFLOW, Step
from grants.awards.stakes import require_none_of_own
from grants.awards.terms import Channel, local_day
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record
from grants.web.filters import day as format_day

OUTSIDE = (Channel.E_ADDRESS, Channel.POST, Channel.ON_THE_SPOT)
MAX_TRACKING = 200


def dispatch(
    *,
    call: Call,
    letters: Collection[UUID],
    channel: Channel,
    sent_on: date,
    actor: Person,
    tracking: str = "",
    proof: Enclosure | None = None,
) -> Dispatch:
    """Record that these letters went by a channel outside of this service on a day; their applicants know from now on.

    Raise Conflict unless every one of them is ready and on no way yet, and for an offer that leaves no time to answer,
    Invalid for a day that has not come or lies before a letter was prepared, Forbidden for who has an application in
    the call.
    """
    call = calls.lock(call.id, exclusive=True)
    require_none_of_own(call, actor)
    if channel not in OUTSIDE:
        raise Invalid(_("E-mails are sent from here."))
    found = waiting_in(call, letters)
    if not found or len(found) != len(set(letters)):
        words = _("Some of these letters are on their way, were sent already or became void. Look at the list again.")
        raise Conflict(words)
    if unready := [letter.number for letter in found if not letter.is_ready]:
        raise Conflict(_("These letters are not ready to be sent: %(numbers)s.", numbers=", ".join(unready)))
    rules = rules_of(call)
    sent_at = _moment_on(sent_on, rules, found)
    require_time(found, rules, channel, sent_on)
    made = Dispatch(
        call_id=call.id,
        channel=channel,
        sent_on=sent_on,
        tracking=tracking.strip()[:MAX_TRACKING],
        proof_id=proof.id if proof else None,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    terms = dates_of(rules, sent_at, channel)
    for letter in found:
        delivery = begin_delivery(letter, channel, actor)
        delivery.dispatch_id, delivery.sent_at = made.id, sent_at
        letter.state, letter.sent_at = WORKFLOW.target(letter.state, Step.DISPATCH), sent_at
        letter.notified_on, letter.contest_until = terms.notified_on, last_day_in(terms, letter)
        details = {"channel": channel.value, "dispatch": made.id}
        record(action="letter.dispatched", subject=letter, actor=actor, call_id=call.id, details=details)
    db.session.flush()
    return made


def _moment_on(sent_on: date, rules: Rules, letters: list[Letter]) -> datetime:
    """Return the moment to keep for a day: now for today, noon for a day before; raise Invalid for others."""
    now, timezone = clock.now(), rules.schedule.timezone
    today, earliest = local_day(now, timezone), max(local_day(one.prepared_at, timezone) for one in letters)
    if not earliest <= sent_on <= today:
        words = _(
            "The letters were prepared on %(first)s: write a day from then until today.", first=format_day(earliest)
        )
        raise Invalid(words, {"sent_on": words})
    return now if sent_on == today else datetime.combine(sent_on, time(12), ZoneInfo(timezone))
