"""The forms of an objection and of the decision on it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from grants.accounts.models import Person
from grants.evaluation.labels import CONFLICTS
from grants.evaluation.models import ConflictKind
from grants.evaluation.objections.services import MAX_WORDS
from grants.web.fields import TextField
from grants.web.forms import Form, Required

UPHOLD, DISMISS = "uphold", "dismiss"


class ObjectionForm(Form):
    """Object to a member of the committee."""

    member = RadioField(_l("Whom you object to"), [Required(_l("Choose whom you object to."))])
    reason = TextField(
        _l("Why they should not evaluate your application"), [Required(_l("Say why."))], max_chars=MAX_WORDS
    )

    def offer(self, people: Iterable[Person]) -> None:
        """Let one of these people be chosen."""
        self.member.choices = [SelectChoice(str(each.id), each.name) for each in people]


class ObjectionDecisionForm(Form):
    """Decide on an objection; only who upholds it says what kind of conflict it is."""

    decision = RadioField(
        _l("Decision"),
        [Required(_l("Choose one."))],
        choices=[
            SelectChoice(UPHOLD, _l("Uphold it: the member does not evaluate this application")),
            SelectChoice(DISMISS, _l("Dismiss it: the member evaluates like the others")),
        ],
    )
    kind = RadioField(
        _l("Kind of conflict, if you uphold it"),
        choices=[SelectChoice(kind.value, words) for kind, words in CONFLICTS.items()],
        validate_choice=False,
    )
    answer = TextField(
        _l("Reasons"),
        [Required(_l("Say why."))],
        description=_l("Who objected reads them, and the member if you uphold it."),
        max_chars=MAX_WORDS,
    )

    def validate_kind(self, field: Any) -> None:
        """Ask for a kind of those who uphold an objection."""
        if self.decision.data == UPHOLD and field.data not in set(ConflictKind):
            raise ValidationError(_("Choose what kind of conflict it is."))
