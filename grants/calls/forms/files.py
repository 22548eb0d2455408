"""Forms that take files: rules, and what is attached to a call."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from grants.accounts.models import Organiser
from grants.calls.files import MAX_FILE, rules_from_file
from grants.calls.rules.document import Rules
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.services.files import KINDS, MAX_MB
from grants.web.fields import LineField
from grants.web.forms import Form, Required
from grants.web.uploads import StoredFileField


class RulesForm(Form):
    """Take a rules document."""

    file = FileField(_l("File of the rules (JSON)"), validators=[FileRequired(_l("Choose a file."))])

    def rules(self) -> Rules:
        """Read the rules out of the file; raise InvalidDocument with everything that is wrong."""
        return rules_from_file(self.file.data.read(MAX_FILE + 1) if self.file.data else b"")

    def explain(self, invalid: InvalidDocument) -> Sequence[Problem]:
        """Return what is wrong with the file: no field of ours says it better."""
        return invalid.problems


class NewCallForm(RulesForm):
    """Take a rules document for a new call of one of the organisers."""

    organiser = SelectField(_l("Organiser"), validators=[InputRequired(_l("Choose the organiser."))])

    def offer(self, organisers: Iterable[Organiser]) -> None:
        """Let the official choose among organisers."""
        self.organiser.choices = [(str(organiser.id), organiser.name) for organiser in organisers]


class ActForm(Form):
    """Take the file of an act."""

    file = StoredFileField(_l("File"), kinds=KINDS, max_mb=MAX_MB, needed=True)


class AttachForm(ActForm):
    """Take an attachment of a call."""

    title = LineField(_l("What it is"), [Required(_l("Write what it is, such as “Form of the estimate”."))])
