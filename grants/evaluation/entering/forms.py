"""What is asked about a sheet on paper beside its marks."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import ValidationError

from grants.accounts.policies import today
from grants.evaluation.entering.queries import Writer
from grants.evaluation.models import MAX_KEPT_AT
from grants.evaluation.proofs import KINDS, MAX_SCAN_MB
from grants.web.fields import DayField, LineField
from grants.web.forms import Form, Required, with_fields
from grants.web.uploads import StoredFileField


class Ticked:
    """Ask that a box is ticked; for `Required` an open one is a value like zero."""

    def __init__(self, message: object) -> None:
        self.message = message

    def __call__(self, _form: object, field: BooleanField) -> None:
        """Refuse an open box."""
        if not field.data:
            raise ValidationError(str(self.message))


class PaperForm(Form):
    """Take when a sheet came and where it is kept; `of` gives the form for a member."""

    received_on = DayField(_l("Received on"), [Required(_l("Type the day on which the paper was received."))])
    kept_at = LineField(
        _l("Where the paper is kept"),
        [Required(_l("Say where the paper is kept."))],
        description=_l("For example the number of the file."),
        max_chars=MAX_KEPT_AT,
    )
    scan = StoredFileField(
        _l("Scan of the sheet"),
        description=_l("PDF, signed container, JPG or PNG, at most 10 MB."),
        kinds=KINDS,
        max_mb=MAX_SCAN_MB,
    )

    @classmethod
    def of(cls, writer: Writer) -> "PaperForm":
        """Return the form, with a tick for each thing that the member has not said in the service."""
        ticks: dict[str, Any] = {}
        if writer.signs:
            needed = Ticked(_l("Without the signed statement the member has not taken the seat."))
            ticks["signed"] = BooleanField(_l("I have this statement before me on paper, signed"), [needed])
        if writer.declares:
            needed = Ticked(_l("Without this declaration the sheet cannot be typed in."))
            words = _l("The paper declares that the member has no conflict of interest with this application")
            ticks["declares"] = BooleanField(words, [needed])
        return with_fields(cls, ticks)()

    def validate_received_on(self, field: DayField) -> None:
        """Refuse a day that is still to come."""
        if field.data and field.data > today():
            raise ValidationError(_("This day is still to come."))

    def has_ticked(self, name: str) -> bool:
        """Tell whether the form has a tick and it is set."""
        return name in self and bool(self[name].data)
