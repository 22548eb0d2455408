"""What stands in the place of each placeholder, said in a language; nothing of it is read from the database."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.awards.terms import local_day
from grants.awards.wording import reasons_of
from grants.awards.wordings.contracting import CONTRACT_PARTS
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.naming import NOTHING, body_of, paragraphs
from grants.documents.content import Block, Bullets, Heading, Paragraph, Room, said
from grants.documents.content import Facts as Pairs
from grants.web import formats
from grants.web.filters import day, moment, money, text

Part = Callable[[Facts, str], Iterator[Block]]


def words_of(facts: Facts) -> dict[str, str]:
    """Return the words for the placeholders of a letter, in the language now in force."""
    application, rules, decision = facts.application, facts.rules, facts.decision
    until = facts.until or (decision.answer_until if decision else None)
    return {
        "number": facts.number,
        "day": day(_made_on(facts)),
        "call": text(rules.title),
        "organiser": rules.organiser.name,
        "applicant": application.organisation.name if application.organisation else formats.NOTHING,
        "title": application.title,
        "reference": application.reference or "",
        "received": moment(application.submitted_at),
        "requested": money(application.requested),
        "official": _name_of(facts),
        "amount": money(decision.amount) if decision and decision.amount is not None else "",
        "until": day(until),
    }


def part_of(facts: Facts, name: str, language: str) -> Sequence[Block]:
    """Return a part of a letter, in the language now in force; nothing for a name that is none."""
    parts = CONTRACT_PARTS if facts.kind is LetterKind.CONTRACT else PARTS
    return [*parts[name](facts, language)] if name in parts else []


def _head(facts: Facts, _language: str) -> Iterator[Block]:
    institution, programme, known = facts.rules.organiser, facts.rules.programme, facts.application.organisation
    addressee = body_of(known.name, known.registration_number, known.address) if known else formats.NOTHING
    paid = [text(programme.name), text(programme.fund) if programme.is_european else ""]
    if programme.project_number not in NOTHING:
        paid.append(_("project No. %(number)s", number=programme.project_number))
    yield Pairs(
        [
            (_("Institution"), body_of(institution.name, institution.registration_number, institution.address)),
            (_("Addressee"), addressee),
            (_("Number"), facts.number),
            (_("Date"), day(_made_on(facts))),
            (_("Call"), text(facts.rules.title)),
            (_("Programme"), ", ".join(filter(None, paid))),
        ]
    )


def _facts(facts: Facts, _language: str) -> Iterator[Block]:
    application = facts.application
    yield said(
        _(
            "On %(moment)s the application “%(title)s” was received under No. %(reference)s. It asks for %(sum)s.",
            moment=moment(application.submitted_at),
            title=application.title,
            reference=application.reference,
            sum=money(application.requested),
        )
    )
    if facts.decision is not None:
        yield said(_who_decided(facts))


def _who_decided(facts: Facts) -> str:
    decision = facts.decision
    if decision is not None and decision.resolution_number and decision.resolution_date:
        return _(
            "The council decided on it on %(day)s by its decision No. %(number)s, on the proposal of the evaluation "
            "committee.",
            day=day(decision.resolution_date),
            number=decision.resolution_number,
        )
    if facts.rules.committee.decided_by == "council":
        return _("The council decided on it, on the proposal of the evaluation committee.")
    if facts.voted is not None:
        return _(
            "The evaluation committee decided on it by vote in its sitting of %(day)s, minutes No. %(number)s.",
            day=day(facts.voted.on),
            number=facts.voted.minutes,
        )
    return _("The evaluation committee decided on it.")


def _decision(facts: Facts, _language: str) -> Iterator[Block]:
    if facts.kind is LetterKind.EXTENSION:
        yield _strong(_("The term to decide on the application is extended until %(day)s.", day=day(facts.until)))
        return
    outcome = facts.decision.outcome.value if facts.decision else ""
    match outcome:
        case "awarded":
            yield _strong(_awarded(facts))
        case "reserve":
            more = _("Should places or money become free, the reserve list is followed in the order of the ranking.")
            yield Paragraph(
                [
                    (_("The application is put on the reserve list. No money is awarded now."), "strong"),
                    (f" {more}", ""),
                ]
            )
        case "ineligible":
            yield _strong(
                _(
                    "The application is rejected without its quality being judged, because it does not meet the "
                    "administrative criteria."
                )
            )
        case "on_hold":
            yield _strong(_("The decision on the application is put off. It follows in a letter of its own."))
        case "declined" if facts.kind is LetterKind.LAPSED:
            yield _strong(
                _("The offer was not answered in time, so the award lapses. No money is awarded to the application.")
            )
        case "declined":
            yield _strong(_("The applicant does not take the award. No money is awarded to the application."))
        case "revoked":
            yield _strong(_("The award is revoked. No money is awarded to the application any more."))
        case _:
            yield _strong(_("The application is rejected."))


def _awarded(facts: Facts) -> str:
    amount, requested = facts.decision.amount if facts.decision else None, facts.application.requested
    if amount is not None and requested is not None and amount < requested:
        figures = {"sum": money(amount), "requested": money(requested)}
        if facts.decision is not None and not facts.decision.departs:
            return _(
                "The application is approved and %(sum)s of the %(requested)s asked for are awarded: so much of the "
                "money of the call was left.",
                **figures,
            )
        return _("The application is approved and %(sum)s of the %(requested)s asked for are awarded.", **figures)
    return _("The application is approved and %(sum)s are awarded.", sum=money(amount))


def _reasons(facts: Facts, language: str) -> Iterator[Block]:
    if facts.decision is not None and facts.placement is not None:
        reasons = reasons_of(facts.decision, facts.placement, facts.rules, language)
        if reasons:
            yield Bullets([[(reason, "")] for reason in reasons])
        yield from paragraphs("" if facts.decision.departs else facts.decision.because)
    yield from paragraphs(facts.because)
    for one in facts.explained:
        if one.criterion:
            yield Paragraph([(f"{one.criterion.code} {text(one.criterion.title)}", "strong")])
        yield from map(said, one.paragraphs)


def _legal_basis(facts: Facts, _language: str) -> Iterator[Block]:
    act = facts.rules.approved_by
    if facts.kind is LetterKind.EXTENSION:
        yield said(_("Section 64 of the Administrative Procedure Law (Administratīvā procesa likums)."))
    yield said(
        _(
            "The rules of the call, approved by %(body)s on %(date)s under No. %(number)s.",
            body=act.body,
            date=day(act.date),
            number=act.number,
        )
        if act
        else _("The rules of the call.")
    )


def _contest(facts: Facts, _language: str) -> Iterator[Block]:
    contest, months = facts.rules.schedule.contest, facts.months_to_contest
    to = contest.to if contest else facts.rules.organiser.name
    if contest and contest.kind == "appeal":
        yield Heading(_("Where and until when the decision can be appealed"))
        yield _strong(
            ngettext(
                "The decision can be appealed to %(court)s within %(num)d month.",
                "The decision can be appealed to %(court)s within %(num)d months.",
                months,
                court=to,
            )
        )
    else:
        yield Heading(_("Where and until when the decision can be contested"))
        yield _strong(
            ngettext(
                "The decision can be contested by writing to %(institution)s within %(num)d month.",
                "The decision can be contested by writing to %(institution)s within %(num)d months.",
                months,
                institution=to,
            )
        )
    yield said(
        _(
            "The term runs from the day on which this letter counts as notified: the second working day after it was "
            "sent by e-mail or to the official e-address, the seventh day after it was posted as a registered letter, "
            "or the day on which it was handed over. The last day is named on the page of the decision."
        )
    )


def _signature(facts: Facts, _language: str) -> Iterator[Block]:
    yield Room(0)
    if facts.official is not None:
        post, organiser = _("project coordinator"), facts.rules.organiser.name
        yield said(f"{_name_of(facts)}, {post}, {organiser}, {day(_made_on(facts))}")
    if facts.unsigned_basis:
        yield said(_("This letter is valid without a signature: %(basis)s", basis=facts.unsigned_basis))


def _conditions(facts: Facts, _language: str) -> Iterator[Block]:
    yield from paragraphs(facts.decision.conditions if facts.decision else "")


def _replaced(facts: Facts, _language: str) -> Iterator[Block]:
    if facts.replaced is not None:
        made_on = local_day(facts.replaced.made_at, facts.rules.schedule.timezone)
        yield said(
            _(
                "It stands in the place of decision No. %(number)s of %(day)s, which is not in force any more.",
                number=facts.replaced.number,
                day=day(made_on),
            )
        )


def _answer(facts: Facts, _language: str) -> Iterator[Block]:
    until = facts.decision.answer_until if facts.decision else None
    if until is not None:
        yield _strong(
            _(
                "Answer by %(day)s whether you take the award. Without an answer it counts as declined, and the place "
                "is offered to the next on the reserve list.",
                day=day(until),
            )
        )


def _strong(words: str) -> Paragraph:
    return Paragraph([(words, "strong")])


def _name_of(facts: Facts) -> str:
    return (facts.official.name or facts.official.email) if facts.official else ""


def _made_on(facts: Facts) -> date:
    return local_day(facts.made_at, facts.rules.schedule.timezone)


PARTS: dict[str, Part] = {
    "head": _head,
    "facts": _facts,
    "decision": _decision,
    "reasons": _reasons,
    "legal_basis": _legal_basis,
    "contest": _contest,
    "signature": _signature,
    "conditions": _conditions,
    "replaced": _replaced,
    "answer": _answer,
}
