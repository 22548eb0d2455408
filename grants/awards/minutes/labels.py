"""Words for the codes of minutes."""

from flask_babel import lazy_gettext as _l

from grants.awards.minutes.models import Capacity

CAPACITIES = {Capacity.CHAIR: _l("chair"), Capacity.SECRETARY: _l("secretary")}
