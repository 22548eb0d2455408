"""What the spreadsheets have in common: the columns about an application, and figures as numbers."""

from decimal import Decimal, InvalidOperation

from flask_babel import gettext as _

from grants.applications.models import Application
from grants.documents.tables import Cell, Column

MAX_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; a longer one stays words, so that none is lost."""


def number_of(printed: object) -> Cell:
    """Return a decimal string as a number; what is none, or would lose digits, stays as it is."""
    if printed is None:
        return None
    words = str(printed)
    try:
        number = Decimal(words)
    except InvalidOperation:
        return words
    return number if number.is_finite() and len(number.as_tuple().digits) <= MAX_DIGITS else words


def about_columns() -> list[Column]:
    """Return the columns that say which application a row is about."""
    return [Column(_("Reference")), Column(_("Applicant")), Column(_("Registration number")), Column(_("Project"))]


def about(application: Application) -> list[Cell]:
    """Return the cells of these columns."""
    organisation = application.organisation
    return [
        application.reference or "",
        organisation.name if organisation else "",
        (organisation.registration_number if organisation else "") or "",
        application.title,
    ]
