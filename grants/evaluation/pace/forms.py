"""The form in which a member offers hours."""

from flask_babel import lazy_gettext as _l

from grants.web.fields import NumberField
from grants.web.forms import Form


class HoursForm(Form):
    """Say how many hours there are for the whole evaluation, or nothing."""

    hours = NumberField(
        _l("Hours you have for this evaluation"),
        max_decimals=0,
        description=_l("The organiser sees it beside what the work is likely to take. Leave it empty to say nothing."),
    )
