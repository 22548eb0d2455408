"""An amendment that is being prepared: what stands in its way, and what differs."""

from datetime import datetime
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.calls.editing.difference import Change, differences
from grants.calls.editing.paths import place
from grants.calls.editing.permitted import Refusal, Why, refusals
from grants.calls.editing.where import where
from grants.calls.lacking import lacking_in
from grants.calls.models import Call, CallVersion
from grants.calls.promises.dates import only_promises_differ
from grants.calls.queries import rules_in, rules_of, versions_of
from grants.calls.reasons import Reason
from grants.calls.rules.canonical import dump

WORDS = {
    Why.NEVER: _l("This never changes once a call is published."),
    Why.ANNOUNCED: _l("The call is announced already."),
    Why.OPEN: _l("Applications are taken already."),
    Why.CLOSED: _l("After the deadline nothing changes that decides between applications, or who may apply."),
    Why.EARLIER: _l("While applications are taken, the deadline can only move later."),
    Why.LESS: _l("After the deadline this can only grow."),
    Why.LANGUAGE: _l("The first language of a published call stays."),
}


def changes_of(version: CallVersion, before: CallVersion) -> list[Change]:
    """Return what differs between two versions, in the reader's language."""
    return differences(dump(rules_in(before)), dump(rules_in(version)))


def history_of(call: Call) -> list[tuple[CallVersion, list[Change]]]:
    """Return the amendments in force, the newest first, each with what it changed in the reader's language."""
    if call.version == 1:
        return []
    return [(version, changes_of(version, before)) for version, before in pairwise(versions_of(call))]


def obstacles(call: Call, version: CallVersion, now: datetime) -> list[Reason]:
    """Return all that stands in the way of putting an amendment in force, each with where it is put right.

    What only moves a promised date needs a reason and no act: it takes nothing from anybody but the organiser's word.
    """
    old, new = rules_of(call), rules_in(version)
    refused = refusals(dump(old), dump(new), call.phase_at(now))
    needs_act = not only_promises_differ(dump(old), dump(new))
    reasons = [_reason(call, refusal, dump(new)) for refusal in refused]
    if old == new and not reasons:
        reasons.append(Reason(_("Nothing is changed yet."), "office_rules.overview", {"slug": call.slug}))
    if not version.reason.strip():
        reasons.append(_about(call, _("Missing: %(what)s.", what=_("why the rules are amended"))))
    if needs_act and not (version.act_body and version.act_number and version.act_date):
        what = _("the act that amends the rules: body, number and date")
        reasons.append(_about(call, _("Missing: %(what)s.", what=what)))
    return [*reasons, *lacking_in(new, call, version.number, needs_act=needs_act)]


def _about(call: Call, words: str) -> Reason:
    return Reason(words, "office_amendment.page", {"slug": call.slug, "_anchor": "why"})


def _reason(call: Call, refusal: Refusal, document: dict[str, object]) -> Reason:
    if refusal.why is Why.OVER:
        return Reason(_("Only the rules of a published call that is not decided yet can be amended."))
    found = where(document, place(document, refusal.path))
    words = str(WORDS[refusal.why])
    if found is None:
        return Reason(words)
    return Reason(f"{found.words}: {words}", found.endpoint, {"slug": call.slug, **found.values})
