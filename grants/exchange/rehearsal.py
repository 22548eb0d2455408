"""Play a whole competition through the services, with simulated time: the same path as through the pages.

Deterministic for a seed, apart from the random references, salts and ids.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role, person_for
from grants.applications import services as applications
from grants.applications.models import Application
from grants.awards import queries as standings
from grants.awards import services as awards
from grants.awards.models import Outcome, SettledBy
from grants.awards.queries import decisions_of
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import call_by_id, rules_of
from grants.calls.rules.document import Criterion, Rules
from grants.calls.workflow import Action
from grants.db import db
from grants.evaluation import queries as judgements
from grants.evaluation import services as evaluation
from grants.evaluation.models import Answer, ConflictKind
from grants.evaluation.policies import JUDGEABLE
from grants.exchange.invention import invent_answers, invent_applicant, invent_title
from grants.exchange.services import organiser_of
from grants.notices.models import Message, MessageState
from grants.notices.services import deliver_due

WITHDRAWN_EVERY, INELIGIBLE_EVERY, CONFLICT_EVERY = 40, 20, 50
"""One application in so many is withdrawn, fails a check, meets an evaluator with a conflict of interest."""

Step = Callable[[str], None]


@dataclass(frozen=True)
class Played:
    """Count what happened in a rehearsal."""

    slug: str
    received: int
    withdrawn: int
    eligible: int
    scored: int
    awarded: int
    amount: Decimal
    sent: int


class Rehearsal:
    """Play one competition in the database of the current application; every act is committed as a request would."""

    def __init__(
        self, rules: Rules, *, applicants: int, evaluators: int, seed: int = 1, step: Step | None = None
    ) -> None:
        self.rules = rules
        self._applicants, self._evaluators = applicants, evaluators
        self._random = Random(seed)  # noqa: S311  # play, not secrets
        self._step = step or (lambda _what: None)

    @property
    def steps(self) -> int:
        """Return how often `step` will be called when everybody takes part."""
        return self._applicants * (2 + self._evaluators) + 1

    def play(self) -> Played:
        """Play from the published call to the sent letters and return what happened."""
        call = self.prepare()
        self.apply(call)
        self.check(call)
        self.score(call)
        self.decide(call)
        with self._time(call_by_id(call.id).closes_at + timedelta(days=40)):
            while deliver_due(200):
                pass
        self._step("letters")
        return self.count(call)

    def prepare(self) -> Call:
        """Publish the call and give it a coordinator."""
        with self._time(self.rules.schedule.published_at):
            organiser = organiser_of(self.rules.organiser, None)
            self.coordinator = person_for(email="koordinators@rehearsal.example", name="Koordinators")
            grant_role(person=self.coordinator, kind=RoleKind.COORDINATOR, actor=None, organiser_id=organiser.id)
            call = calls.create(organiser_id=organiser.id, rules=self.rules, actor=self.coordinator)
            calls.publish(call=call, actor=self.coordinator)
        return call

    def apply(self, call: Call) -> None:
        """Let everybody apply, most of them near the deadline; a few take their application back."""
        for number, moment in enumerate(arrivals(self.rules, self._applicants, self._random), start=1):
            with self._time(moment):
                application, person = self._fill_in(call, number)
            with self._time(moment):
                applications.submit(application=application, actor=person)
            if number % WITHDRAWN_EVERY == 0:
                with self._time(moment):
                    applications.withdraw(application=application, actor=person)
            self._step("applications")

    def check(self, call: Call) -> None:
        """Close the call and answer every administrative criterion."""
        after = call.accepts_until + timedelta(days=1)
        with self._time(after):
            calls.finish_closing(clock.now())
        with self._time(after):
            calls.advance(call=call, action=Action.START_CHECKING, actor=self.coordinator)
        for number, application in enumerate(judgements.in_judgement(call), start=1):
            answer = Answer.NO if number % INELIGIBLE_EVERY == 0 else Answer.YES
            answers = {check.code: evaluation.Checked(Answer.YES) for check in self.rules.checks}
            if self.rules.checks:
                answers[self.rules.checks[0].code] = evaluation.Checked(answer)
                with self._time(after):
                    evaluation.answer_checks(application=application, answers=answers, actor=self.coordinator)
            self._step("checks")

    def score(self, call: Call) -> None:
        """Invite the committee and let everybody declare and score what passed the checks."""
        after = call.accepts_until + timedelta(days=10)
        with self._time(after):
            committee = [self._invite(call, number) for number in range(1, self._evaluators + 1)]
            calls.advance(call=call, action=Action.START_SCORING, actor=self.coordinator)
        eligible = [one for one in judgements.in_judgement(call) if one.state in JUDGEABLE and self._passed(one)]
        for number, application in enumerate(eligible, start=1):
            worth = self._random.triangular(0.2, 1, 0.7)
            for place, person in enumerate(committee):
                conflicted = len(committee) > self.rules.committee.quorum and (
                    number % CONFLICT_EVERY == 0 and place == 0
                )
                with self._time(after):
                    self._judge(application, person, worth, conflicted=conflicted)
                self._step("sheets")

    def decide(self, call: Call) -> None:
        """Close the sheets, settle ties by lot, confirm every decision and publish the results."""
        after = call.accepts_until + timedelta(days=30)
        with self._time(after):
            calls.advance(call=call, action=Action.START_DELIBERATION, actor=self.coordinator)
        for group in awards.open_ties(standings.standing_of(call)):
            order = self._random.sample(group, len(group))
            with self._time(after):
                awards.settle_tie(
                    call=call, order=order, settled_by=SettledBy.LOT, reason="Mēģinājums", actor=self.coordinator
                )
        with self._time(after):
            awards.confirm(call=call, actor=self.coordinator)
        with self._time(after):
            awards.publish_results(call=call, actor=self.coordinator)

    def count(self, call: Call) -> Played:
        """Count what happened, from the rows that are there."""
        standing = standings.standing_of(call)
        decisions = decisions_of(call).values()
        outcomes = [placement.outcome.value for placement in standing.ranking.placements]
        awarded = [decision for decision in decisions if decision.outcome is Outcome.AWARDED]
        sent = select(func.count(Message.id)).where(Message.state == MessageState.SENT)
        return Played(
            slug=call.slug,
            received=len(outcomes),
            withdrawn=outcomes.count("withdrawn"),
            eligible=len(outcomes) - outcomes.count("withdrawn") - outcomes.count("ineligible"),
            scored=len(judgements.sheets_of(call.id)),
            awarded=len(awarded),
            amount=sum((decision.amount or Decimal(0) for decision in awarded), Decimal("0.00")),
            sent=db.session.scalar(sent) or 0,
        )

    @contextmanager
    def _time(self, moment: datetime) -> Iterator[None]:
        """Do one act at a moment and store it, as a request does."""
        with clock.at(moment):
            yield
            db.session.commit()

    def _fill_in(self, call: Call, number: int) -> tuple[Application, Person]:
        person = person_for(email=f"pieteicejs{number}@rehearsal.example", name=f"Pieteicējs {number}")
        application = applications.start(call=call, actor=person)
        applications.save(
            application=application,
            revision=application.revision,
            answers=invent_answers(self.rules, self._random),
            applicant=invent_applicant(self.rules, self._random, number),
            title=invent_title(self._random),
        )
        return application, person

    def _invite(self, call: Call, number: int) -> Person:
        seat = Seat.CHAIR if number == 1 else Seat.MEMBER
        email, name = f"vertetajs{number}@rehearsal.example", f"Vērtētājs {number}"
        return evaluation.invite_evaluator(call=call, email=email, name=name, seat=seat, actor=self.coordinator).person

    def _passed(self, application: Application) -> bool:
        checks = judgements.checks_for([application.id])[application.id]
        return all(check.answer is not Answer.NO for check in checks.values())

    def _judge(self, application: Application, person: Person, worth: float, *, conflicted: bool) -> None:
        kind = ConflictKind.PARTNER if conflicted else None
        evaluation.declare(application=application, actor=person, conflict=conflicted, kind=kind)
        if not conflicted and rules_of(application.call).criteria:
            marks = {one.code: self._mark(one, worth) for one in self.rules.criteria}
            comments = dict.fromkeys(marks, "Pamatojums.")
            evaluation.save_sheet(
                application=application, actor=person, marks=marks, comments=comments, revision=0, submit=True
            )

    def _mark(self, criterion: Criterion, worth: float) -> str:
        steps = int((criterion.max - criterion.min) / criterion.step)
        taken = min(steps, max(0, round(self._random.gauss(worth, 0.15) * steps)))
        return format(criterion.min + criterion.step * taken, "f")


def arrivals(rules: Rules, count: int, random: Random) -> list[datetime]:
    """Return when applications arrive: as many in the last hour as in the day before it, and so on.

    The density is 1 ∕ (time left), from Alfi, Parisi and Pietronero, Nature Physics 2007.
    """
    opens, closes = rules.schedule.opens_at, rules.schedule.closes_at
    whole = (closes - opens).total_seconds()
    least = min(60.0, whole / 2)
    left = sorted((least * (whole / least) ** random.random() for _one in range(count)), reverse=True)
    return [closes - timedelta(seconds=seconds) for seconds in left]
