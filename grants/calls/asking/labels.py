"""Words for the codes of questions, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.calls.asking.models import AskedBy

CAME_BY = {
    AskedBy.PHONE: _l("by phone"),
    AskedBy.EMAIL: _l("by e-mail"),
    AskedBy.IN_PERSON: _l("in person"),
}
"""Ways in which questions come that officials write down."""
