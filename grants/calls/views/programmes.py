"""The page of a programme: all calls of an organiser with the same project number, and what they came to."""

from flask import Blueprint, render_template

from grants import clock
from grants.calls import labels, queries
from grants.errors import NotFound
from grants.web.paging import page_number

blueprint = Blueprint("programmes", __name__, url_prefix="/programmes")


@blueprint.get("/<organiser>/<path:number>")
def page(organiser: str, number: str) -> str:
    """Show the calls of a programme, the newest first."""
    now = clock.now()
    page = queries.programme_calls(organiser, number, now, page_number())
    if not page.calls:
        raise NotFound
    rules = queries.rules_of_each(page.calls)
    return render_template(
        "calls/programme.html",
        page=page,
        phases={call.id: call.phase_at(now) for call in page.calls},
        rules=rules,
        newest=page.calls[0],
        programme=rules[page.calls[0].id].programme,
        organiser=page.calls[0].organiser,
        number=number,
        labels=labels,
    )
