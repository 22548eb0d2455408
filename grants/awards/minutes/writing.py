"""Write minutes from what was recorded, in the first language of the rules; reasons are those of the letters."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from flask_babel import force_locale
from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.accounts.models import Person
from grants.awards.labels import OUTCOMES
from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.models import Lot, LotKind, Resolution, SittingKind, Subject
from grants.awards.meetings.room import name_of
from grants.awards.minutes.applications import section_about
from grants.awards.minutes.content import Section
from grants.awards.minutes.facts import Record
from grants.calls.printed import payers
from grants.documents.content import Block, Bullets, Document, Facts, Heading, said
from grants.web.filters import clock_time, day, moment, money, text
from grants.web.ordering import in_order

OPENING, CLOSING = "opening", "closing"
"""The places of free words that stand in all minutes."""
GENERAL = "general"
"""The part of minutes that is about no application."""
Words = Mapping[str, str]


def place_of(application_id: uuid.UUID) -> str:
    """Return the code of the free words about an application."""
    return application_id.hex


def places_in(record: Record) -> list[str]:
    """Return every place in which free words can stand."""
    return [OPENING, *(place_of(one.id) for one in record.about()), CLOSING]


def title_of(record: Record) -> str:
    """Return what minutes are called, in the language now in force."""
    if record.sitting.kind is SittingKind.WRITTEN:
        return _("Minutes of a written procedure of the committee")
    return _("Minutes of a sitting of the committee")


def sections_of(record: Record, words: Words) -> list[Section]:
    """Return the minutes in sections, with the free words in their places."""
    with force_locale(record.rules.languages[0]):
        return [
            Section([*_head(record), *_free(words, OPENING)]),
            *(section_about(record, one, words.get(place_of(one.id), ""), votes_in) for one in record.about()),
            Section([*_ties(record), *_questions(record), *_free(words, CLOSING)]),
        ]


def document_of(record: Record, blocks: Sequence[Block], signatures: Sequence[str], logo: str = "") -> Document:
    """Return minutes as a document, with the logo of a digest at its head and who has approved them at its end."""
    language = record.rules.languages[0]
    with force_locale(language):
        end: list[Block] = []
        if signatures:
            end = [Heading(_("Approved")), Bullets([[(line, "")] for line in signatures])]
        return Document(
            title=title_of(record),
            language=language,
            lead=[text(record.rules.title), record.rules.organiser.name],
            blocks=[*blocks, *end],
            foot=record.rules.organiser.name,
            number=record.sitting.record_number,
            fund=payers(record.rules),
            logo=logo_on_paper(record.call.organiser, logo),
        )


def votes_in(record: Record, resolution: Resolution) -> Block:
    """Return what was put to the vote, who voted how, and what it came to."""
    proposal = _proposal(resolution)
    pairs = [(_("Put to the vote"), proposal)]
    for ballot, heading in (
        (Ballot.FOR, _("For")),
        (Ballot.AGAINST, _("Against")),
        (Ballot.ABSTAINED, _("Abstained")),
        (Ballot.EXCLUDED, _("Took no part for a conflict of interest")),
    ):
        given_by = (_name(record, one) for one, given in resolution.ballots.items() if given == ballot)
        names = in_order(given_by, str)
        if names or ballot is not Ballot.EXCLUDED:
            pairs.append((heading, f"{len(names)} ({', '.join(names)})" if names else "0"))
    came_to = _("carried") if resolution.carried else _("not carried")
    if resolution.carried and resolution.subject is Subject.DEPARTURE:
        came_to = _("carried; this vote approves the departure and its reason")
    if resolution.by_casting:
        came_to = _("%(result)s by the vote of the chair", result=came_to)
    pairs.append((_("Result"), came_to))
    if resolution.reason:
        pairs.append((_("Reason"), resolution.reason))
    return Facts(pairs)


def _proposal(resolution: Resolution) -> str:
    if resolution.subject is Subject.QUESTION:
        return resolution.words
    if resolution.subject is Subject.TIE:
        return _("the order %(names)s", names=", ".join(resolution.references))
    proposed = str(OUTCOMES[resolution.outcome])
    if resolution.amount:
        proposed = f"{proposed}, {money(Decimal(resolution.amount))}"
    if resolution.subject is Subject.DEPARTURE:
        return _("a departure from the ranking: %(outcome)s", outcome=proposed)
    return _("what the ranking comes to: %(outcome)s", outcome=proposed)


def _head(record: Record) -> Iterator[Block]:
    sitting, committee = record.sitting, record.rules.committee
    where = ", ".join(filter(None, (sitting.place, sitting.link)))
    came, in_writing = record.room.came, sitting.kind is SittingKind.WRITTEN
    pairs = [(_("Number"), record.sitting.record_number), (_("Date"), day(sitting.opened_at or sitting.starts_at))]
    if sitting.kind is SittingKind.WRITTEN:
        pairs += [
            (_("Votes asked for"), moment(sitting.opened_at)),
            (_("Votes taken until"), moment(sitting.starts_at)),
        ]
    else:
        pairs += [(_("Place"), where), (_("Opened"), moment(sitting.opened_at))]
        pairs += [(_("Closed"), moment(sitting.closed_at))] if sitting.closed_at else []
    pairs += [
        (_("Chair"), _name(record, sitting.chair_id)),
        (_("Kept the minutes"), _name(record, sitting.secretary_id)),
        (_("Voted") if in_writing else _("Present"), ", ".join(_there(record, one) for one in came) or "–"),
        (_("Did not vote") if in_writing else _("Absent"), ", ".join(map(name_of, record.room.absent)) or "–"),
        (
            _("Quorum"),
            _(
                "%(present)s of %(size)s, needed %(quorum)s",
                present=len(came),
                size=committee.size,
                quorum=committee.quorum,
            ),
        ),
    ]
    yield Facts(pairs)
    yield Heading(_("Agenda"))
    yield Bullets([[(line, "")] for line in sitting.agenda], numbered=True)
    yield Heading(_("Who takes no part in which application"))
    lines = list(_excluded(record))
    yield Bullets([[(line, "")] for line in lines]) if lines else said(_("Nobody."))


def _there(record: Record, person: Person) -> str:
    """Return the name of who was there, with when they came and left where that is not all of the sitting."""
    sitting, name = record.sitting, name_of(person)
    times = record.room.attended.get(person.id, [])
    if sitting.kind is SittingKind.WRITTEN:
        return name
    whole = len(times) == 1 and times[0].came_at == sitting.opened_at and times[0].left_at in {None, sitting.closed_at}
    spans = (
        f"{clock_time(one.came_at)}–{clock_time(one.left_at) if one.left_at else ''}" for one in times if not whole
    )
    return " ".join([name, *(f"({span})" for span in spans)])


def _excluded(record: Record) -> Iterator[str]:
    about = {one.id: one for one in record.about()}
    for application_id, people in record.room.conflicts.items():
        if application_id in about:
            names = ", ".join(in_order(map(name_of, people), str))
            yield f"{about[application_id].reference} {about[application_id].title} – {names}"


def _ties(record: Record) -> Iterator[Block]:
    voted = [one for one in record.resolutions.values() if one.subject is Subject.TIE]
    drawn = [one for one in record.lots.values() if one.drawn_at is not None]
    if voted or drawn:
        yield Heading(_("Ties"))
    for resolution in voted:
        yield votes_in(record, resolution)
    for lot in drawn:
        yield Facts(_drawn(lot))


def _drawn(lot: Lot) -> list[tuple[str, str]]:
    pairs = [
        (_("Lot among"), ", ".join(lot.references)),
        (_("Drawn"), moment(lot.drawn_at)),
        (_("The order"), ", ".join(lot.order)),
    ]
    if lot.kind is LotKind.PUBLIC:
        pairs += [(_("Source of the numbers"), lot.source), (_("Numbers"), lot.numbers.replace("\n", "; "))]
    return pairs


def _questions(record: Record) -> Iterator[Block]:
    asked = [one for one in record.resolutions.values() if one.subject is Subject.QUESTION]
    if asked:
        yield Heading(_("Other questions"))
    for one in asked:
        yield votes_in(record, one)


def _free(words: Words, place: str) -> Iterator[Block]:
    yield from (said(line.strip()) for line in words.get(place, "").splitlines() if line.strip())


def _name(record: Record, person_id: uuid.UUID | str | None) -> str:
    if person_id is None:
        return "–"
    person = record.people.get(uuid.UUID(str(person_id)))
    return name_of(person) if person else "–"
