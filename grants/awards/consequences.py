"""What confirming the decisions of a call would do: counts, sums, letters and their words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.drafting import Draft, drafts_of
from grants.awards.letters.facts import facts_of_drafts
from grants.awards.letters.writing import ON_PAGE, words_of
from grants.awards.models import Outcome
from grants.awards.standing import FullStanding


@dataclass(frozen=True)
class Preview:
    """Be a letter before it is prepared: about which application, for how many people, in the language that counts."""

    application: Application
    outcome: str
    recipients: int
    language: str
    subject: str
    body: Markup


@dataclass(frozen=True)
class Consequences:
    """Hold what confirming would do."""

    counts: tuple[tuple[str, int], ...]
    """How many applications end with each outcome, withdrawn ones apart."""
    amount: Decimal
    people: int
    previews: tuple[Preview, ...]

    @property
    def letters(self) -> int:
        """Return how many letters are prepared."""
        return len(self.previews)

    @property
    def unreached(self) -> list[Application]:
        """Return the applications on which nobody works here, such as those that came on paper."""
        return [preview.application for preview in self.previews if not preview.recipients]


def consequences_of(standing: FullStanding, official: Person) -> Consequences:
    """Return what confirming a ranking that leaves nothing open would do."""
    drafts = drafts_of(standing, official)
    counts = Counter(draft.decision.outcome for draft in drafts)
    return Consequences(
        counts=tuple((outcome.value, counts[outcome]) for outcome in Outcome if counts[outcome]),
        amount=sum((draft.decision.amount or Decimal(0) for draft in drafts), Decimal("0.00")),
        people=len({member.person_id for draft in drafts for member in draft.application.members}),
        previews=tuple(_previews(drafts, standing)),
    )


def _previews(drafts: list[Draft], standing: FullStanding) -> Iterator[Preview]:
    for facts, draft in zip(facts_of_drafts(standing.call, drafts), drafts, strict=True):
        people = len(draft.application.members)
        words = words_of(facts, facts.in_force, ON_PAGE)
        yield Preview(
            draft.application, draft.decision.outcome.value, people, facts.in_force, words.subject, words.html
        )
