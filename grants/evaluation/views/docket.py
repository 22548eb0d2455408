"""What an evaluator finds: their calls, and the applications of each."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.models import RoleKind
from grants.accounts.policies import holds, today
from grants.accounts.words import SEATS
from grants.applications.views.paging import asked_place
from grants.calls.labels import PHASES
from grants.calls.models import Call
from grants.calls.queries import call_by_slug, rules_of, rules_of_each
from grants.errors import NotFound
from grants.evaluation import dockets, labels
from grants.evaluation.assigning.policies import PREFERABLE
from grants.evaluation.pace.board import left_for
from grants.evaluation.pace.workload import days_left
from grants.evaluation.policies import (
    DECLARABLE,
    INVITING,
    OPEN,
    SHOWN,
    Standing,
    assigns,
    enters_sheets,
    is_evaluator,
    seat_of,
)
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.views.blueprints import evaluation
from grants.web.filters import zone


@evaluation.get("/")
@signed_in
def index() -> str:
    """List the calls in whose committee the reader sits."""
    person = require_person()
    if not holds(person, RoleKind.EVALUATOR):
        raise NotFound
    calls = dockets.calls_of_evaluator(person)
    return render_template(
        "evaluation/index.html",
        tallies=dockets.tallies_of(person, calls),
        rules=rules_of_each(calls),
        phases={call.id: PHASES[call.phase_at(clock.now())] for call in calls},
        seats={call.id: _seat_words(call) for call in calls},
    )


@evaluation.get("/calls/<slug>")
@signed_in
def call(slug: str) -> str:
    """List the applications of a call with what the reader has said about each, a page at a time."""
    call, person = judged_call(slug), require_person()
    rules, tally = rules_of(call), dockets.tally_of(person, call)
    signed = has_signed(person, call)
    return render_template(
        "evaluation/call.html",
        call=call,
        rules=rules,
        docket=dockets.docket_of(person, call, **asked_place()) if signed else None,
        signed=signed,
        tally=tally,
        next_id=dockets.next_to(Standing.TO_SCORE, person, call) if tally.to_score else None,
        minutes=left_for(person, call) if tally.to_score else 0,
        days=days_left(today(), rules.schedule.evaluation_due_at.astimezone(zone()).date()),
        shown=call.stage in SHOWN,
        seat=_seat_words(call),
        enters=enters_sheets(seat_of(person, call), rules),
        phase=PHASES[call.phase_at(clock.now())],
        preferable=assigns(rules) and call.stage in PREFERABLE,
        answerable=call.stage in INVITING,
        open_standings=OPEN,
        declarable=call.stage in DECLARABLE,
        labels=labels,
    )


def judged_call(slug: str) -> Call:
    """Return a call in whose committee the reader sits today; raise NotFound."""
    call = call_by_slug(slug)
    if not is_evaluator(require_person(), call):
        raise NotFound
    return call


def to_seat(call: Call) -> Response:
    """Lead to where the reader takes their seat, which comes before everything else."""
    return redirect(url_for("evaluation.seat", slug=call.slug), 303)


def _seat_words(call: Call) -> object:
    seat = seat_of(require_person(), call)
    return SEATS[seat] if seat else ""
