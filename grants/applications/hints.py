"""What an answer may be, said beside the question where people would otherwise find out by an error."""

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.applications.files import accepted_kinds, most_megabytes
from grants.applications.form.typed import row_limit
from grants.calls.labels import FILE_KINDS
from grants.calls.rules.document import FormField
from grants.web.filters import money, number


def limits_of(field: FormField) -> str:
    """Say what the rules allow as an answer; a budget's own columns, which have no label there, need no word."""
    if field.label is None:
        return ""
    if field.type == "file":
        kinds = ", ".join(str(FILE_KINDS[kind]) for kind in accepted_kinds(field))
        limits = _("%(kinds)s; at most %(most)s MB each.", kinds=kinds, most=most_megabytes(field))
        return " ".join((limits, _("No lists of names, nothing about anybody’s health.")))
    if field.type in ("short_text", "address") and field.max_chars:
        return ngettext("At most %(num)d character.", "At most %(num)d characters.", field.max_chars)
    if field.type in ("table", "budget") and field.max_rows:
        return ngettext("At most %(num)d row.", "At most %(num)d rows.", row_limit(field))
    return _bounds(field)


def _bounds(field: FormField) -> str:
    if field.type == "date":
        return _("For example 25.10.2025.")
    write = money if field.type == "money" else number
    if field.min is not None and field.max is not None:
        return _("From %(least)s to %(most)s.", least=write(field.min), most=write(field.max))
    if field.min is not None:
        return _("At least %(least)s.", least=write(field.min))
    return _("At most %(most)s.", most=write(field.max)) if field.max is not None else ""
