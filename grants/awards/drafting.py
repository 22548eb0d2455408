"""The decisions that a ranking comes to, as they are shown before and stored by the confirmation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from grants.awards.ranking import Placement, Reason, ReasonCode, rounded
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


@dataclass(frozen=True)
class Grounds:
    """Hold what a decision says that does not follow from the ranking."""

    act: Act
    outcome: Ranked
    amount: Fraction | None
    number: str = ""
    """A preview of it; the one that is stored is given then."""
    because: str = ""
    conditions: str = ""
    supersedes: Decision | None = None


def draft_anew(standing: FullStanding, application: Application, grounds: Grounds, actor: Person | None) -> Draft:
    """Draft a decision in the place of an earlier one; its reasons are those of the rules where they come to the same.

    What it says otherwise rests on the words of who decides.
    """
    reference = application.reference or ""
    placement = standing.by_rules[reference]
    if (placement.outcome, placement.amount) != (grounds.outcome, grounds.amount):
        why = Reason(ReasonCode.COMMITTEE, text=grounds.because) if grounds.because else None
        placement = replace(placement, outcome=grounds.outcome, amount=grounds.amount, reasons=(why,) if why else ())
    return _drafted(standing, placement, grounds, actor, reasonings_in(application.call))


def _draft(
    standing: FullStanding, reference: str, number: str, actor: Person, reasonings: Mapping[UUID, ByCode]
) -> Draft:
    placement, departure = standing.placements[reference], standing.departures.get(reference)
    grounds = Grounds(
        act=Act.CONFIRMED,
        outcome=placement.outcome,
        amount=placement.amount,
        number=number,
        because=departure.reason if departure else "",
        conditions=departure.conditions if departure else "",
    )
    return _drafted(standing, placement, grounds, actor, reasonings)


def _drafted(
    standing: FullStanding,
    placement: Placement,
    grounds: Grounds,
    actor: Person | None,
    reasonings: Mapping[UUID, ByCode],
) -> Draft:
    rules, application, before = standing.rules, standing.applications[placement.reference], grounds.supersedes
    separations = standing.separations_of(placement.reference)
    decision = Decision(
        application_id=application.id,
        call_id=application.call_id,
        act=grounds.act,
        sequence=before.sequence + 1 if before else 1,
        supersedes_id=before.id if before else None,
        number=grounds.number,
        outcome=Outcome(placement.outcome.value),
        amount=money_of(placement.amount),
        rank=None if placement.outcome is Ranked.INELIGIBLE else placement.rank,
        total=total_of(placement, rules),
        reasons=[_document(reason) for reason in placement.reasons],
        reasoning=_reasoning(placement, separations, rules),
        separated_by=written(separations),
        because=grounds.because,
        conditions=grounds.conditions,
        confirmed_by_id=actor.id if actor else None,
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
