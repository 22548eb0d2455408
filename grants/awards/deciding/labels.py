"""Words for the codes of what is decided, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.deciding.models import Body, Departing
from grants.awards.models import Act, Outcome

DEPARTING = {
    Departing.AWARDED: _l("award it"),
    Departing.RESERVE: _l("put it on the reserve list"),
    Departing.REJECTED: _l("reject it"),
    Departing.ON_HOLD: _l("put it on hold, to be decided later"),
}
BODIES = {Body.COMMITTEE: _l("the committee"), Body.COUNCIL: _l("the council")}
DECIDING = {
    Outcome.AWARDED: _l("award it"),
    Outcome.RESERVE: _l("put it on the reserve list"),
    Outcome.REJECTED: _l("reject it"),
    Outcome.INELIGIBLE: _l("do not admit it"),
    Outcome.REVOKED: _l("revoke the award"),
}
ACTS = {
    Act.CONFIRMED: _l("confirmed with the call"),
    Act.TAKEN_UP: _l("decided after it was on hold"),
    Act.CORRECTED: _l("corrects the one before"),
    Act.MOVED_UP: _l("moved up from the reserve list"),
    Act.DECLINED: _l("declined by the applicant"),
    Act.REVOKED: _l("revoked"),
    Act.CONTESTED: _l("after a complaint"),
}
