"""The group of pages, and what each of them loads."""

from flask import Blueprint
from flask_babel import gettext as _

from grants.accounts.current import require_person
from grants.accounts.models import Person
from grants.awards.meetings.models import Sitting
from grants.awards.meetings.policies import may_hold, may_read
from grants.awards.meetings.queries import sitting_in
from grants.awards.stakes import require_none_of_own
from grants.calls.models import Call
from grants.calls.policies import may_read_office
from grants.calls.queries import call_by_slug
from grants.errors import Forbidden, NotFound

meetings = Blueprint("meetings", __name__, url_prefix="/office/calls/<slug>/sittings")
"""The pages of sittings."""


def met_call(slug: str) -> tuple[Call, Person]:
    """Return a call of whose sittings the reader knows; raise NotFound."""
    person, call = require_person(), call_by_slug(slug)
    if not may_read(person, call):
        raise NotFound
    return call, person


def held_call(slug: str) -> tuple[Call, Person]:
    """Return a call whose sittings the reader plans and records; raise NotFound or Forbidden."""
    call, person = met_call(slug)
    if not may_hold(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return call, person


def projected(slug: str, number: int) -> tuple[Call, Sitting, Person]:
    """Return a sitting whose screen the reader sees: officials, and nobody with an application of their own."""
    call, person = met_call(slug)
    if not may_read_office(person, call):
        raise Forbidden(_("The screen of a sitting is kept by officials of the call."))
    require_none_of_own(call, person)
    return call, sitting_in(call, number), person
