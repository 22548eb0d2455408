"""The parts of a contract, said in a language; nothing of it is read from the database."""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from grants.awards.terms import local_day
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.naming import body_of, paragraphs
from grants.documents.content import Block, Heading, Room, said
from grants.documents.content import Facts as Pairs
from grants.web import formats
from grants.web.filters import day, money, text

LINES_TO_SIGN = 1


def _parties(facts: Facts, _language: str) -> Iterator[Block]:
    institution, known = facts.rules.organiser, facts.application.organisation
    grantee = body_of(known.name, known.registration_number, known.address) if known else formats.NOTHING
    yield Pairs(
        [
            (_("Grantor"), body_of(institution.name, institution.registration_number, institution.address)),
            (_("Grantee"), grantee),
            (_("Number of the contract"), facts.number),
            (_("Call"), text(facts.rules.title)),
            (_("Programme"), text(facts.rules.programme.name)),
        ]
    )


def _grant(facts: Facts, _language: str) -> Iterator[Block]:
    application, decision = facts.application, facts.decision
    pairs = [(_("Project"), application.title), (_("Application"), application.reference or formats.NOTHING)]
    if decision is not None:
        pairs += [(_("Decision"), _decided_by(facts)), (_("Sum awarded"), money(decision.amount))]
    if facts.own_share is not None:
        pairs.append((_("Own share of the grantee"), money(facts.own_share)))
    yield Pairs(pairs)


def _decided_by(facts: Facts) -> str:
    decision = facts.decision
    if decision is None:
        return formats.NOTHING
    made_on = local_day(decision.confirmed_at, facts.rules.schedule.timezone)
    named = _("No. %(number)s of %(day)s", number=decision.number, day=day(made_on))
    if not (decision.resolution_number and decision.resolution_date):
        return str(named)
    council = _(
        "decision of the council No. %(number)s of %(day)s",
        number=decision.resolution_number,
        day=day(decision.resolution_date),
    )
    return f"{named}, {council}"


def _period(facts: Facts, _language: str) -> Iterator[Block]:
    bounds = facts.rules.schedule.implementation
    words = {"first": day(bounds.from_), "last": day(bounds.until)}
    yield said(_("The project is carried out from %(first)s until %(last)s.", **words))


def _conditions(facts: Facts, _language: str) -> Iterator[Block]:
    said_of_it = [*paragraphs(facts.decision.conditions if facts.decision else "")]
    yield from said_of_it or [said(_("The award has no conditions beyond the rules of the call."))]


def _signatures(_facts: Facts, _language: str) -> Iterator[Block]:
    for party in (_("Grantor"), _("Grantee")):
        yield Heading(party, 2)
        yield said(_("Name, post, date and signature:"))
        yield Room(LINES_TO_SIGN)


CONTRACT_PARTS: dict[str, Callable[[Facts, str], Iterator[Block]]] = {
    "parties": _parties,
    "grant": _grant,
    "period": _period,
    "conditions": _conditions,
    "signatures": _signatures,
}
