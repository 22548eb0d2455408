"""The form of a notice on all pages."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from grants import clock
from grants.site.banners.labels import TONES
from grants.site.banners.models import Banner, Tone
from grants.web.fields import LineField, MomentField, typed_moment
from grants.web.filters import zone
from grants.web.forms import Form, Required, with_fields
from grants.web.languages import DEFAULT, LANGUAGES


class BannerForm(Form):
    """Say what, how and until when."""

    tone = RadioField(
        _l("What is it about?"),
        [Required(_l("Choose what it is about."))],
        choices=[SelectChoice(tone.value, words) for tone, words in TONES.items()],
    )

    @classmethod
    def ask(cls) -> Self:
        """Return the form with words in each language and its moments in the zone of the service."""
        words = {
            f"words_{code}": LineField(
                _l("Words in the language %(language)s", language=name),
                [Required(_l("Type the words of the notice.")) if code == DEFAULT else Optional()],
            )
            for code, name in LANGUAGES.items()
        }
        moments = {
            "begins_at": MomentField(_l("From"), [Required()], zone=zone()),
            "ends_at": MomentField(
                _l("Until"), [Required()], zone=zone(), description=_l("Day and time, such as 25.10.2030 15.00.")
            ),
        }
        return with_fields(cls, words | moments)(data={"tone": Tone.MAINTENANCE.value, "begins_at": clock.now()})

    @staticmethod
    def typed_of(banner: Banner) -> dict[str, str]:
        """Return what has to be typed to put a notice up again."""
        here = zone()
        moments = {"begins_at": banner.begins_at, "ends_at": banner.ends_at}
        return {
            "tone": banner.tone.value,
            **{f"words_{code}": words for code, words in banner.words.items()},
            **{name: typed_moment(moment, here) for name, moment in moments.items()},
        }

    @property
    def words(self) -> dict[str, str]:
        """Return what was typed, by language."""
        return {code: str(self[f"words_{code}"].data or "") for code in LANGUAGES}
