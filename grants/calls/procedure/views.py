"""The page that says how a call is decided, and the one that says what is the same in every call."""

from flask import Blueprint, render_template

from grants.calls import labels
from grants.calls.everybody import alike_for_everybody
from grants.calls.procedure.steps import steps_of
from grants.calls.queries import rules_of
from grants.calls.views.public import visible_call

blueprint = Blueprint("procedure", __name__)


@blueprint.get("/calls/<slug>/how-decisions-are-made")
def page(slug: str) -> str:
    """Say how a call is decided, from its own rules; rendered once per version for who is not signed in."""
    call = visible_call(slug)

    def render() -> str:
        rules = rules_of(call)
        return render_template(
            "calls/procedure/page.html", call=call, rules=rules, steps=steps_of(rules), labels=labels
        )

    return alike_for_everybody(call, render=render)


@blueprint.get("/how-decisions-are-made")
def general() -> str:
    """Say what is the same in every call, whatever its rules."""
    return render_template("calls/procedure/general.html")
