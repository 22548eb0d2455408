"""Forms of questions, answers and following."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from grants.calls.asking.labels import CAME_BY
from grants.calls.asking.questions import MAX_ANSWER, MAX_QUESTION
from grants.web.fields import EmailField, TextField
from grants.web.forms import Form, Required


class AskForm(Form):
    """Take a question of anybody, and where to send the answer if they want it sent."""

    words = TextField(_l("Your question"), [Required(_l("Write your question."))], max_chars=MAX_QUESTION)
    email = EmailField(_l("E-mail, if the answer is to be sent to you"))


class FollowForm(Form):
    """Take an address that wants news."""

    email = EmailField(_l("E-mail"), [Required(_l("Write an e-mail address, such as name@example.lv."))])
    programme = BooleanField(_l("Also tell me when this programme announces a new call"))


class WriteDownForm(Form):
    """Take a question that was asked elsewhere."""

    words = TextField(_l("The question"), [Required(_l("Write the question."))], max_chars=MAX_QUESTION)
    came_by = SelectField(
        _l("How it was asked"),
        [Required()],
        choices=[SelectChoice(kind.value, words) for kind, words in CAME_BY.items()],
    )


class AnswerForm(Form):
    """Take a question as everybody reads it, and its answer."""

    shown = TextField(
        _l("The question as everybody reads it"),
        [Required()],
        max_chars=MAX_QUESTION,
        description=_l("Leave out names, and whatever tells who asked."),
    )
    answer = TextField(
        _l("The answer"),
        [Required(_l("Write the answer."))],
        max_chars=MAX_ANSWER,
        description=_l("Markdown: **bold**, lists and links are possible."),
    )
    changes = RadioField(
        _l("Does the answer change what the rules say, or add to it?"),
        choices=[SelectChoice("no", _l("No, it only explains the rules.")), SelectChoice("yes", _l("Yes."))],
        validators=[InputRequired(_l("Choose one."))],
    )

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check what was typed; what changes the rules is an amendment, never an answer."""
        valid: bool = super().validate(extra_validators)
        if valid and self.changes.data == "yes":
            words = _("What changes the rules is an amendment. Amend the rules first; then the answer explains them.")
            self.changes.errors = [words]
            return False
        return valid
