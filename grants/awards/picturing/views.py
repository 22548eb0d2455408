"""The page of the pictures of a call, for its officials, and the way there."""

from flask import Blueprint, Flask, render_template

from grants.accounts.current import require_person, signed_in
from grants.awards.picturing.queries import FEWEST, count_sent
from grants.awards.picturing.showing import charts_of
from grants.calls.models import Call, Stage
from grants.calls.views.office import readable_call
from grants.web.slots import fill

blueprint = Blueprint("picturing", __name__)


@blueprint.get("/office/calls/<slug>/pictures")
@signed_in
def page(slug: str) -> str:
    """Show a call in pictures, or from how many applications on there are any."""
    call = readable_call(slug)
    return render_template(
        "awards/picturing/page.html", call=call, charts=charts_of(call, require_person()), fewest=FEWEST
    )


def on_actions(call: Call, **_context: object) -> dict[str, object] | None:
    """Lead to the pictures where there are any."""
    return {} if call.stage is not Stage.DRAFT and count_sent(call.id) >= FEWEST else None


def init_app(app: Flask) -> None:
    """Serve the page."""
    app.register_blueprint(blueprint)
    fill(app, "call.actions", "awards/picturing/on_actions.html", on_actions, order=1)
