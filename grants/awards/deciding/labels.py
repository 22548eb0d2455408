"""Words for the codes of what is decided, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.deciding.models import Body, Departing

DEPARTING = {
    Departing.AWARDED: _l("award it"),
    Departing.RESERVE: _l("put it on the reserve list"),
    Departing.REJECTED: _l("reject it"),
    Departing.ON_HOLD: _l("put it on hold, to be decided later"),
}
BODIES = {Body.COMMITTEE: _l("the committee"), Body.COUNCIL: _l("the council")}
