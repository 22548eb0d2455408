"""The decisions that a ranking comes to, as they are shown before and stored by the confirmation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from flask_babel import force_locale

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deliberation.reasonings import ByCode, reasonings_in
from grants.awards.explaining import Explained, explained
from grants.awards.figures import total_of
from grants.awards.models import Act, Decision, Outcome
from grants.awards.numbering.services import next_numbers
from grants.awards.ranking import Outcome as Ranked
from grants.awards.ranking import Placement, Reason, rounded
from grants.awards.separations import Separation, written
from grants.awards.standing import FullStanding
from grants.awards.wording import reasons_in_words
from grants.calls.rules.document import Rules


class Draft(NamedTuple):
    """Be a decision that is not stored, beside what it is about."""

    decision: Decision
    placement: Placement
    application: Application
    explained: tuple[Explained, ...]


def drafts_of(standing: FullStanding, actor: Person) -> list[Draft]:
    """Draft a decision for every application that was not withdrawn, numbered in the order of submission.

    The number tells nobody how many were better; the one that is stored is given then. Raise ValueError while the
    ranking leaves anything open.
    """
    decided = [one for one in standing.applications if standing.placements[one].outcome is not Ranked.WITHDRAWN]
    reasonings = reasonings_in(standing.applications[decided[0]].call) if decided else {}
    numbers = next_numbers(standing.call, len(decided))
    return [
        _draft(standing, reference, number, actor, reasonings)
        for reference, number in zip(decided, numbers, strict=True)
    ]


def money_of(amount: Fraction | None) -> Decimal | None:
    """Return an exact sum in cents."""
    return None if amount is None else Decimal(rounded(amount, 2))


def _draft(
    standing: FullStanding, reference: str, number: str, actor: Person, reasonings: Mapping[UUID, ByCode]
) -> Draft:
    rules, placement, application = standing.rules, standing.placements[reference], standing.applications[reference]
    separations, departure = standing.separations_of(reference), standing.departures.get(reference)
    decision = Decision(
        application_id=application.id,
        call_id=application.call_id,
        number=number,
        outcome=Outcome(placement.outcome.value),
        amount=money_of(placement.amount),
        rank=placement.rank,
        total=total_of(placement, rules),
        reasons=[_document(reason) for reason in placement.reasons],
        reasoning=_reasoning(placement, separations, rules),
        separated_by=written(separations),
        act=Act.CONFIRMED,
        sequence=1,
        because=departure.reason if departure else "",
        conditions=departure.conditions if departure else "",
        confirmed_by_id=actor.id,
        confirmed_at=clock.now(),
    )
    return Draft(decision, placement, application, explained(reasonings.get(application.id, {}), placement, rules))


def _document(reason: Reason) -> dict[str, str]:
    """Write a reason as the bundle has it."""
    about = {"check": reason.check, "criterion": reason.criterion, "text": reason.text}
    return {"code": reason.code.value} | {name: given for name, given in about.items() if given is not None}


def _reasoning(placement: Placement, separations: Sequence[Separation], rules: Rules) -> str:
    """Write the reasons in the call's first language, the one that is in force, each in a line."""
    language = rules.languages[0]
    with force_locale(language):
        return "\n".join(reasons_in_words(placement, separations, rules, language))
