"""The ranking as a complaint makes it: of the marks of others and of corrected checks, beside the one that stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grants.awards.contests.models import Complaint
from grants.awards.contests.queries import fresh_sheets_of
from grants.awards.late.comparison import Place, changes_between, places_in
from grants.awards.queries import standing_of
from grants.awards.ranking import Entry
from grants.awards.ranking import Sheet as Marks
from grants.awards.standing import FullStanding, Listed
from grants.calls.queries import rules_of
from grants.evaluation.models import Answer
from grants.evaluation.progress import sheets_needed


@dataclass(frozen=True)
class Remade:
    """Be one application before and after; `redecided` tells whether it gets a new decision."""

    listed: Listed
    before: Place
    after: Place
    redecided: bool


@dataclass(frozen=True)
class Remaking:
    """Hold the order before and after, and what changes for whom, in the order after."""

    before: tuple[Place, ...]
    after: tuple[Place, ...]
    changes: tuple[Remade, ...]


def sheets_lacking(complaint: Complaint) -> int:
    """Return how many more must evaluate anew before there can be a new ranking."""
    if not complaint.is_judged_anew:
        return 0
    sent = sum(fresh.submitted_at is not None for fresh in fresh_sheets_of(complaint))
    return max(0, max(1, sheets_needed(rules_of(complaint.application.call))) - sent)


def standing_after(complaint: Complaint) -> FullStanding:
    """Return the ranking of the call as it will be; it is not stored."""
    return standing_of(
        complaint.application.call, instead={complaint.application_id: lambda entry: _judged(entry, complaint)}
    )


def remaking_of(complaint: Complaint) -> Remaking:
    """Return what the new ranking changes and for whom; the application complained about is decided anew always."""
    standing, remade = standing_of(complaint.application.call), standing_after(complaint)
    before, after = places_in(standing.ranking), places_in(remade.ranking)
    changes = tuple(_changes(before, after, remade, complaint))
    return Remaking(before, after, changes)


def _changes(
    before: Sequence[Place], after: Sequence[Place], standing: FullStanding, complaint: Complaint
) -> Iterator[Remade]:
    for change in changes_between(before, after):
        listed = standing.listed[change.after.reference]
        contested = listed.id == complaint.application_id
        if change.differs or contested:
            yield Remade(
                listed, change.before, change.after, contested or _is_decided_otherwise(change.before, change.after)
            )


def _is_decided_otherwise(before: Place, after: Place) -> bool:
    """Tell whether outcome or sum differ, or the place in the reserve, which is what that decision says."""
    moved = after.outcome == "reserve" and before.rank != after.rank
    return moved or (before.outcome, before.amount) != (after.outcome, after.amount)


def _judged(entry: Entry, complaint: Complaint) -> Entry:
    checks = {**entry.checks, **dict.fromkeys(complaint.corrected, Answer.YES.value)}
    checks |= dict.fromkeys(complaint.failed, Answer.NO.value)
    if not complaint.is_judged_anew:
        return replace(entry, checks=checks)
    sheets = [fresh for fresh in fresh_sheets_of(complaint) if fresh.submitted_at is not None]
    marks = tuple(Marks({code: Decimal(mark) for code, mark in one.marks.items()}, False) for one in sheets)
    return replace(entry, checks=checks, sheets=marks, consensus={})
