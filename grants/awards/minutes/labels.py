"""Words for the codes of minutes."""

from flask_babel import lazy_gettext as _l

from grants.awards.minutes.models import Capacity

IN_PLACE_OF = {
    Capacity.CHAIR: _l("in the place of the chair"),
    Capacity.SECRETARY: _l("in the place of the secretary"),
}
CAPACITIES = {Capacity.CHAIR: _l("chair"), Capacity.SECRETARY: _l("secretary")}
