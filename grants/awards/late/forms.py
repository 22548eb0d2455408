"""The form of a conflict that was found late."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from grants.evaluation.interests.forms import RecordForm


class LateForm(RecordForm):
    """Record a conflict that was found late: looked at first, then confirmed for the order that was seen."""

    seen = HiddenField(_l("The order that was seen"))
