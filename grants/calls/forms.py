"""Forms of the official's pages of a call."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from grants.accounts.models import Organiser
from grants.calls.copying import copied
from grants.calls.files import MAX_FILE, rules_from_file
from grants.calls.rules.document import Rules
from grants.calls.rules.limits import MAX_LINE, SLUG_PATTERN
from grants.calls.services import MAX_REASON
from grants.web.languages import LANGUAGES

MAX_SLUG = 80
MAX_YEARS = 20
MAX_DAYS = 366


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class RulesForm(FlaskForm):
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


class CopyForm(FlaskForm):
    """Take what differs in a copy; `for_languages` adds a title per language."""

    slug = StringField(
        _l("Address"),
        description=_l(
            "Small letters, digits and hyphens, such as piemers-2031: the page will be /calls/piemers-2031."
        ),
        filters=[_stripped],
        validators=[
            InputRequired(_l("Write the address.")),
            Length(max=MAX_SLUG, message=_l("At most 80 characters.")),
            Regexp(SLUG_PATTERN, message=_l("Only small letters a–z, digits and single hyphens between them.")),
        ],
    )
    years = IntegerField(
        _l("Years later"),
        description=_l("All dates move by so many whole years …"),
        default=1,
        validators=[
            InputRequired(_l("Write a whole number, 0 if none.")),
            NumberRange(0, MAX_YEARS, _l("From 0 to 20.")),
        ],
    )
    days = IntegerField(
        _l("Days later"),
        description=_l("… and then by so many days; a minus sign moves them back."),
        default=0,
        validators=[
            InputRequired(_l("Write a whole number, 0 if none.")),
            NumberRange(-MAX_DAYS, MAX_DAYS, _l("From −366 to 366.")),
        ],
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
        years, days = self.years.data or 0, self.days.data or 0
        return copied(source, slug=self.slug.data or "", title=title, years=years, days=days)

    @property
    def titles(self) -> dict[str, Field]:
        """Return the fields of the titles by language."""
        return {name.removeprefix("title_"): field for name, field in self._fields.items() if name[:6] == "title_"}


class CancelForm(FlaskForm):
    """Take the reason for cancelling a call."""

    reason = TextAreaField(
        _l("Why is the call cancelled?"),
        description=_l("Everybody can read this on the page of the call."),
        filters=[_stripped],
        validators=[
            InputRequired(_l("Write why the call is cancelled.")),
            Length(max=MAX_REASON, message=_l("At most 2000 characters.")),
        ],
    )


def _title(code: str) -> StringField:
    return StringField(
        _l("Title (%(language)s)", language=LANGUAGES.get(code, code)),
        filters=[_stripped],
        validators=[InputRequired(_l("Write the title.")), Length(max=MAX_LINE, message=_l("At most 500 characters."))],
    )
