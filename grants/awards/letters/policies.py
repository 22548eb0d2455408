"""Who may read and send letters."""

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.awards.letters.models import Letter
from grants.awards.letters.queries import has_letters
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import require_declared, require_none_of_own
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_read_office
from grants.calls.queries import call_by_slug
from grants.errors import Conflict, Forbidden, NotFound
from grants.evaluation.interests.queries import in_conflict


def lettered_call(slug: str, person: Person) -> Call:
    """Return a call whose letters a person may see; raise NotFound, or Forbidden while one of their own waits in it.

    Raise Conflict before there is any letter: they are prepared with the decisions, or with a notice before them.
    """
    call = call_by_slug(slug)
    if not may_read_office(person, call):
        raise NotFound
    require_none_of_own(call, person)
    if call.stage not in CONFIRMED and not has_letters(call):
        raise Conflict(_("Letters are prepared when the decisions are confirmed."))
    return call


def assisted_call(slug: str, person: Person) -> Call:
    """Return a call whose letters a person may sign and send; raise as `lettered_call` does, or Forbidden.

    Raise Conflict before they have declared for each application, like who decides.
    """
    call = lettered_call(slug, person)
    if not may_assist(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    require_declared(call, person)
    return call


def require_reading(person: Person, letter: Letter) -> None:
    """Raise Forbidden for who has a conflict of interest with the application of a letter, whatever their role."""
    if in_conflict(person, letter.application):
        raise Forbidden(_("You have a conflict of interest with this application, so others read its letter."))
