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
