"""The page that finds calls, applications and people."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.labels import STATES, TONES
from grants.calls.policies import sees_office
from grants.errors import NotFound
from grants.finding import MAX_SOUGHT
from grants.search.queries import MOST_FOUND, find
from grants.web.reader import reader

blueprint = Blueprint("search", __name__, url_prefix="/office/search")


@blueprint.get("")
@signed_in
def page() -> str | Response:
    """Show what is found by what was typed; the whole number of an application opens it."""
    person = require_person()
    if not sees_office(person):
        raise NotFound
    typed = " ".join(request.args.get("q", "").replace("\0", " ")[:MAX_SOUGHT].split())
    found = find(person, typed)
    if len(found.applications) == 1 and found.applications[0].reference == typed.upper():
        return redirect(url_for("office_applications.application", application_id=found.applications[0].id))
    return render_template("search/page.html", found=found, typed=typed, most=MOST_FOUND, states=STATES, tones=TONES)


def box() -> dict[str, object] | None:
    """Return what the menu shows to officials and auditors; nobody else sees the box."""
    return {} if sees_office(reader()) else None
