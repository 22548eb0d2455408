"""Words of the deliberation: why an application should be discussed, and what was done to a reasoning."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from grants.awards.deliberation.flags import Flag, Why
from grants.awards.deliberation.models import ReasoningStep
from grants.web.filters import number

STEPS = {
    ReasoningStep.WRITTEN: _l("written"),
    ReasoningStep.APPROVED: _l("approved"),
    ReasoningStep.REOPENED: _l("opened again"),
}


def flag_in_words(flag: Flag) -> str:
    """Say why an application should be discussed."""
    match flag.why:
        case Why.MISSING:
            return ngettext("%(num)d sheet is missing", "%(num)d sheets are missing", flag.count)
        case Why.DIVERGENCE:
            shown = {"code": flag.criterion, "low": number(flag.low), "high": number(flag.high)}
            return _("criterion %(code)s: marks from %(low)s to %(high)s", **shown)
        case Why.NEAR_THRESHOLD:
            return _("criterion %(code)s: within half a step of the points needed", code=flag.criterion)
