"""Words for the codes of complaints, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.contests.models import CameBy, Ruling
from grants.awards.terms import Channel

CAME_BY = {
    CameBy.ONLINE: _l("on this site"),
    CameBy.E_ADDRESS: _l("by the official e-address"),
    CameBy.EMAIL: _l("by e-mail"),
    CameBy.POST: _l("by post"),
    CameBy.ON_THE_SPOT: _l("on the spot"),
    CameBy.OWN_MOTION: _l("found by the organiser itself"),
}
RULINGS = {
    Ruling.UPHELD: _l("It is right"),
    Ruling.PARTLY: _l("It is right in part"),
    Ruling.REJECTED: _l("It is rejected"),
}
WAYS = {
    Channel.EMAIL: _l("By e-mail from here, now"),
    Channel.E_ADDRESS: _l("By the official e-address"),
    Channel.POST: _l("By registered post"),
    Channel.ON_THE_SPOT: _l("Handed over on the spot"),
}
"""How the signed decision on a complaint goes."""
