"""The forms of complaints."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.awards.contests.labels import CAME_BY, RULINGS, WAYS
from grants.awards.contests.models import MAX_NUMBER, CameBy
from grants.awards.contests.services import MAX_WORDS
from grants.awards.contests.services.ruling import MAX_REASON
from grants.awards.letters.forms import MAX_PROOF_MB, PROOFS
from grants.awards.letters.services.dispatching import MAX_TRACKING
from grants.web.fields import ChoicesField, DayField, EmailField, LineField, TextField
from grants.web.forms import Form, Required
from grants.web.uploads import StoredFileField

KINDS = ("pdf", "docx", "edoc", "asice", "jpg", "png")
SIGNED_KINDS = ("edoc", "asice", "pdf")
MAX_MB = 10
MAX_REFERENCE = 64
ELSEWHERE = (CameBy.ONLINE, CameBy.OWN_MOTION)
"""What nobody records as a complaint that came."""


class ComplainForm(Form):
    """Take an applicant's complaint about the decision on their application."""

    words = TextField(
        _l("What is wrong with the decision, and what do you ask for?"),
        [Required(_l("Write what you ask for."))],
        max_chars=MAX_WORDS,
    )
    file = StoredFileField(_l("A file, if there is one"), kinds=KINDS, max_mb=MAX_MB)


class RecordForm(Form):
    """Take a complaint as it came another way."""

    reference = LineField(_l("Reference of the application"), [Required()], max_chars=MAX_REFERENCE)
    complainant = LineField(_l("Who complains"), [Required()])
    received_on = DayField(_l("Received on"), [Required()])
    came_by = SelectField(
        _l("How it came"),
        choices=[SelectChoice(one.value, words) for one, words in CAME_BY.items() if one not in ELSEWHERE],
    )
    words = TextField(_l("What it says"), [Required(_l("Write what it says."))], max_chars=MAX_WORDS)
    contest_until = DayField(
        _l("Last day to contest"), description=_l("Only if the letter was not sent from here: by post, for example.")
    )
    file = StoredFileField(_l("The document"), kinds=KINDS, max_mb=MAX_MB)


class RulingForm(Form):
    """Take what was decided on a complaint."""

    ruling = RadioField(
        _l("Decision on the complaint"),
        [Required(_l("Choose one."))],
        choices=[SelectChoice(one.value, words) for one, words in RULINGS.items()],
    )
    reason = TextField(
        _l("Reasons"),
        [Required(_l("Say why."))],
        description=_l("Who works on the application reads them, and they stand in the new decision."),
        max_chars=MAX_REASON,
    )
    number = LineField(_l("Number of this decision"), max_chars=MAX_NUMBER)
    is_judged_anew = BooleanField(_l("If it is right: others, who have not scored it, evaluate the application anew"))
    corrected = ChoicesField(_l("If it is right: checks that are met after all"))


class SendForm(Form):
    """Take the signed decision on a complaint, and how it goes or went."""

    document = StoredFileField(
        _l("The signed decision"),
        description=_l(
            "With an electronic signature, or signed on paper and scanned. It says until when and where one can appeal."
        ),
        kinds=SIGNED_KINDS,
        max_mb=MAX_MB,
    )
    channel = RadioField(
        _l("How does it go, or how did it?"),
        [Required(_l("Choose one."))],
        choices=[SelectChoice(one.value, words) for one, words in WAYS.items()],
    )
    sent_on = DayField(_l("Day on which it left"), description=_l("Not for an e-mail from here."))
    tracking = LineField(
        _l("Number of the sending"),
        description=_l("Such as that of the registered letter, or of the message in the e-address."),
        max_chars=MAX_TRACKING,
    )
    proof = StoredFileField(
        _l("Proof"),
        description=_l("Such as the stamped receipt of the post office, or the signature of who took it."),
        kinds=PROOFS,
        max_mb=MAX_PROOF_MB,
    )


class CorrectForm(Form):
    """Take what an official found wrong after the decision."""

    reason = TextField(
        _l("What was wrong, and why"),
        [Required(_l("Say why."))],
        description=_l("It stands in the new decision, and in the letter that corrects the earlier one."),
        max_chars=MAX_REASON,
    )
    is_judged_anew = BooleanField(_l("Marks: others, who have not scored it, evaluate the application anew"))
    corrected = ChoicesField(_l("Checks that are met after all"))
    failed = ChoicesField(_l("Checks that are not met after all"))


class NameForm(Form):
    """Name who evaluates anew: a member of the committee, or somebody else by their address."""

    member = SelectField(_l("A member who has not scored the application"), validate_choice=False)
    name = LineField(_l("Or somebody else: name"))
    email = EmailField(_l("Their e-mail address"))


class ConcludeForm(Form):
    """Make the new ranking and decisions, of the order that was seen."""

    seen = HiddenField(_l("The order that was seen"))
