"""What everybody reads: the list of calls and the page of each."""

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from grants import clock
from grants.accounts.current import current_person
from grants.calls import labels, queries, sentences
from grants.calls.amendments import history_of
from grants.calls.editing.labels import PARTS
from grants.calls.everybody import alike_for_everybody
from grants.calls.memory import Memory
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase, takes_questions
from grants.calls.policies import may_read_office, may_see
from grants.calls.rules.document import Rules
from grants.errors import NotFound
from grants.web.downloads import handed_out
from grants.web.filters import time_left
from grants.web.languages import language
from grants.web.paging import page_number

blueprint = Blueprint("calls", __name__)


_tops: Memory[tuple[object, ...], Markup] = Memory(128)
_rules: Memory[tuple[str, str], tuple[Markup, Markup]] = Memory(128)
_papers: Memory[tuple[object, ...], tuple[Markup, Markup]] = Memory(128)


@blueprint.get("/")
def index() -> str:
    """List all published calls."""
    now = clock.now()
    page = queries.visible_calls(now, page_number())
    phases = {call.id: call.phase_at(now) for call in page.calls}
    return render_template(
        "calls/index.html", page=page, phases=phases, rules=queries.rules_of_each(page.calls), labels=labels
    )


@blueprint.get("/calls/<slug>")
def page(slug: str) -> str:
    """Show one call: how much, for whom, until when, and what is judged.

    Whoever is not signed in sees the same page as all others, so it is rendered once until something in it changes.
    """
    call = visible_call(slug)
    rules, now = queries.rules_of(call), clock.now()
    phase = call.phase_at(now)
    asks = takes_questions(phase, rules.schedule.questions_until, now)
    hangs_on = (call.answers_revision, asks, phase, _left(call, phase))
    return alike_for_everybody(call, *hangs_on, render=lambda: _page(call, rules, phase))


@blueprint.get("/calls/<slug>/rules.json")
def download(slug: str) -> Response:
    """Hand out the rules document, as files of rules are uploaded."""
    call = visible_call(slug)
    document = queries.rules_of(call).model_dump_json(by_alias=True, exclude_unset=True, indent=2)
    return handed_out(document, "application/json", f"{call.slug}.json")


def visible_call(slug: str) -> Call:
    """Return a call the reader may see; raise NotFound."""
    call = queries.call_by_slug(slug)
    if not may_see(current_person(), call, clock.now()):
        raise NotFound
    return call


def _page(call: Call, rules: Rules, phase: Phase) -> str:
    glance, below = _rules_in_words(rules, call.rules_digest)
    amendments, papers = _papers_of(call)
    return render_template(
        "calls/page.html",
        call=call,
        rules=rules,
        phase=phase,
        top=_top(call, rules, phase),
        glance=glance,
        amendments=amendments,
        below=below,
        papers=papers,
        in_office=may_read_office(current_person(), call),
    )


def _left(call: Call, phase: Phase) -> str:
    """Return the time left in words, which change by the minute at most."""
    return time_left(call.closes_at) if phase is Phase.OPEN else ""


def _top(call: Call, rules: Rules, phase: Phase) -> Markup:
    """Render how a call stands, once for as long as the time left is said in the same words."""

    def render() -> Markup:
        return _markup("calls/parts/top.html", call=call, rules=rules, phase=phase)

    return _tops.get((call.id, call.rules_digest, phase, _left(call, phase), language()), render)


def _papers_of(call: Call) -> tuple[Markup, Markup]:
    """Render the amendments and the files of a call, once per version from the publication on."""

    def render() -> tuple[Markup, Markup]:
        files = queries.files_of(call, call.version)
        history = history_of(call)
        return (
            _markup("calls/parts/amendments.html", call=call, history=history, files=files, parts=PARTS),
            _markup("calls/parts/papers.html", call=call, files=files),
        )

    if call.stage is Stage.DRAFT:
        return render()
    return _papers.get((call.id, call.version, call.stage, language()), render)


def _rules_in_words(rules: Rules, digest: str) -> tuple[Markup, Markup]:
    """Render the rules, at a glance and whole, once per digest and language: nothing depends on reader or clock."""

    def render() -> tuple[Markup, Markup]:
        shown = {"rules": rules, "best": rules.best, "sentences": sentences}
        return _markup("calls/parts/glance.html", **shown), _markup("calls/parts/rules.html", **shown)

    return _rules.get((digest, language()), render)


def _markup(template: str, **context: object) -> Markup:
    return Markup(render_template(template, labels=labels, **context))  # noqa: S704  # a rendered template
