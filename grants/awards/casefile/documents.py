"""What a case file says of one application where no file says it yet: checks, sheets, delivery, journal."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.applications.models import Application
from grants.awards.contests.labels import CAME_BY, RULINGS
from grants.awards.contests.models import Complaint, RulingSending
from grants.awards.extending.late import Late
from grants.awards.letters.labels import CHANNELS, FAILURES, VOID
from grants.awards.letters.models import Delivery, Letter
from grants.awards.wordings.kinds import LetterKind
from grants.calls.printed import only_in, payers
from grants.calls.queries import rules_of
from grants.db import db
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Table, said
from grants.evaluation.labels import ANSWERS
from grants.evaluation.models import CheckAnswer
from grants.journal.models import Entry
from grants.journal.words import action_words
from grants.web.filters import day, moment, text
from grants.web.formats import NOTHING
from grants.web.languages import language


def document_of(application: Application, title: str, blocks: Sequence[Block]) -> Document:
    """Return a document of the case file."""
    rules = rules_of(application.call)
    return Document(
        title=title,
        language=language(),
        lead=[
            application.call.organiser.name,
            text(application.call.title),
            application.reference or "",
            *only_in(rules),
        ],
        blocks=blocks or [said(_("None."))],
        foot=text(rules.title),
        fund=payers(rules),
    )


def contents_in_words(names: Sequence[str], left_out: Sequence[tuple[str, str]]) -> list[Block]:
    """Return the list of the files of a case file, and of those that are left out with why."""
    listed: list[Block] = [Bullets([[(name, "")] for name in names])]
    if not left_out:
        return listed
    rows = [[path, why] for path, why in left_out]
    return [*listed, Heading(_("Left out")), Table([_("File"), _("Why")], rows)]


def checks_in_words(application: Application, answers: Mapping[str, CheckAnswer]) -> list[Block]:
    """Return each administrative criterion with its answer, the register behind it, who gave it and who confirmed."""
    people = people_by_id(_people(answers.values()))
    return [
        block
        for check in rules_of(application.call).checks
        for block in (Heading(f"{check.code} {text(check.text)}"), _check(answers.get(check.code), people))
    ]


def _check(answer: CheckAnswer | None, people: Mapping[UUID, Person]) -> Block:
    if answer is None:
        return said(NOTHING)
    pairs = [
        (_("Answer"), str(ANSWERS[answer.answer])),
        (_("Answered"), f"{_name(answer.answered_by_id, people)}, {moment(answer.answered_at)}"),
    ]
    if answer.comment:
        pairs.append((_("Comment"), answer.comment))
    if answer.source:
        pairs.append((_("Consulted register"), f"{answer.source}, {day(answer.consulted_on)}"))
    if answer.confirmed_at:
        pairs.append((_("Confirmed"), f"{_name(answer.confirmed_by_id, people)}, {moment(answer.confirmed_at)}"))
    return Facts(pairs)


def delivery_in_words(
    letters: Collection[Letter], deliveries: Mapping[UUID, list[Delivery]], late: Mapping[str, Late]
) -> Iterator[Block]:
    """Yield every try to deliver each letter: how, when, what proves it, and from when the term to contest counts.

    `late` are the notices that left after the term they extend had ended, by number.
    """
    for letter in letters:
        yield Heading(letter.number)
        rows = [_try(each) for each in deliveries.get(letter.id, [])]
        yield Table([_("Way"), _("Sent"), _("Proof"), _("What came of it")], rows) if rows else said(_("Not sent yet."))
        yield Facts(
            [
                (_("Counts as notified on"), day(letter.notified_on)),
                (_("Can be contested until"), day(letter.contest_until)),
            ]
        )
        if letter.void_reason is not None:
            yield said(_("It is void: %(why)s.", why=VOID[letter.void_reason]))
        if letter.kind is LetterKind.EXTENSION and (one := late.get(letter.number)) is not None:
            sent, ended = day(one.sent_on), day(one.ended_on)
            yield said(
                _("It left on %(sent)s, after the term to decide had ended on %(ended)s.", sent=sent, ended=ended)
            )


def complaints_in_words(complaints: Collection[Complaint]) -> Iterator[Block]:
    """Yield each complaint, or what the organiser itself found wrong: what it says and what was decided, and why."""
    for one in complaints:
        yield Heading(f"{one.number}. {CAME_BY[one.came_by]}")
        pairs = [(_("Who complains"), one.complainant), (_("Received"), day(one.received_on))]
        if one.ruling is not None and not one.is_own_motion:
            pairs.append((_("Decision on the complaint"), str(RULINGS[one.ruling])))
        moments = ((_("Decided"), one.ruled_at), (_("Withdrawn"), one.withdrawn_at), (_("Finished"), one.concluded_at))
        yield Facts(pairs + [(words, moment(at)) for words, at in moments if at is not None])
        yield said(one.words)
        if one.reason and one.reason != one.words:
            yield said(one.reason)
        if one.sendings:
            yield Table(
                [_("Way"), _("Sent"), _("Proof"), _("What came of it")], [_handed(each) for each in one.sendings]
            )
        if sending := one.sending:
            notified = (_("Counts as notified on"), day(sending.notified_on))
            yield Facts([notified, (_("Can be appealed until"), day(sending.appeal_until))])


def _handed(sending: RulingSending) -> list[str]:
    proof = sending.tracking or (sending.proof.name if sending.proof else NOTHING)
    came = str(FAILURES[sending.failure]) if sending.failure else NOTHING
    return [str(CHANNELS[sending.channel]), moment(sending.sent_at), proof, came]


def _try(delivery: Delivery) -> list[str]:
    proof = delivery.proof or (delivery.dispatch.tracking if delivery.dispatch else "")
    came = str(FAILURES[delivery.failure]) if delivery.failure else day(delivery.proven_on)
    return [str(CHANNELS[delivery.channel]), moment(delivery.sent_at), proof or NOTHING, came]


def journal_in_words(application: Application) -> list[Block]:
    """Return who did what about an application, the first first; one statement beside the names."""
    found = select(Entry).where(Entry.subject_id == application.id).order_by(Entry.recorded_at, Entry.id)
    entries = list(db.session.scalars(found))
    people = people_by_id({each.actor_id for each in entries if each.actor_id})
    rows = [
        [moment(each.recorded_at), _name(each.actor_id, people), action_words(each.action), each.content_hash[:16]]
        for each in entries
    ]
    return [Table([_("When"), _("Who"), _("What"), _("Digest")], rows)] if rows else []


def _people(answers: Collection[CheckAnswer]) -> set[UUID]:
    named = (id_ for each in answers for id_ in (each.answered_by_id, each.confirmed_by_id))
    return {id_ for id_ in named if id_ is not None}


def _name(person_id: UUID | None, people: Mapping[UUID, Person]) -> str:
    person = people.get(person_id) if person_id else None
    return (person.name or person.email) if person else _("the service")
