"""Forms of writing to many."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.calls.writing.services import MAX_BODY, MAX_SUBJECT
from grants.db import MAX_LINE
from grants.notices.batches.audiences import Audience
from grants.web.fields import LineField, TextField
from grants.web.forms import Form, Required, with_fields


class WriteForm(Form):
    """Take the words in Latvian, and in English for those who read that."""

    subject_lv = LineField(_l("Subject"), [Required()], max_chars=MAX_SUBJECT)
    body_lv = TextField(_l("Text"), [Required()], max_chars=MAX_BODY)
    subject_en = LineField(_l("Subject in English"), max_chars=MAX_SUBJECT)
    body_en = TextField(_l("Text in English"), max_chars=MAX_BODY)

    @classmethod
    def to(cls, audiences: Sequence[Audience]) -> "WriteForm":
        """Return the form with the sets that can be written to."""
        choices = [SelectChoice(audience.code, audience.title) for audience in audiences]
        return with_fields(cls, {"audience": SelectField(_l("To whom"), [Required()], choices=choices)})()

    @property
    def typed(self) -> dict[str, tuple[str, str]]:
        """Return subject and body by language, English only if any of it was typed."""
        words = {"lv": (self.subject_lv.data or "", self.body_lv.data or "")}
        english = (self.subject_en.data or "", self.body_en.data or "")
        return {**words, "en": english} if any(english) else words


class OneForm(Form):
    """Take the words for one of many."""

    subject = LineField(_l("Subject"), [Required()], max_chars=MAX_SUBJECT)
    body = TextField(_l("Text"), [Required()], max_chars=MAX_BODY)


class StopForm(Form):
    """Take why something is stopped."""

    reason = LineField(_l("Why it is stopped"), [Required()], max_chars=MAX_LINE)
