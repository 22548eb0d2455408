"""The form that lets somebody work on an application; the forms that follow from the rules are in `form`."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.applications.labels import RIGHTS
from grants.applications.models import Right
from grants.web.fields import EmailField, LineField
from grants.web.forms import Form, Required


class PersonForm(Form):
    """Let somebody work on an application."""

    email = EmailField(_l("E-mail address"), [Required(_l("Type the e-mail address of the person."))])
    name = LineField(_l("Name and surname"))
    right = RadioField(
        _l("What they may do"),
        [Required(_l("Choose what they may do."))],
        choices=[SelectChoice(right.value, words) for right, words in RIGHTS.items()],
        default=Right.EDIT.value,
    )
