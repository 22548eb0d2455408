"""Play a whole competition through the services, with simulated time: the same path as through the pages.

Deterministic for a seed, apart from the random references, salts and ids.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from grants import clock
from grants.accounts.models import Organiser, Person, Role, RoleKind, Seat
from grants.accounts.services import grant_role, person_for
from grants.applications import services as applications
from grants.awards import services as awards
from grants.awards.deciding.approving import Resolution, by_council, propose
from grants.awards.deliberation.opening import open_marks
from grants.awards.deliberation.sealing import waits_for_two
from grants.awards.letters import services as letters
from grants.awards.models import SettledBy
from grants.awards.queries import standing_of
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.calls.workflow import Action
from grants.db import db
from grants.evaluation import queries as judgements
from grants.evaluation import services as evaluation
from grants.evaluation.assigning import services as assigning
from grants.evaluation.assigning.planning import Asked, plan_for
from grants.evaluation.assigning.situation import situation_of
from grants.evaluation.interests.queries import to_declare
from grants.evaluation.policies import assigns, is_eligible
from grants.evaluation.progress import sheets_needed
from grants.evaluation.seats.services import take_seat
from grants.evaluation.seats.statement import statement_of
from grants.exchange import demonstration
from grants.exchange.rehearsal.acts import fill_in, judge, look_over
from grants.exchange.rehearsal.arrivals import arrivals
from grants.exchange.services import organiser_of
from grants.journal.services import seal_pending
from grants.notices.services import deliver_due
from grants.web.uploads import put_away

WITHDRAWN_EVERY, INELIGIBLE_EVERY, CONFLICT_EVERY = 40, 20, 50
"""One application in so many is withdrawn, fails a check, meets an evaluator with a conflict of interest."""
CHECKED, SCORED, DECIDED, DELIVERED = (timedelta(days=days) for days in (1, 10, 30, 40))
"""How long after the last moment of a call each of its steps is taken."""

Step = Callable[[str], None]


def steps_of(rules: Rules, *, applicants: int, evaluators: int) -> int:
    """Return how many steps a rehearsal tells of."""
    judged = applicants - applicants // WITHDRAWN_EVERY
    ineligible = judged // INELIGIBLE_EVERY if rules.checks else 0
    return applicants + judged + (judged - ineligible) * evaluators + len(("decisions", "letters"))


class Rehearsal:
    """Play one competition in the database of the current application; every act is committed as a request would."""

    def __init__(
        self, rules: Rules, *, applicants: int, evaluators: int, seed: int = 1, step: Step | None = None
    ) -> None:
        self.rules = rules
        self._applicants, self._evaluators = applicants, evaluators
        self._random = Random(seed)  # noqa: S311  # play, not secrets
        self._step = step or (lambda _what: None)

    def play(self) -> Call:
        """Play from the published call to the sent letters and the sealed journal; return the call."""
        # Nobody else writes into this database, so what was read stays true after a commit.
        db.session().expire_on_commit = False
        call = self._prepare()
        self._apply(call)
        self._check(call)
        self._score(call, self._seat(call))
        self._decide(call)
        self._deliver(call)
        return call

    def _prepare(self) -> Call:
        with self._time(self.rules.schedule.published_at):
            organiser = organiser_of(self.rules.organiser, None)
            self._coordinator = person_for(email="koordinators@rehearsal.example", name="Koordinators")
            grant_role(person=self._coordinator, kind=RoleKind.COORDINATOR, actor=None, organiser_id=organiser.id)
            call = calls.create(organiser_id=organiser.id, rules=self.rules, actor=self._coordinator)
            with demonstration.act() as content:
                act = put_away(content, demonstration.ACT, "pdf")
            calls.keep_act(call=call, uploaded=act, actor=self._coordinator)
            return calls.publish(call=call, actor=self._coordinator)

    def _apply(self, call: Call) -> None:
        """Let everybody apply, most of them near the deadline; a few take their application back."""
        for number, moment in enumerate(arrivals(self.rules, self._applicants, self._random), start=1):
            with self._time(moment):
                application, person = fill_in(call, self.rules, self._random, number)
            with self._time(moment):
                applications.submit(application=application, actor=person)
            if number % WITHDRAWN_EVERY == 0:
                with self._time(moment):
                    applications.withdraw(application=application, actor=person)
            self._step("applications")

    def _check(self, call: Call) -> None:
        """Close the call and answer every administrative criterion."""
        after = call.accepts_until + CHECKED
        with self._time(after):
            calls.finish_closing(clock.now())
        with self._time(after):
            calls.advance(call=call, action=Action.START_CHECKING, actor=self._coordinator)
        for number, application in enumerate(judgements.in_judgement(call), start=1):
            ineligible = number % INELIGIBLE_EVERY == 0
            with self._time(after):
                evaluation.declare_as_official(application=application, actor=self._coordinator, conflict=False)
                look_over(application, self.rules, self._coordinator, ineligible=ineligible)
            self._step("checks")

    def _seat(self, call: Call) -> list[Role]:
        """Invite a committee with a chair and begin the scoring."""
        with self._time(call.accepts_until + SCORED):
            committee = [
                evaluation.invite_evaluator(
                    call=call,
                    email=f"vertetajs{number}@rehearsal.example",
                    name=f"Vērtētājs {number}",
                    seat=Seat.CHAIR if number == 1 else Seat.MEMBER,
                    actor=self._coordinator,
                )
                for number in range(1, self._evaluators + 1)
            ]
            for role in committee:
                take_seat(call=call, actor=role.person, statement=statement_of(self.rules))
            self._assign(call)
            calls.advance(call=call, action=Action.START_SCORING, actor=self._coordinator)
        return committee

    def _assign(self, call: Call) -> None:
        """Let a plan say who scores what, where the rules assign."""
        if assigns(self.rules):
            plan = plan_for(call, situation_of(call), Asked())
            assigning.apply_plan(call=call, asked=Asked(), digest=plan.digest, actor=self._coordinator)

    def _score(self, call: Call, committee: list[Role]) -> None:
        """Let everybody declare and score what passed the checks; the last of many now and then stands aside."""
        given = situation_of(call).held if assigns(self.rules) else None
        checks, spare = judgements.checks_of(call.id), not given and len(committee) > max(1, sheets_needed(self.rules))
        eligible = [one for one in judgements.in_judgement(call) if is_eligible(checks.get(one.id, {}))]
        for number, application in enumerate(eligible, start=1):
            worth = self._random.triangular(0.2, 1, 0.7)
            for role in committee:
                if given is not None and (application.id, role.person_id) not in given:
                    continue
                aside = spare and number % CONFLICT_EVERY == 0 and role is committee[-1]
                with self._time(call.accepts_until + SCORED):
                    judge(application, self.rules, role, self._random, None if aside else worth)
                self._step("sheets")

    def _decide(self, call: Call) -> None:
        """Close the sheets, settle ties by lot and confirm every decision."""
        after, actor = call.accepts_until + DECIDED, self._coordinator
        with self._time(after):
            calls.advance(call=call, action=Action.START_DELIBERATION, actor=actor)
        if waits_for_two(call):
            self._open_by_two(call, after)
        standing = standing_of(call)
        for group in standing.equals:
            # References are random; drawn in the order of submission, the lot falls as it did for the same seed.
            equals = [reference for reference in standing.applications if reference in group.references]
            order = self._random.sample(equals, len(equals))
            with self._time(after):
                awards.settle_tie(call=call, order=order, settled_by=SettledBy.LOT, reason="Mēģinājums", actor=actor)
        self._confirm(call, after)
        self._step("decisions")

    def _confirm(self, call: Call, moment: datetime) -> None:
        """Confirm every decision: what the rules ask for comes first, a proposal to the council, a first official."""
        resolution = None
        if by_council(self.rules):
            with self._time(moment):
                propose(call=call, actor=self._coordinator, seen=standing_of(call).digest)
            resolution = Resolution("1", moment.date())
        if self.rules.committee.confirmed_by_two:
            with self._time(moment):
                awards.confirm(call=call, actor=self._second(call), resolution=resolution)
        with self._time(moment):
            awards.confirm(call=call, actor=self._coordinator, resolution=resolution)

    def _second(self, call: Call) -> Person:
        """Return another coordinator, who has declared no conflict."""
        second = person_for(email="otrs@rehearsal.example", name="Otrs koordinators")
        grant_role(person=second, kind=RoleKind.COORDINATOR, actor=None, organiser_id=call.organiser_id)
        for application in to_declare(second, call):
            evaluation.declare_as_official(application=application, actor=second, conflict=False)
        return second

    def _open_by_two(self, call: Call, moment: datetime) -> None:
        """Let the coordinator and a secretary open the marks."""
        with self._time(moment):
            secretary = person_for(email="sekretars@rehearsal.example", name="Sekretārs")
            grant_role(person=secretary, kind=RoleKind.SECRETARY, actor=None, organiser_id=call.organiser_id)
        for official in (self._coordinator, secretary):
            with self._time(moment):
                open_marks(call=call, actor=official)

    def _deliver(self, call: Call) -> None:
        """Sign by declaration, make and send the letters, publish the results, and seal the journal."""
        moment, actor = call.accepts_until + DELIVERED, self._coordinator
        with self._time(moment):
            organiser = db.session.get_one(Organiser, call.organiser_id)
            letters.declare_unsigned(organiser=organiser, basis="Mēģinājums", actor=actor)
        while letters.make_letters():
            db.session.commit()
        with self._time(moment):
            letters.send_by_email(call=call, actor=actor)
        with self._time(moment):
            while deliver_due(200):
                continue
        with self._time(moment):
            awards.publish_results(call=call, actor=actor)
            while seal_pending():
                db.session.commit()
        self._step("letters")

    @contextmanager
    def _time(self, moment: datetime) -> Iterator[None]:
        """Do one act at a moment and store it, as a request does."""
        with clock.at(moment):
            yield
            db.session.commit()
