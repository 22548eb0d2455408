"""The form of what people choose about their messages."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.notices.choices.labels import PACES, PURPOSES
from grants.notices.choices.models import NoticeChoices, Pace
from grants.notices.choices.plan import Hours
from grants.notices.choices.queries import hours_of
from grants.notices.choices.services import SWITCHED
from grants.notices.register import Purpose
from grants.web.fields import ChoicesField
from grants.web.forms import Form, Required

HOURS = [SelectChoice(str(hour), f"{hour:02}.00") for hour in range(24)]


class ChoicesForm(Form):
    """Choose how often messages come, when not, and which come by e-mail."""

    pace = RadioField(
        _l("Messages by e-mail"),
        [Required(_l("Choose one."))],
        choices=[SelectChoice(pace.value, words) for pace, words in PACES.items()],
    )
    by_mail = ChoicesField(
        _l("Also by e-mail"),
        choices=[SelectChoice(purpose.value, PURPOSES[purpose]) for purpose in SWITCHED],
    )
    quiet_from = SelectField(_l("No e-mail from"), [Required(_l("Choose one."))], choices=HOURS)
    quiet_until = SelectField(_l("until"), [Required(_l("Choose one."))], choices=HOURS)

    @classmethod
    def of(cls, chosen: NoticeChoices | None, usual: Hours | None) -> "ChoicesForm":
        """Return the form with what holds now, or with what was sent."""
        off = chosen.off if chosen else []
        begins, ends = (chosen and hours_of(chosen)) or usual or (0, 0)
        return cls(
            data={
                "pace": (chosen.pace if chosen else Pace.AT_ONCE).value,
                "by_mail": [purpose.value for purpose in SWITCHED if purpose.value not in off],
                "quiet_from": str(begins),
                "quiet_until": str(ends),
            }
        )

    @property
    def off(self) -> set[Purpose]:
        """Return the purposes of which nothing is to come by e-mail."""
        return {purpose for purpose in SWITCHED if purpose.value not in (self.by_mail.data or [])}

    @property
    def quiet(self) -> Hours:
        """Return the quiet hours."""
        return int(self.quiet_from.data), int(self.quiet_until.data)
