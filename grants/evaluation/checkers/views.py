"""Officials share the checks of a call: the queue, and giving many applications to one of them."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.lists.queries import views_of
from grants.accounts.lists.views import asked_of, table_as
from grants.accounts.models import Person
from grants.applications.labels import STATES, TONES
from grants.applications.listing.queries import is_long
from grants.applications.views.paging import asked_place
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, NotFound
from grants.evaluation import checking, labels, panels
from grants.evaluation.checkers import services
from grants.evaluation.checkers.listing import PLACE, chosen_of, queue_of, shape_of, sheet_of
from grants.evaluation.checkers.queries import NOBODY, officials_of
from grants.evaluation.policies import OUT_OF_JUDGEMENT, SHOWN
from grants.evaluation.views.blueprints import checks
from grants.web.lists.asked import LONG, Asked
from grants.web.undoing import say_with_undo

MAX_NAMED = 200
"""Applications that are named before they are given to somebody."""
MAX_TICKED = 50
"""Applications that are ticked one by one: those of a page."""


@checks.get("/calls/<slug>/checks/queue")
@signed_in
def queue(slug: str) -> str:
    """List the applications of a call with what was answered about each, or those that wait for the reader."""
    call, person, officials, asked = _asked(slug)
    found = queue_of(person, call, asked, **asked_place())
    stretch, rules = found.stretch, rules_of(call)
    long = stretch.has_earlier or stretch.has_later or len(stretch.items) >= LONG or is_long(call)
    checks_now = call.stage is Stage.CHECKING and may_assist(person, call)
    return render_template(
        "evaluation/checks/queue.html",
        call=call,
        asked=asked,
        checks=rules.checks,
        by_two=rules.committee.checks_by_two,
        queue=found,
        mine="mine" in asked.picked,
        long=long,
        shares=long and checks_now and len(officials) >= services.FEWEST,
        heads=_heads(asked),
        choosable=_choosable(found.checkers),
        filters=_filters(officials),
        views=views_of(person, PLACE) if long else [],
        progress=panels.checks_progress(call.id),
        waiting=checking.count_waiting(person, call) if checks_now else 0,
        states=STATES,
        tones=TONES,
        labels=labels,
    )


@checks.get("/calls/<slug>/checks/queue.<any(xlsx, csv):kind>")
@signed_in
def queue_file(slug: str, kind: str) -> FileAnswer:
    """Hand out what the queue shows as a table."""
    call, person, _officials, asked = _asked(slug)
    return table_as(kind, sheet_of(person, call, asked), f"{call.slug}-checks")


@checks.route("/calls/<slug>/checks/give", methods=["GET", "POST"])
@signed_in
def give(slug: str) -> Response | str:
    """Ask who checks the chosen applications and show what that changes, then do it at once."""
    call, person, officials, asked = _asked(slug)
    _require_sharing(call, person, officials)
    ticked = _ticked()
    if ticked is not None and not ticked:
        flash(_("Tick at least one application first."), "warning")
        return redirect(_queue(call, asked), 303)
    chosen, checker = chosen_of(person, call, asked, ticked), request.args.get("to", "")
    to = next((each for each in officials if str(each.id) == checker), None)
    if request.method == "POST":
        if to is None and checker != NOBODY:
            raise NotFound
        seen = request.form.get("seen", "")
        _say(call, services.give(call=call, chosen=chosen, checker=to, seen=seen, actor=person))
        return redirect(_queue(call, asked), 303)
    is_picked = to is not None or checker == NOBODY
    return render_template(
        "evaluation/checkers/give.html",
        call=call,
        asked=asked,
        ticked=sorted(map(str, ticked)) if ticked is not None else None,
        officials=officials,
        nobody=NOBODY,
        to=to,
        picked=checker if is_picked else "",
        plan=services.plan_for(call=call, chosen=chosen, checker=to) if is_picked else None,
        count=len(chosen),
        most=MAX_NAMED,
        here=request.full_path,
        back=_queue(call, asked),
    )


@checks.post("/calls/<slug>/checks/give/<uuid:batch_id>/undo")
@signed_in
def take_back(slug: str, batch_id: UUID) -> Response:
    """Undo what one act gave; a second press does nothing."""
    call, person = readable_call(slug), require_person()
    services.take_back(call=call, batch_id=batch_id, actor=person)
    flash(_("Everybody has the applications again whom they were given to before."))
    return redirect(url_for("checks.queue", slug=call.slug), 303)


def _asked(slug: str) -> tuple[Call, Person, list[Person], Asked]:
    """Return the call, who looks, who checks in it, and what is asked for; raise Conflict before the checks."""
    call, person = readable_call(slug), require_person()
    if call.stage not in SHOWN:
        raise Conflict(_("Applications are checked once the deadline has passed and checking has begun."))
    officials = officials_of(call)
    return call, person, officials, asked_of(shape_of(officials))


def _require_sharing(call: Call, person: Person, officials: Sequence[Person]) -> None:
    if not may_assist(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    if call.stage is not Stage.CHECKING:
        raise Conflict(_("Who checks what is said while the call is being checked."))
    if len(officials) < services.FEWEST:
        raise Conflict(_("Nobody else checks applications of this call."))


def _say(call: Call, done: tuple[UUID, int] | None) -> None:
    if done is None:
        flash(_("Nothing was to be changed."))
        return
    batch, count = done
    words = ngettext("%(num)d application changed hands.", "%(num)d applications changed hands.", count)
    say_with_undo(words, url_for("checks.take_back", slug=call.slug, batch_id=batch))


def _ticked() -> set[UUID] | None:
    """Return the applications that were ticked; nothing where all that are asked for are meant. Raise NotFound."""
    if request.args.get("every") == "1":
        return None
    try:
        return {UUID(each) for each in request.args.getlist("a")[:MAX_TICKED]}
    except ValueError as error:
        raise NotFound from error


def _queue(call: Call, asked: Asked) -> str:
    query = asked.query()
    return url_for("checks.queue", slug=call.slug) + (f"?{query}" if query else "")


def _heads(asked: Asked) -> list[tuple[str, str, str, str, str]]:
    shown = {"reference": _("Application"), "state": _("State")}
    return asked.heads((code, words, "words") for code, words in shown.items() if code not in asked.hidden)


def _choosable(checkers: object) -> dict[str, str]:
    found = {"state": _("State"), "checks": _("Checks")}
    return found | ({"checker": _("Checker")} if checkers else {})


def _filters(officials: Sequence[Person]) -> list[tuple[str, str, dict[str, str]]]:
    """Return by what the queue is narrowed; by whose it is where there are several."""
    states = {state.value: str(words) for state, words in STATES.items() if state not in OUT_OF_JUDGEMENT}
    people = {str(each.id): each.name or each.email for each in officials}
    shared = {NOBODY: _("nobody"), **people} if len(officials) >= services.FEWEST else {}
    return [("state", _("State"), states), ("checker", _("Checker"), shared)]
