"""What a letter is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.explaining import Explained
from grants.awards.models import Decision
from grants.awards.ranking import Placement
from grants.awards.terms import MONTHS_WHERE_NOTHING_IS_SAID
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.texts import Texts
from grants.calls.rules.document import Rules


class Earlier(NamedTuple):
    """Name an earlier decision, in whose place one stands."""

    number: str
    made_at: datetime
    made_by_id: UUID | None = None


class Voted(NamedTuple):
    """Name the vote in a sitting by which the committee decided otherwise than the ranking has it."""

    on: date
    minutes: str
    """The number of the minutes that keep it."""


@dataclass(frozen=True)
class Facts:
    """Hold what a letter is made of; only a notice without a decision has none."""

    kind: LetterKind
    number: str
    made_at: datetime
    """When it was decided."""
    application: Application
    rules: Rules
    texts: Texts
    official: Person | None = None
    decision: Decision | None = None
    placement: Placement | None = None
    explained: tuple[Explained, ...] = ()
    replaced: Earlier | None = None
    voted: Voted | None = None
    because: str = ""
    """Why, of a notice; a decision has its own."""
    own_share: Decimal | None = None
    """What the applicant pays, where the application names it; contracts alone say it."""
    until: date | None = None
    """The new last day to decide, of a notice that extends the term."""
    unsigned_basis: str = ""
    """Why the letter is valid unsigned; nothing where it is signed."""

    @property
    def in_force(self) -> str:
        """Return the language of the letter that counts: the first of the call."""
        return self.rules.languages[0]

    @property
    def months_to_contest(self) -> int:
        """Return for how many months it can be contested, a year where the rules say nothing."""
        contest = self.rules.schedule.contest
        return contest.months if contest else MONTHS_WHERE_NOTHING_IS_SAID
