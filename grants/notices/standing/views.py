"""The page on which administrators see how the outbox stands."""

from flask import Blueprint, Flask, render_template, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.accounts.policies import is_administrator
from grants.errors import NotFound
from grants.notices.labels import STATES
from grants.notices.standing.queries import standing
from grants.web.slots import Task, offer_tasks

blueprint = Blueprint("outbox", __name__, url_prefix="/office/outbox")


@blueprint.get("")
@signed_in
def page() -> str:
    """Show how many messages wait, since when, how fast they leave, and what stands in their way."""
    if not is_administrator(require_person()):
        raise NotFound
    return render_template("notices/standing.html", found=standing(), states=STATES)


def tasks(person: Person) -> list[Task]:
    """Offer the page to administrators."""
    if not is_administrator(person):
        return []
    detail = _("How many messages wait, and what stands in their way.")
    return [Task(title=_("Outbox"), url=url_for("outbox.page"), detail=detail, waits=False, place=True)]


def init_app(app: Flask) -> None:
    """Connect the page."""
    app.register_blueprint(blueprint)
    offer_tasks(app, tasks)
