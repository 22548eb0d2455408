"""The auditor's pages: what was done, by whom, and whether anybody has changed the record since."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person
from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import holds
from grants.errors import NotFound
from grants.journal import queries, services
from grants.journal.chains import readable_chain, readable_chains
from grants.web.slots import Task

blueprint = Blueprint("journal", __name__, url_prefix="/office/journal")


@blueprint.get("/")
def chains() -> str:
    """List the chains of the journal this person may read."""
    person = require_person()
    found = readable_chains(person)
    if not found and not holds(person, RoleKind.AUDITOR):
        raise NotFound
    return render_template("journal/chains.html", chains=found)


@blueprint.get("/<code>")
def chain(code: str) -> str:
    """Show the entries of a chain; with `?verify=1` recompute it and show the result."""
    found = readable_chain(code, require_person())
    action = request.args.get("action", "")
    shown = queries.entry_page(code, request.args.get("page", 1, type=int), action)
    verification = services.verify(code) if request.args.get("verify") == "1" else None
    return render_template("journal/chain.html", chain=found, shown=shown, action=action, verification=verification)


def tasks(person: Person) -> list[Task]:
    """Offer the journal to whoever may read some of it."""
    if not holds(person, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR):
        return []
    detail = _("Who did what and when, and whether the record is whole.")
    return [Task(title=_("Journal"), url=url_for("journal.chains"), detail=detail, waits=False, place=True)]
