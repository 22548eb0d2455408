"""Hand over the signed decision on a complaint, by e-mail from here or another way, and note what became of it.

One that is right ends in a new decision, whose letter goes the way of all letters; one that is rejected ends in a
document that is written and signed outside, and from which the term to appeal counts.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.applications.services.enclosing import enclose
from grants.awards.contests import notices
from grants.awards.contests.models import Complaint, RulingSending
from grants.awards.contests.policies import may_read_complaint, may_record
from grants.awards.contests.signed import signatures_in
from grants.awards.letters.models import Failure
from grants.awards.letters.queries import declaration_of
from grants.awards.letters.services.dispatching import MAX_TRACKING
from grants.awards.terms import Channel, local_day, terms_of_ruling
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.services import record
from grants.web.filters import day as format_day
from grants.web.uploads import Uploaded


@dataclass(frozen=True)
class Handed:
    """Be how the signed decision goes or went; no file means the one of the try before."""

    channel: Channel
    file: Uploaded | None = None
    sent_on: date | None = None
    """Needed for what went another way than by e-mail from here."""
    tracking: str = ""
    proof: Uploaded | None = None


def send_ruling(*, complaint: Complaint, handed: Handed, actor: Person) -> RulingSending:
    """Keep the signed decision on a complaint, and send it by e-mail or record how it went; the same again is that one.

    Raise Forbidden for who does not handle the complaint, Conflict where no such decision is sent or one is on its way
    already, Invalid without the document, for an e-mail of one without an electronic signature that matches, and for a
    day before it was decided or to come.
    """
    signed = signatures_in(handed.file) if handed.file else []  # before anything is locked: it reads the file
    call, known = _locked(complaint, actor)
    if not complaint.sends_ruling:
        raise Conflict(_("Only the decision that rejects a complaint is sent by itself."))
    if known is not None:
        if known.channel is handed.channel and (handed.file is None or handed.file.sha256 == known.document.sha256):
            return known
        raise Conflict(_("The decision on the complaint was sent already, or is on its way."))
    document, signatures = _document(complaint, handed, actor, call), signed
    if handed.file is None:
        signatures = complaint.sendings[-1].signatures
    sent_at = None
    if handed.channel is Channel.EMAIL:
        _require_mailable(complaint, call, signatures)
    else:
        sent_at = _moment_on(handed.sent_on, complaint, call)
    proof = handed.proof and enclose(call=call, application=complaint.application, file=handed.proof, actor=actor)
    made = RulingSending(
        complaint_id=complaint.id,
        sequence=1 + max((one.sequence for one in complaint.sendings), default=0),
        channel=handed.channel,
        document_id=document.id,
        signatures=signatures,
        tracking=handed.tracking.strip()[:MAX_TRACKING],
        proof_id=proof.id if proof else None,
        recorded_by_id=actor.id,
        recorded_at=clock.now(),
    )
    db.session.add(made)
    if sent_at is not None:
        left(made, sent_at, complaint, actor)
        db.session.expire(complaint, ["sendings"])
        return made
    db.session.flush()
    db.session.expire(complaint, ["sendings"])
    _record("complaint.ruling_handed_over", made, complaint, actor)
    notices.answered(made)
    return made


def ruling_not_reached(*, complaint: Complaint, why: Failure, actor: Person | None) -> None:
    """Note that the signed decision did not reach whoever complained, so that it goes another way; twice is once.

    Raise Forbidden for who does not handle the complaint, Conflict unless it was sent.
    """
    _call, known = _locked(complaint, actor)
    if known is None:
        if complaint.sendings:
            return
        raise Conflict(_("The decision on the complaint was not sent."))
    known.failed_at, known.failure = clock.now(), why
    db.session.flush()
    _record("complaint.ruling_not_reached", known, complaint, actor)


def left(sending: RulingSending, sent_at: datetime, complaint: Complaint, actor: Person | None) -> None:
    """Note when the signed decision on a complaint left, with the terms that count from then."""
    timezone = rules_of(complaint.application.call).schedule.timezone
    terms = terms_of_ruling(local_day(sent_at, timezone), sending.channel)
    sending.sent_at, sending.notified_on, sending.appeal_until = sent_at, terms.notified_on, terms.contest_until
    db.session.flush()
    _record("complaint.ruling_sent", sending, complaint, actor)


def _locked(complaint: Complaint, actor: Person | None) -> tuple[Call, RulingSending | None]:
    call = calls.lock(complaint.call_id, exclusive=True)
    db.session.refresh(complaint, ["ruling", "sendings"])
    if actor and not (may_record(actor, call) and may_read_complaint(actor, complaint.application)):
        raise Forbidden(_("Only officials without a conflict of interest handle complaints."))
    return call, complaint.sending


def _document(complaint: Complaint, handed: Handed, actor: Person, call: Call) -> Enclosure:
    if handed.file is not None:
        return enclose(call=call, application=complaint.application, file=handed.file, actor=actor)
    if complaint.sendings:
        return complaint.sendings[-1].document
    words = _("Choose the signed document.")
    raise Invalid(words, {"document": words})


def _require_mailable(complaint: Complaint, call: Call, signatures: list[dict[str, object]]) -> None:
    if not any(not member.person.is_guest for member in complaint.application.members):
        words = _("Nobody with an e-mail address works on the application, so it goes another way.")
        raise Invalid(words, {"channel": words})
    is_signed = bool(signatures) and all(one["matches"] for one in signatures)
    if not is_signed and declaration_of(call.organiser_id) is None:
        words = _(
            "What goes by e-mail has to be signed electronically; this document has no signature that matches it."
        )
        raise Invalid(words, {"document": words})


def _moment_on(sent_on: date | None, complaint: Complaint, call: Call) -> datetime:
    """Return the moment to keep for a day: now for today, noon for a day before; raise Invalid for others."""
    now, timezone = clock.now(), rules_of(call).schedule.timezone
    today, first = local_day(now, timezone), local_day(complaint.ruled_at or now, timezone)
    if sent_on is None or not first <= sent_on <= today:
        words = _("It was decided on %(first)s: write a day from then until today.", first=format_day(first))
        raise Invalid(words, {"sent_on": words})
    return now if sent_on == today else datetime.combine(sent_on, time(12), ZoneInfo(timezone))


def _record(step: str, sending: RulingSending, complaint: Complaint, actor: Person | None) -> None:
    details = {"complaint": complaint.id.hex, "channel": sending.channel.value}
    if sending.failure:
        details["why"] = sending.failure.value
    record(action=step, subject=complaint.application, actor=actor, call_id=complaint.call_id, details=details)
