"""Extend the term to decide on everything in a call that is not decided yet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.extending.models import TermExtension
from grants.awards.extending.notices import facts_of
from grants.awards.extending.queries import Term, terms_in, undecided_in
from grants.awards.letters.events import DeclarationChanged
from grants.awards.letters.models import Letter, LetterState
from grants.awards.letters.services import freeze_again, prepare_letter
from grants.awards.numbering.services import next_numbers, take
from grants.awards.stakes import require_none_of_own
from grants.awards.wordings.facts import Facts
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record
from grants.web.filters import day

MAX_EXTENSION_REASON = 2000


def extend(*, call: Call, until: date, reason: str, actor: Person) -> list[TermExtension]:
    """Extend the term to decide on every undecided application of a call, and prepare its notice to each applicant.

    Each counts from the moment at which its letter is sent; until then the last lawful day stays where it was. What is
    extended until that day or a later one already is left alone, so that a second time does nothing. Raise Conflict
    while applications are taken or where nothing waits for a decision, Invalid without a reason, or for a day that is
    not after the present last days, not within four months of the receipt, or past; Forbidden for who has an
    application in the call.
    """
    call = calls.lock(call.id, exclusive=True)
    require_none_of_own(call, actor)
    waiting = _waiting_until(call, until, reason)
    numbers = take(call=call, count=len(waiting)) if waiting else []
    made = []
    for facts in facts_of(call, zip(waiting, numbers, strict=True), until, reason.strip(), actor):
        extension = TermExtension(
            application_id=facts.application.id,
            call_id=call.id,
            number=facts.number,
            until=until,
            reason=facts.because,
            extended_by_id=actor.id,
            extended_at=facts.made_at,
        )
        db.session.add(extension)
        db.session.flush()
        details = {"until": until.isoformat(), "extension": extension.id.hex}
        record(action="term.extended", subject=facts.application, actor=actor, call_id=call.id, details=details)
        prepare_letter(facts=facts, actor=actor)
        made.append(extension)
    return made


def preview(*, call: Call, until: date, reason: str, actor: Person) -> list[Facts]:
    """Return the notices that extending would write; raise as `extend` does. Nothing is stored."""
    require_none_of_own(call, actor)
    waiting = _waiting_until(call, until, reason)
    numbers = next_numbers(call, len(waiting))
    return facts_of(call, zip(waiting, numbers, strict=True), until, reason.strip(), actor)


def on_declaration_changed(event: DeclarationChanged) -> None:
    """Put the notices that nobody has signed or sent yet down anew, with or without why they are valid unsigned."""
    waiting = (
        select(Letter, TermExtension, Call)
        .join(TermExtension, (TermExtension.call_id == Letter.call_id) & (TermExtension.number == Letter.number))
        .join(Call, Call.id == Letter.call_id)
        .where(Call.organiser_id == event.organiser_id, Letter.state == LetterState.PREPARED)
        .order_by(Letter.call_id, Letter.number)
    )
    for letter, extension, call in db.session.execute(waiting).all():
        official = db.session.get(Person, extension.extended_by_id) if extension.extended_by_id else None
        numbered = [(letter.application, extension.number)]
        (facts,) = facts_of(call, numbered, extension.until, extension.reason, official)
        if facts.unsigned_basis != letter.unsigned_basis:
            made_then = replace(facts, made_at=extension.extended_at)
            freeze_again(letter=letter, facts=made_then, actor_id=event.actor_id)


def _waiting_until(call: Call, until: date, reason: str) -> Sequence[Application]:
    """Return the applications whose term ends before a day; raise unless it can be extended until then."""
    if call.phase_at(clock.now()) in {Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN}:
        raise Conflict(_("The term to decide is extended once nobody can apply any more."))
    undecided = undecided_in(call)
    if not undecided:
        raise Conflict(_("Nothing in this call waits for a decision."))
    if not 0 < len(reason.strip()) <= MAX_EXTENSION_REASON:
        raise _invalid("reason", _("Write the reason, in at most %(most)s characters.", most=MAX_EXTENSION_REASON))
    terms = terms_in(call, undecided)
    _require_lawful(until, list(terms.values()))
    return [one for one in undecided if terms[one.id].promised_until < until]


def _require_lawful(until: date, terms: Sequence[Term]) -> None:
    latest = min(term.latest for term in terms)
    if until > latest:
        words = _(
            "The law lets it be extended until %(day)s at the latest, four months from the receipt.", day=day(latest)
        )
        raise _invalid("until", words)
    today = terms[0].today
    if until < today or until < min(term.last_day for term in terms):
        words = _("Write a day after the present last day to decide, which is %(day)s.", day=day(terms[0].last_day))
        raise _invalid("until", words)


def _invalid(field: str, words: str) -> Invalid:
    return Invalid(words, {field: words})
