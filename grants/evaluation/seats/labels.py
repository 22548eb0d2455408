"""Words for why a seat is declined."""

from flask_babel import lazy_gettext as _l

from grants.evaluation.seats.models import DeclineReason

DECLINE_REASONS = {
    DeclineReason.NO_TIME: _l("No time for it"),
    DeclineReason.CONFLICT: _l("A conflict of interest with much of what was sent in"),
    DeclineReason.NOT_COMPETENT: _l("Another field than the one I know"),
    DeclineReason.UNWELL: _l("Ill or away"),
    DeclineReason.OTHER: _l("Something else"),
}
