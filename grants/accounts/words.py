"""The words for roles and seats in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.accounts.models import RoleKind, Seat
from grants.accounts.record_numbers import FormatFault

ROLES = {
    RoleKind.ADMINISTRATOR: _l("Administrator"),
    RoleKind.COORDINATOR: _l("Project coordinator"),
    RoleKind.SECRETARY: _l("Committee secretary"),
    RoleKind.EVALUATOR: _l("Evaluator"),
    RoleKind.AUDITOR: _l("Auditor"),
}
POWERS = {
    RoleKind.ADMINISTRATOR: _l("Creates organisers, invites officials and other administrators."),
    RoleKind.COORDINATOR: _l("Creates and runs the calls of the organiser, and publishes their results."),
    RoleKind.SECRETARY: _l("Checks applications and keeps the committee's papers."),
    RoleKind.EVALUATOR: _l("Scores applications as a member of the committee."),
    RoleKind.AUDITOR: _l("Reads everything in the organiser and verifies the journal; changes nothing."),
}
SEATS = {
    Seat.CHAIR: _l("Chair of the committee"),
    Seat.MEMBER: _l("Member of the committee"),
    Seat.SUBSTITUTE: _l("Substitute member of the committee"),
}
FORMAT_FAULTS = {
    FormatFault.UNKNOWN: _l("In curly brackets stand only number, year and call."),
    FormatFault.NO_NUMBER: _l("Write {number} once: there the running number stands."),
    FormatFault.CHARACTER: _l("Use letters, digits, spaces, dots, hyphens, slashes and what stands in curly brackets."),
}

NO_COLOUR = _l("A colour is a # and six digits, such as #8f1d2c.")
NO_LOGO = {
    "large": _l("The picture is too large: at most 2 MB are possible."),
    "small": _l("The picture is too small: at least 32 pixels are needed each way."),
    "kind": _l(
        "This is no picture of a kind that is taken here: PNG, JPEG or WebP. Drawings in SVG can hold programs."
    ),
}
"""By the code of `grants.accounts.brand.logos.NoLogo`."""
