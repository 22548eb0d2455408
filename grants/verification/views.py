"""Where everybody finds what they need to check the results of a call."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from grants.awards.letters.queries import count_unsent
from grants.awards.queries import holds_everything
from grants.calls.models import Call
from grants.calls.policies import are_results_public
from grants.calls.queries import call_by_slug, rules_of
from grants.errors import Conflict, NotFound
from grants.exchange.export import dump_bundle, export_public, receipts_of
from grants.web.downloads import handed_out

blueprint = Blueprint("verification", __name__)


@blueprint.get("/calls/<slug>/verify")
def page(slug: str) -> str:
    """Say how anybody can check the results, as far as they can be checked, and show the root over all receipts."""
    call = _published(slug)
    complete = holds_everything(call)
    return render_template(
        "verification/page.html",
        call=call,
        complete=complete,
        ranked=complete and rules_of(call).publication.scores,
        receipts=receipts_of(call),
    )


@blueprint.get("/calls/<slug>/results.json")
def results(slug: str) -> Response:
    """Hand out the public bundle."""
    call = _published(slug)
    if count_unsent(call):  # what was judged anew is in the file, and who it concerns learns of it from their letter
        raise Conflict(
            _("New decisions were made. The file is here again once everybody they concern has their letter.")
        )
    name = f"{call.slug}-results.json"
    return handed_out(dump_bundle(export_public(call)), "application/json", name)


def on_call_page(call: Call, **_context: object) -> dict[str, object] | None:
    """Show everybody where the results can be checked, once they are published and if there is anything to check."""
    if not are_results_public(call):
        return None
    ranked = rules_of(call).publication.scores and holds_everything(call)
    return {} if call.receipts_root or ranked else None


def _published(slug: str) -> Call:
    """Return a call whose results are public; raise NotFound for any other."""
    call = call_by_slug(slug)
    if not are_results_public(call):
        raise NotFound
    return call
