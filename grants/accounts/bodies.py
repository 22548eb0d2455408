"""The list of organisers: what it says of each."""

from flask_babel import gettext as _

from grants.accounts.models import Organiser
from grants.web.lists.rows import Listing, Part


def listing() -> Listing[Organiser]:
    """Return the list of organisers."""
    return Listing(
        "organisers",
        _("Organisers"),
        [
            Part("name", _("Name of the organiser"), lambda each: each.name, sought=True),
            Part("registration", _("Registration number"), lambda each: each.registration_number or None, sought=True),
            Part("email", _("E-mail"), lambda each: each.email or None, sought=True),
        ],
    )
