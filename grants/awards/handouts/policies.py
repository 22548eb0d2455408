"""Which handouts of a call an official may have, and when."""

from collections.abc import Callable
from enum import StrEnum

from grants.accounts.models import Person
from grants.awards.policies import CONFIRMED, RANKED, may_see_ranking
from grants.awards.stakes import has_own_in
from grants.calls.models import Call
from grants.calls.policies import are_results_public, may_manage, may_read_office
from grants.calls.queries import rules_of
from grants.evaluation.interests.queries import has_conflict_in
from grants.evaluation.policies import SHOWN


class Handout(StrEnum):
    """Name what a file for a meeting is of."""

    RANKING = "ranking"
    MARKS = "marks"
    BUDGETS = "budgets"
    DECISIONS = "decisions"
    CONTACTS = "contacts"
    COUNCIL = "council"
    """The draft of the council's decision."""


def handouts_for(person: Person, call: Call) -> list[Handout]:
    """Return what a person may take of a call now.

    Marks only once they are open; nothing of the ranking for who has an application of their own in the call, until
    everybody may read the results; addresses of people only for coordinators. What is in conflict with the person is
    left out of each.
    """
    if not may_read_office(person, call):
        return []
    return [one for one in Handout if _WHEN[one](person, call)]


def _ranking(person: Person, call: Call) -> bool:
    return call.stage in RANKED and may_see_ranking(person, call) and not _has_stake(person, call)


def _marks(person: Person, call: Call) -> bool:
    return _ranking(person, call) and bool(rules_of(call).criteria)


def _budgets(_person: Person, call: Call) -> bool:
    return call.stage in SHOWN and any(field.type == "budget" for field in rules_of(call).fields)


def _decisions(person: Person, call: Call) -> bool:
    return call.stage in CONFIRMED and not _has_stake(person, call)


def _contacts(person: Person, call: Call) -> bool:
    return call.stage in SHOWN and may_manage(person, call)


def _council(person: Person, call: Call) -> bool:
    """Offer the draft where a council decides, to who is in conflict with nothing in it: it has no gaps."""
    decides = rules_of(call).committee.decided_by == "council"
    return decides and _ranking(person, call) and not has_conflict_in(person, call)


def _has_stake(person: Person, call: Call) -> bool:
    return not are_results_public(call) and has_own_in(call, person)


_WHEN: dict[Handout, Callable[[Person, Call], bool]] = {
    Handout.RANKING: _ranking,
    Handout.MARKS: _marks,
    Handout.BUDGETS: _budgets,
    Handout.DECISIONS: _decisions,
    Handout.CONTACTS: _contacts,
    Handout.COUNCIL: _council,
}
