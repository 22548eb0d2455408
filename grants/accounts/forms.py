"""The forms of people, organisers and roles."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, Form, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from grants.accounts.models import MAX_EMAIL, RoleKind
from grants.accounts.words import POWERS, ROLES
from grants.db import MAX_LINE
from grants.errors import Invalid
from grants.web.languages import LANGUAGES

OFFICIALS = (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR)
"""The roles an administrator gives in an organiser; evaluators are named call by call."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _strip(text: str | None) -> str:
    return (text or "").strip()


def _one_line(form: Form, field: Field) -> None:
    if _CONTROL.search(field.data or ""):
        raise ValidationError(_("This text has characters that cannot be shown. Type it instead of pasting it."))


def _line(
    label: object, *rules: Any, required: object = None, longest: int = MAX_LINE, **options: Any
) -> StringField:
    """Describe one line of text; `required` holds the words for when it is missing."""
    too_long = _l("This can have at most %(max)d characters.", max=longest)
    first = InputRequired(required) if required else Optional()
    return StringField(
        label, [first, Length(max=longest, message=too_long), _one_line, *rules], filters=[_strip], **options
    )


class DayField(DateField):
    """Take a date as a browser sends it or as it is written in Latvia."""

    def __init__(self, label: object, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y."], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; raise ValueError with our own words, which are translated."""
        try:
            super().process_formdata([text.strip() for text in valuelist])
        except ValueError as error:
            raise ValueError(_("Write the day as day, month and year: 25.10.2030.")) from error


class SignInForm(FlaskForm):
    """Ask for a sign-in."""

    email = _line(
        _l("E-mail address"),
        required=_l("Type your e-mail address."),
        longest=MAX_EMAIL,
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false"},
    )


class CodeForm(FlaskForm):
    """Type the code of the message."""

    code = _line(
        _l("Six-digit code"),
        Regexp(r"^\d{3}\s?\d{3}$", message=_l("The code has six digits.")),
        required=_l("Type the code of the message."),
        longest=20,
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class NameForm(FlaskForm):
    """Say who one is."""

    name = _line(
        _l("Name and surname"), required=_l("Type your name and surname."), render_kw={"autocomplete": "name"}
    )


class ProfileForm(NameForm):
    """Change one's own name and language."""

    language = RadioField(
        _l("Language of pages and messages"),
        [InputRequired(_l("Choose a language."))],
        choices=list(LANGUAGES.items()),
    )


class OrganiserForm(FlaskForm):
    """Change what is known of an organiser."""

    name = _line(_l("Name"), required=_l("Type the name of the organiser."))
    registration_number = _line(_l("Registration number"), longest=40)
    address = _line(_l("Postal address"))
    email = _line(_l("E-mail address for questions"), longest=MAX_EMAIL, render_kw={"type": "email"})
    phone = _line(_l("Phone"), longest=40, render_kw={"type": "tel"})


class NewOrganiserForm(OrganiserForm):
    """Create an organiser."""

    slug = _line(
        _l("Short name for addresses"),
        Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters from a to z, digits and hyphens.")),
        required=_l("Type a short name."),
        longest=80,
        description=_l("Such as rezekne. It cannot be changed later."),
    )


class InvitationForm(FlaskForm):
    """Give somebody a role."""

    email = _line(
        _l("E-mail address"),
        required=_l("Type the e-mail address of the person."),
        longest=MAX_EMAIL,
        render_kw={"type": "email"},
    )
    starts_on = DayField(_l("First day"), [InputRequired(_l("Choose the first day."))])
    ends_on = DayField(_l("Last day"), [Optional()], description=_l("Leave it empty if the role has no end yet."))


class OfficialForm(InvitationForm):
    """Give somebody a role in an organiser."""

    kind = RadioField(
        _l("Role"),
        [InputRequired(_l("Choose a role."))],
        choices=[(kind.value, ROLES[kind] + ": " + POWERS[kind]) for kind in OFFICIALS],
    )


class EndRoleForm(FlaskForm):
    """End a role at once or on a day."""

    ends_on = DayField(
        _l("Last day"), [Optional()], description=_l("Leave it empty to take the role away at once.")
    )


def show_refusal(form: FlaskForm, error: Invalid) -> None:
    """Put what a service refused beside the fields it is about; raise the error again if it is about none of them."""
    if not error.fields.keys() <= form._fields.keys():
        raise error
    for name, words in error.fields.items():
        form[name].errors = [*form[name].errors, words]
