"""Move what was promised: an amendment of nothing but those dates, for a reason that everybody reads."""

from datetime import timedelta

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.promises.dates import Dates, Promise, awaited_in, with_dates
from grants.calls.queries import editable_version, rules_of
from grants.calls.rules.canonical import dump
from grants.calls.rules.validation import read_rules
from grants.errors import Conflict, Invalid, Stale

FURTHEST = timedelta(days=3 * 366)
"""How far ahead a date may be promised."""


def move(*, call: Call, dates: Dates, reason: str, seen: str, actor: Person) -> Call:
    """Promise other dates, in one step; twice the same does nothing.

    `seen` is the digest of the rules whose dates were looked at. Raise Stale if they were amended meanwhile, Conflict
    while another amendment is being prepared or where nothing promised is awaited any more, Invalid without a reason
    or for a moment that is past, too far ahead or before what comes first. Where the organiser wants a second person,
    that one puts it in force.
    """
    call = calls.lock(call.id, exclusive=True)
    rules = rules_of(call)
    awaited = dict(awaited_in(call.stage, rules))
    if not dates.keys() <= awaited.keys():
        raise Conflict(_("What was promised by then is done already."))
    document = dump(rules)
    wanted = with_dates(document, dates)
    if wanted == document:
        return call
    if seen != call.rules_digest:
        raise Stale(_("The rules were amended meanwhile. Look at the dates again."))
    if editable_version(call) is not None:
        raise Conflict(_("Another amendment is being prepared. Put the dates into it, or give it up first."))
    _require_reason(reason)
    changed = {each: at for each, at in dates.items() if at != awaited[each]}
    _require_possible(changed, awaited | dict(dates))
    new = read_rules(wanted, at="")
    return calls.extend(call=call, rules=new, reason=reason.strip(), act=("", "", None), uploaded=None, actor=actor)


def _require_reason(reason: str) -> None:
    if not 0 < len(reason.strip()) <= calls.MAX_AMENDMENT_REASON:
        words = _("Write the reason, in at most %(most)s characters.", most=calls.MAX_AMENDMENT_REASON)
        raise Invalid(words, {"reason": words})


def _require_possible(changed: Dates, dates: Dates) -> None:
    now = clock.now()
    for promise, at in changed.items():
        if at <= now:
            words = _("Choose a moment to come.")
            raise Invalid(words, {promise.value: words})
        if at > now + FURTHEST:
            words = _("Choose a moment within three years.")
            raise Invalid(words, {promise.value: words})
    evaluation = dates.get(Promise.EVALUATION)
    if evaluation is not None and dates[Promise.DECISION] < evaluation:
        words = _("The decision cannot be promised before the evaluation.")
        raise Invalid(words, {Promise.DECISION.value: words})
