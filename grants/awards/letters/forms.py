"""The forms of letters."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from grants.awards.letters.labels import CHANNELS, FAILURES
from grants.awards.letters.models import Failure, Letter
from grants.awards.letters.services.declaring import MAX_BASIS
from grants.awards.letters.services.dispatching import MAX_TRACKING, OUTSIDE
from grants.awards.letters.services.proving import MAX_PROOF
from grants.awards.letters.ways import first_way, is_read
from grants.awards.terms import Channel
from grants.errors import NotFound
from grants.web.fields import ChoicesField, DayField, LineField, TextField
from grants.web.forms import Form, Required
from grants.web.uploads import StoredFileField

MAX_PROOF_MB = 10
PROOFS = ("pdf", "jpg", "png", "edoc", "asice")


class UnsignedForm(Form):
    """Take the rule of law on which letters are valid unsigned."""

    basis = TextField(
        _l("Rule of law this rests on"),
        description=_l("As the letters print it, with its number and paragraph. Your lawyer has approved it."),
        max_chars=MAX_BASIS,
        validators=[Required(_l("Write the rule of law."))],
    )


class DispatchForm(Form):
    """Take which letters went outside of this service, how, when, and the proof of it."""

    letters = ChoicesField(
        _l("Letters"),
        validate_choice=False,  # what was sent meanwhile is refused by the service, in words
        validators=[Required(_l("Choose at least one letter."))],
    )
    channel = RadioField(
        _l("How did they go?"),
        choices=[SelectChoice(one.value, CHANNELS[one]) for one in OUTSIDE],
        validate_choice=False,
        validators=[Required(_l("Choose one.")), AnyOf([one.value for one in OUTSIDE], _l("Choose one."))],
    )
    sent_on = DayField(_l("Day on which they left"), [Required(_l("Write a day, such as 25.10.2030."))])
    tracking = LineField(
        _l("Number of the batch"),
        description=_l("Such as the number of the list of the post office, or of the message in the e-address."),
        max_chars=MAX_TRACKING,
    )
    proof = StoredFileField(
        _l("Proof"),
        description=_l("Such as the stamped list of the post office, or the confirmation of the e-address."),
        kinds=PROOFS,
        max_mb=MAX_PROOF_MB,
    )

    def offer(self, letters: Sequence[Letter]) -> None:
        """Let the official choose among letters.

        Those to legal persons are chosen already, for the e-address; where there are none, those that nobody gets by
        e-mail.
        """
        self.letters.choices = [
            SelectChoice(str(letter.id), f"{letter.number} {_applicant_of(letter)}") for letter in letters
        ]
        if self.is_submitted():
            return
        first = [letter for letter in letters if first_way(letter) is Channel.E_ADDRESS]
        if first:
            self.channel.data = Channel.E_ADDRESS.value
        self.letters.data = [str(one.id) for one in first or [letter for letter in letters if not is_read(letter)]]

    def chosen(self) -> list[UUID]:
        """Return the letters that were chosen; raise NotFound for what names none."""
        try:
            return [UUID(one) for one in self.letters.data or ()]
        except ValueError as error:
            raise NotFound from error

    def how(self) -> Channel:
        """Return the channel."""
        return Channel(self.channel.data)


class FailureForm(Form):
    """Take why a letter did not reach its addressee."""

    why = RadioField(
        _l("What happened?"),
        choices=[SelectChoice(one.value, words) for one, words in FAILURES.items()],
        validate_choice=False,
        validators=[Required(_l("Choose one.")), AnyOf([one.value for one in Failure], _l("Choose one."))],
    )


class ProofForm(Form):
    """Take the day on which a letter is proven to have arrived."""

    proven_on = DayField(_l("Day on which it arrived"), [Required(_l("Write a day, such as 25.10.2030."))])
    proof = LineField(
        _l("What proves it"),
        description=_l("Such as the number of the return receipt."),
        max_chars=MAX_PROOF,
        validators=[Required(_l("Write what proves it."))],
    )


def _applicant_of(letter: Letter) -> str:
    organisation = letter.application.organisation
    return organisation.name if organisation else ""
