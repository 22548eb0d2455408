"""The page on which officials choose when people are reminded of a deadline."""

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.applications.reminders import services
from grants.applications.reminders.forms import RemindersForm
from grants.applications.views.common import Page
from grants.calls.views.answering import answer
from grants.calls.views.office import managed_call

blueprint = Blueprint("reminders", __name__)


@blueprint.route("/office/calls/<slug>/reminders", methods=["GET", "POST"])
@signed_in
def choose(slug: str) -> Page:
    """Choose how long before the deadline drafts are reminded of."""
    call = managed_call(slug)
    form = RemindersForm.of(services.hours_of(call))

    def act() -> str:
        hours = [int(each) for each in form.hours.data or []]
        services.choose(call=call, hours=hours, actor=require_person())
        flash(_("The dates of the reminders are stored."))
        return url_for("office.call", slug=call.slug)

    return answer(form, act, "applications/reminders/page.html", call=call)
