"""The list of what was sent in to a call: narrowed, sorted, kept as a view, acted on, taken along."""

import uuid
from collections.abc import Sequence

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from grants.accounts.current import require_person
from grants.accounts.lists.queries import views_of
from grants.accounts.lists.views import asked_of, table_as
from grants.applications import queries
from grants.applications.audiences import CHOSEN
from grants.applications.columns import Column, Listed, columns_for, offered_titles
from grants.applications.labels import STATES, TONES
from grants.applications.listing import tables
from grants.applications.listing.queries import all_asked, is_long, stretch_asked
from grants.applications.listing.shape import PLACE, shape_of
from grants.applications.models import ApplicationState
from grants.applications.policies import UNSENT, is_call_sealed
from grants.applications.services.intake import can_register
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.applications.views.paging import asked_place
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_manage
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call, readable_call
from grants.calls.writing import services as writing
from grants.calls.writing.forms import WriteForm
from grants.documents.tables import Kind
from grants.errors import Conflict, NotFound
from grants.notices.batches.audiences import barred_in, known_audience
from grants.web.filters import zone
from grants.web.formats import moment, money
from grants.web.languages import language
from grants.web.lists.asked import LONG, Asked

MAX_REFERENCE = 64
MAX_NAMED = 200
"""Applications that the page of the chosen names."""
MAX_TICKED = 50
"""Applications that are ticked one by one: those of a page."""


@officials.get("/calls/<slug>/applications")
def applications(slug: str) -> Page:
    """List what was sent in, PAGE applications at a time; what is looked for by its whole reference opens at once."""
    call = readable_call(slug)
    sealed = is_call_sealed(call)
    asked = asked_for(sealed=sealed)
    found = queries.submitted_with(call.id, asked.words.upper()[:MAX_REFERENCE]) if asked.words else None
    if found is not None:
        return redirect(url_for("office_applications.application", application_id=found.id))
    return _shown(call, asked, sealed=sealed)


def _shown(call: Call, asked: Asked, *, sealed: bool) -> str:
    stretch = stretch_asked(call, asked, sealed=sealed, **asked_place())
    long = stretch.has_earlier or stretch.has_later or len(stretch.items) >= LONG or is_long(call)
    columns = [] if sealed else columns_for(stretch.items, asked.hidden)
    person = require_person()
    return render_template(
        "applications/office/list.html",
        call=call,
        asked=asked,
        stretch=stretch,
        rows=_rows(stretch.items, columns),
        filled=_filled,
        columns=columns,
        heads=_heads(asked, sealed=sealed),
        all_columns=_choosable(sealed=sealed),
        sealed=sealed,
        long=long,
        views=views_of(person, PLACE) if long else [],
        states={state.value: words for state, words in STATES.items() if state not in UNSENT},
        registers=may_assist(person, call) and can_register(call),
    )


@officials.get("/calls/<slug>/applications.<any(xlsx, csv):kind>")
def listed_file(slug: str, kind: str) -> FileAnswer:
    """Hand out what the list shows as a table: the same applications and columns, in the same order."""
    call = readable_call(slug)
    sealed = is_call_sealed(call)
    asked = asked_for(sealed=sealed)
    found = all_asked(call, asked, sealed=sealed, only=_ticked())
    sheet = tables.sheet_of(found, asked, sealed=sealed)
    return table_as(kind, sheet, f"{call.slug}-applications")


@officials.get("/calls/<slug>/applications/chosen")
def chosen(slug: str) -> Page:
    """Show which applications were ticked, or all that are asked for, and what can be done with them at once."""
    call = readable_call(slug)
    sealed = is_call_sealed(call)
    asked, ticked = asked_for(sealed=sealed), _ticked()
    if ticked is not None and not ticked:
        flash(_("Tick at least one application first."), "warning")
        return redirect(f"{_list(call)}?{asked.query()}")
    found = all_asked(call, asked, sealed=sealed, only=ticked)
    person = require_person()
    barred = barred_in(person, call.id) if may_manage(person, call) else set()
    writable = [each for each in found if each.id not in barred and each.state is not ApplicationState.WITHDRAWN]
    return render_template(
        "applications/office/chosen.html",
        call=call,
        asked=asked,
        found=found[:MAX_NAMED],
        count=len(found),
        left_out=len(found) - len(writable),
        writes=may_manage(person, call) and bool(writable) and not sealed,
        passed=request.query_string.decode("ascii", "replace"),
        states=STATES,
    )


@officials.route("/calls/<slug>/applications/chosen/write", methods=["GET", "POST"])
def write_to_chosen(slug: str) -> Page:
    """Take the words for who works on the chosen applications; nothing leaves before the list was looked at."""
    call = managed_call(slug)
    if is_call_sealed(call):
        raise Conflict(_("What was sent in is opened after the deadline."))
    audience = known_audience(CHOSEN)
    form = WriteForm.to([audience])

    def act() -> str:
        only = {each.id for each in all_asked(call, asked_for(sealed=False), sealed=False, only=_ticked())}
        batch = writing.prepare(call=call, audience=CHOSEN, typed=form.typed, actor=require_person(), only=only)
        return url_for("office_writing.look", slug=call.slug, batch_id=batch.id)

    common, others = writing.placeholders_in([audience])
    shown = {"call": call, "audiences": [audience], "common": common, "others": others}
    return answer(form, act, "calls/writing/write.html", linked=False, **shown)


def asked_for(*, sealed: bool) -> Asked:
    """Return what the address asks of the list."""
    return asked_of(shape_of({state.value for state in STATES if state not in UNSENT}, sealed=sealed))


def _ticked() -> set[uuid.UUID] | None:
    """Return the applications that were ticked; nothing where all that are asked for are meant. Raise NotFound."""
    is_file = request.endpoint == "office_applications.listed_file"
    if request.values.get("every") == "1" or (is_file and "a" not in request.values):
        return None
    try:
        return {uuid.UUID(each) for each in request.values.getlist("a")[:MAX_TICKED]}
    except ValueError as error:
        raise NotFound from error


def _list(call: Call) -> str:
    return url_for("office_applications.applications", slug=call.slug)


def _choosable(*, sealed: bool) -> dict[str, str]:
    """Return the columns that can be hidden: all but the one that leads to the application."""
    found = tables.heads(sealed=sealed) | ({} if sealed else offered_titles())
    return {code: words for code, words in found.items() if code != "reference"}


def _heads(asked: Asked, *, sealed: bool) -> list[tuple[str, str, str, str, str]]:
    """Return code, words, the query that sorts by it, how it is sorted and its kind, of each column that is shown."""
    shown = {code: words for code, words in tables.heads(sealed=sealed).items() if code not in asked.hidden}
    return asked.heads((code, words, tables.KINDS.get(code, Kind.WORDS).value) for code, words in shown.items())


def _filled(pattern: Markup, rows: list[dict[str, object]]) -> Markup:
    """Return a pattern filled in for each row, whose cells are escaped already."""
    return Markup("\n".join(str(pattern) % row for row in rows))  # noqa: S704  # each cell is escaped where it is made


def _rows(applications: Sequence[Listed], columns: list[Column]) -> list[dict[str, object]]:
    """Return the cells of a page, written here because a filter in a loop asks for the language in every cell."""
    code, here = language(), zone()
    states = {state: escape(words) for state, words in STATES.items()}
    late = Markup(' <span class="state state-danger">{}</span>').format(_("late"))
    return [
        {
            "id": each.id,
            "reference": escape(each.reference),
            "title": escape(each.title),
            "applicant": escape(each.applicant),
            "requested": money(each.requested, code),
            "submitted": moment(each.submitted_at, code, here),
            "state": states[each.state],
            "tone": TONES.get(each.state, "info"),
            "late": late if each.is_late else "",
            **{f"column{place}": escape(column.cells.get(each.id, "–")) for place, column in enumerate(columns)},
        }
        for each in applications
    ]
