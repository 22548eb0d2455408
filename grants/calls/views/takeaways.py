"""What people take away from the page of a call: the rules to print and to file, its dates, and news of calls."""

from datetime import datetime

from flask import Blueprint, Response, render_template, request
from flask_babel import force_locale

from grants import clock
from grants.calls import queries
from grants.calls.calendar import calendar_of
from grants.calls.memory import Memory
from grants.calls.models import Call
from grants.calls.printed import rules_document
from grants.calls.views.public import visible_call
from grants.documents.content import Document
from grants.documents.making import make
from grants.errors import NotFound
from grants.filetypes import MEDIA_TYPES
from grants.notices.rendering import public_address
from grants.web.downloads import handed_out
from grants.web.languages import LANGUAGES, language

blueprint = Blueprint("takeaways", __name__)

MAX_FEED = 50

_files: Memory[tuple[object, ...], bytes] = Memory(32)


@blueprint.get("/calls/<slug>/rules.<any(pdf, docx):kind>")
def rules(slug: str, kind: str) -> Response:
    """Hand out the rules in words, as a PDF to read and print, or as a text document for the files of an office."""
    call = visible_call(slug)

    def made() -> bytes:
        amendments = [version for version in queries.versions_of(call) if version.number > 1]
        document: Document = rules_document(queries.rules_of(call), amendments, call.organiser)
        return make(kind, document, at=_dated(call, [version.in_force_at for version in amendments]))

    content = _files.get((call.id, call.rules_digest, call.version, kind, language()), made)
    return handed_out(content, MEDIA_TYPES[kind], f"{call.slug}.{kind}")


@blueprint.get("/calls/<slug>/dates.ics")
def dates(slug: str) -> Response:
    """Hand out the dates of a call for a calendar."""
    call = visible_call(slug)
    return handed_out(calendar_of(call, queries.rules_of(call)), "text/calendar", f"{call.slug}.ics")


@blueprint.get("/calls.atom")
def feed() -> Response:
    """Tell what calls there are, those with the nearest deadline first, for readers of feeds."""
    wanted = request.args.get("language", language())
    if wanted not in LANGUAGES:
        raise NotFound
    calls = queries.visible_calls(clock.now()).calls[:MAX_FEED]
    updated = queries.updated_at(calls)
    with force_locale(wanted):
        newest = max(updated.values(), default=clock.now())
        words = render_template(
            "calls/feed.xml",
            calls=calls,
            rules=queries.rules_of_each(calls),
            updated=updated,
            newest=newest,
            wanted=wanted,
            public_address=public_address,
        )
    return Response(words, mimetype="application/atom+xml")


def _dated(call: Call, amended: list[datetime | None]) -> datetime:
    """Return since when the rules say what they say."""
    return max([call.published_at, *(moment for moment in amended if moment)])
