"""The decision letter: what an administrative act has to say (Administratīvā procesa likums, s. 67)."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.explaining import Explained
from grants.awards.models import Decision
from grants.awards.queries import LETTER
from grants.awards.ranking import Placement
from grants.awards.terms import MONTHS_WHERE_NOTHING_IS_SAID, Terms, local_day, terms_of
from grants.awards.wording import reasons_of
from grants.calls.rules.document import Rules
from grants.notices.rendering import render
from grants.notices.services import queue
from grants.notices.words import Words

TEMPLATE = "awards/notices/decision"


@dataclass(frozen=True)
class Letter:
    """Hold what a decision letter is made of."""

    decision: Decision
    placement: Placement
    application: Application
    rules: Rules
    official: Person | None
    explained: tuple[Explained, ...] = ()

    def words(self, language: str) -> Words:
        """Return the letter as it is, or would be, in a language."""
        return render(TEMPLATE, language, self.content(language))

    def content(self, language: str) -> dict[str, object]:
        """Return what the template of the letter shows, the reasons in its language.

        It names the term and not its last day, which follows from when the letter is really sent.
        """
        with force_locale(language):
            reasons = reasons_of(self.decision, self.placement, self.rules, language)
        return {
            "decision": self.decision,
            "application": self.application,
            "rules": self.rules,
            "organiser": self.rules.organiser,
            "official": self.official,
            "reasons": reasons,
            "explained": self.explained,
            "months": months_to_contest(self.rules),
        }


def decided(letter: Letter) -> None:
    """Send a decision to everybody who works on its application, each in their language."""
    decision = letter.decision
    for member in letter.application.members:
        queue(
            event=LETTER,
            subject_id=decision.id,
            person=member.person,
            template=TEMPLATE,
            context=letter.content(member.person.language),
            call_id=decision.call_id,
            reply_to=letter.rules.organiser.email,
            once=True,
        )


def dates_of(rules: Rules, sent_at: datetime) -> Terms:
    """Return the dates of a letter that is sent at a moment, by the clocks of the call."""
    return terms_of(local_day(sent_at, rules.schedule.timezone), months_to_contest(rules))


def months_to_contest(rules: Rules) -> int:
    """Return for how many months a decision can be contested, a year where the rules say nothing."""
    return rules.schedule.contest.months if rules.schedule.contest else MONTHS_WHERE_NOTHING_IS_SAID
