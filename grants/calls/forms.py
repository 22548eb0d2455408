"""Forms of the official's pages of a call."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, SelectField
from wtforms.validators import InputRequired, Regexp

from grants.accounts.models import Organiser
from grants.calls.copying import copied
from grants.calls.files import MAX_FILE, rules_from_file
from grants.calls.rules.document import Rules
from grants.calls.rules.limits import MAX_LINE, SLUG_PATTERN
from grants.calls.services import MAX_REASON
from grants.web.fields import LineField, NumberField, TextField
from grants.web.forms import Form, Required, between
from grants.web.languages import LANGUAGES

MAX_SLUG = 80
MAX_YEARS = 20
MAX_DAYS = 366


class RulesForm(Form):
    """Take a rules document."""

    file = FileField(_l("File of the rules (JSON)"), validators=[FileRequired(_l("Choose a file."))])

    def rules(self) -> Rules:
        """Read the rules out of the file; raise InvalidDocument with everything that is wrong."""
        return rules_from_file(self.file.data.read(MAX_FILE + 1) if self.file.data else b"")


class NewCallForm(RulesForm):
    """Take a rules document for a new call of one of the organisers."""

    organiser = SelectField(_l("Organiser"), validators=[InputRequired(_l("Choose the organiser."))])

    def offer(self, organisers: Iterable[Organiser]) -> None:
        """Let the official choose among organisers."""
        self.organiser.choices = [(str(organiser.id), organiser.name) for organiser in organisers]


class CopyForm(Form):
    """Take what differs in a copy; `for_languages` adds a title per language."""

    slug = LineField(
        _l("Address"),
        [
            Required(_l("Write the address.")),
            Regexp(SLUG_PATTERN, message=_l("Only small letters a–z, digits and single hyphens between them.")),
        ],
        max_chars=MAX_SLUG,
        description=_l(
            "Small letters, digits and hyphens, such as piemers-2031: the page will be /calls/piemers-2031."
        ),
    )
    years = NumberField(
        _l("Years later"),
        [Required(_l("Write a whole number, 0 if none.")), between(0, MAX_YEARS)],
        max_decimals=0,
        default=1,
        description=_l("All dates move by so many whole years …"),
    )
    days = NumberField(
        _l("Days later"),
        [Required(_l("Write a whole number, 0 if none.")), between(-MAX_DAYS, MAX_DAYS)],
        max_decimals=0,
        default=0,
        description=_l("… and then by so many days; a minus sign moves them back."),
    )

    @classmethod
    def for_languages(cls, languages: Iterable[str]) -> "CopyForm":
        """Return the form with a title in each language of the call."""
        titles = {f"title_{code}": _title(code) for code in languages}
        form: CopyForm = type("CopyFormInLanguages", (cls,), titles)()
        return form

    def rules(self, source: Rules) -> Rules:
        """Return the rules of the copy; raise InvalidDocument with everything that is wrong."""
        title = {code: field.data for code, field in self.titles.items()}
        years, days = int(self.years.data or 0), int(self.days.data or 0)
        return copied(source, slug=self.slug.data or "", title=title, years=years, days=days)

    @property
    def titles(self) -> dict[str, Field]:
        """Return the fields of the titles by language."""
        return {name.removeprefix("title_"): field for name, field in self._fields.items() if name[:6] == "title_"}


class CancelForm(Form):
    """Take the reason for cancelling a call."""

    reason = TextField(
        _l("Why is the call cancelled?"),
        [Required(_l("Write why the call is cancelled."))],
        max_chars=MAX_REASON,
        description=_l("Everybody can read this on the page of the call."),
    )


def _title(code: str) -> LineField:
    label = _l("Title (%(language)s)", language=LANGUAGES.get(code, code))
    return LineField(label, [Required(_l("Write the title."))], max_chars=MAX_LINE)
