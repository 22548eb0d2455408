"""The page of the private address, and the calendar behind it."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants.calendars import MEDIA_TYPE
from grants.db import db
from grants.errors import NotFound
from grants.notices.feed import services
from grants.notices.feed.dates import calendar_of

blueprint = Blueprint("feed", __name__)


@blueprint.get("/account/calendar")
def page() -> str:
    """Show the private address, or how to get one."""
    from grants.accounts.current import require_person  # not above: people get messages from here

    person = require_person()
    feed = services.feed_of(person.id)
    address = services.address_of(feed) if feed else ""
    return render_template("notices/feed/page.html", person=person, address=address)


@blueprint.post("/account/calendar")
def renew() -> Answer:
    """Give the reader a new address."""
    from grants.accounts.current import require_person

    services.renew(actor=require_person())
    flash(_("This is your address. One you had before works no more."))
    return redirect(url_for("feed.page"), 303)


@blueprint.post("/account/calendar/end")
def end() -> Answer:
    """End the reader's address."""
    from grants.accounts.current import require_person

    services.end(actor=require_person())
    flash(_("Your dates are shown under no address any more."))
    return redirect(url_for("feed.page"), 303)


@blueprint.get("/calendar/<feed>.ics")
def dates(feed: str) -> Response:
    """Hand out the dates of whoever the address belongs to."""
    from grants.accounts.models import Person

    person_id = services.person_behind(feed)
    person = db.session.get(Person, person_id) if person_id else None
    if person is None:
        raise NotFound
    return Response(calendar_of(person), mimetype=MEDIA_TYPE, headers={"Cache-Control": "private, no-store"})
