"""Where an application stands, in the applicant's eyes: what was done, who has it now, what comes next and by when.

All of it follows from the rules, the phase of the call, the day of the receipt and what its applicant was told. Of two
applications, one of which is not admitted, both see the same until their letters are sent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from grants import clock
from grants.applications.foretelling import Known, known_of
from grants.applications.models import Application, ApplicationState
from grants.calls.labels import DECIDED_BY
from grants.calls.phase import Phase
from grants.calls.promises.dates import Promise
from grants.calls.promises.queries import Move, moves_of
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.web.filters import day, moment


@dataclass(frozen=True)
class Event:
    """Be one event of the time line. `state` is done, current or ahead; `notes` stand below its text."""

    title: str
    state: str
    at: datetime | None = None
    text: str = ""
    notes: tuple[str, ...] = ()
    late: bool = False


def timeline_of(application: Application, phase: Phase) -> list[Event]:
    """Return the time line of what was sent in and is not withdrawn; nothing for anything else."""
    if application.submitted_at is None or application.state is ApplicationState.WITHDRAWN or phase not in _PLACES:
        return []
    call = application.call
    known = known_of(application) if _PLACES[phase] > _PLACES[Phase.OPEN] else Known()
    line = _Line(rules_of(call), phase, known, moves_of(call))
    return [Event(_("Received"), "done", application.submitted_at), *line.events(call.closes_at)]


_PLACES = {
    phase: place
    for place, phase in enumerate(
        (
            Phase.OPEN,
            Phase.CLOSED,
            Phase.CHECKING,
            Phase.SCORING,
            Phase.DELIBERATION,
            Phase.DECIDED,
            Phase.RESULTS_PUBLISHED,
        )
    )
}
"""The phases of a call from the submission on, in their order."""


@dataclass(frozen=True)
class _Line:
    rules: Rules
    phase: Phase
    known: Known
    moves: Sequence[Move]

    def events(self, closes_at: datetime) -> Iterator[Event]:
        """Return what follows the receipt."""
        closing = _("Until then nobody opens what you sent.")
        yield self._event(_("The call closes"), self._state(Phase.OPEN, Phase.OPEN), closes_at, closing)
        yield from self._judging()
        yield self._decision()
        if self.known.told:
            yield from self._after()

    def _judging(self) -> Iterator[Event]:
        organiser, committee = self.rules.organiser.name, str(DECIDED_BY["committee"])
        if self.rules.checks:
            checked = _("Does it meet the formal criteria? If not, you are told why.")
            state = self._state(Phase.CLOSED, Phase.CHECKING)
            yield self._with(organiser, self._event(_("Check of the criteria"), state, None, checked))
        if self.rules.criteria:
            at, words = self.rules.schedule.evaluation_due_at, _("By then the committee has judged it.")
            first = Phase.SCORING if self.rules.checks else Phase.CLOSED
            event = self._promised(
                Promise.EVALUATION, self._event(_("Evaluation"), self._state(first, Phase.SCORING), at, words)
            )
            yield self._with(committee, event)

    def _decision(self) -> Event:
        at, words = self.rules.schedule.decision_due_at, _("By then you get it with its reasons.")
        if self.known.told:
            return Event(_("Decision"), "done", self.known.told_at, notes=tuple(self._moved(Promise.DECISION)))
        state = self._state(Phase.DELIBERATION, Phase.RESULTS_PUBLISHED)
        event = self._promised(Promise.DECISION, self._event(_("Decision"), state, at, words))
        if self.phase in {Phase.DECIDED, Phase.RESULTS_PUBLISHED}:
            return self._with(self.rules.organiser.name, _noted(event, _("It is made, and your letter is prepared.")))
        event = _noted(event, *self._by_law())
        return self._with(str(DECIDED_BY[self.rules.committee.decided_by]), event)

    def _by_law(self) -> Iterator[str]:
        """Say until when the law lets it be decided, and whether a notice that was sent moved that."""
        last = self.known.last_day
        if last is None:
            return
        if self.known.is_extended:
            yield _("The last day by law is %(day)s, as the notice says that you were sent.", day=day(last))
        else:
            yield _("The last day by law is %(day)s, unless you are sent a notice that it takes longer.", day=day(last))
        if self.known.is_over:
            yield _("That day has passed.")

    def _after(self) -> Iterator[Event]:
        if self.known.contest_until is not None:
            over = _("Until %(day)s. The letter says where and how.", day=day(self.known.contest_until))
            yield Event(
                _("You can contest the decision"), "done" if self.known.contest_is_over else "current", text=over
            )
        if self.phase is Phase.RESULTS_PUBLISHED:
            yield Event(_("The results are public"), "done", self.known.results_at)
        else:
            public = _("Then everybody can read which projects are supported.")
            yield Event(_("The results become public"), "ahead", self.known.results_at, public)

    def _state(self, first: Phase, last: Phase) -> str:
        now = _PLACES[self.phase]
        return "ahead" if now < _PLACES[first] else "current" if now <= _PLACES[last] else "done"

    def _event(self, title: str, state: str, at: datetime | None, text: str) -> Event:
        return Event(title, state) if state == "done" else Event(title, state, at, text)

    def _promised(self, promise: Promise, event: Event) -> Event:
        """Add to an event how its date was moved, and that it is late."""
        event = _noted(event, *self._moved(promise))
        if event.state == "done" or event.at is None or clock.now() <= event.at:
            return event
        late = _("It is late. The organiser was to have it done by then, and has not named another date.")
        return replace(_noted(event, late), text="", late=True)

    def _moved(self, promise: Promise) -> Iterator[str]:
        for move in self.moves:
            if move.promise is promise:
                shown = {"before": moment(move.before), "after": moment(move.after), "reason": move.reason}
                yield _("Promised for %(before)s first, moved to %(after)s: %(reason)s", **shown)

    def _with(self, who: str, event: Event) -> Event:
        """Say who has it now."""
        return _noted(event, _("With whom it is now: %(who)s.", who=who)) if event.state == "current" else event


def _noted(event: Event, *notes: str) -> Event:
    return replace(event, notes=(*event.notes, *notes))
