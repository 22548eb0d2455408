"""What the journal's readers are told about checks, declarations and sheets."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions

ACTIONS = {
    "seat.taken": _l("Seat in the committee taken"),
    "seat.declined": _l("Seat in the committee declined"),
    "checks.answered": _l("Checks answered"),
    "checks.given": _l("Applications given to an official to check"),
    "checks.given_back": _l("Giving applications to an official to check undone"),
    "checks.confirmed": _l("Answers to checks confirmed or doubted"),
    "conflict.declared": _l("Interests declared"),
    "committee.reminded": _l("Members reminded who lag behind"),
    "conflict.recorded": _l("Conflict of interest of somebody recorded"),
    "conflict.lifted": _l("Conflict of interest of somebody lifted"),
    "application.judged_anew": _l("Application judged anew after a complaint"),
    "objection.made": _l("Objection to a member made"),
    "objection.decided": _l("Objection to a member decided"),
    "consultation.written_down": _l("Help given to an applicant written down"),
    "assignment.changed": _l("Members assigned"),
    "preference.stated": _l("Preferences stated"),
    "sheet.submitted": _l("Sheet submitted"),
    "sheet.entered": _l("Sheet on paper typed in"),
    "applications.taken_along": _l("Applications taken along to be read"),
    "sheets.uploaded": _l("Sheets filled in on a spreadsheet"),
    "sheet.reopened": _l("Submitted sheet opened again"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, ACTIONS)
