"""The forms of people, organisers and roles."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional, Regexp

from grants.accounts.models import RoleKind
from grants.accounts.record_numbers import MAX_FORMAT
from grants.accounts.words import POWERS, ROLES
from grants.errors import Invalid
from grants.web.fields import DayField, EmailField, LineField
from grants.web.forms import Form, Required
from grants.web.languages import LANGUAGES

OFFICIALS = (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR)
"""The roles an administrator gives in an organiser; evaluators are named call by call."""


class SignInForm(Form):
    """Ask for a sign-in."""

    email = EmailField(
        _l("E-mail address"),
        [Required(_l("Type your e-mail address."))],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )


class CodeField(LineField):
    """Be the code of a message as somebody copied it, maybe with the marks that make it bold where there is no bold."""

    def parse(self, typed: str) -> str:
        """Return the code without the marks."""
        return super().parse(typed).strip("* ")


class CodeForm(Form):
    """Type the code of the message."""

    code = CodeField(
        _l("Six-digit code"),
        [
            Required(_l("Type the code of the message.")),
            Regexp(r"^\d{3}\s?\d{3}$", message=_l("The code has six digits.")),
        ],
        max_chars=20,
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class NameForm(Form):
    """Say who one is."""

    name = LineField(
        _l("Name and surname"), [Required(_l("Type your name and surname."))], render_kw={"autocomplete": "name"}
    )


class ProfileForm(NameForm):
    """Change one's own name and language."""

    language = RadioField(
        _l("Language of pages and messages"),
        [Required(_l("Choose a language."))],
        choices=lambda: [SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class OrganiserForm(Form):
    """Change what is known of an organiser."""

    name = LineField(_l("Name of the organiser"), [Required(_l("Type the name of the organiser."))])
    registration_number = LineField(_l("Registration number"), max_chars=40)
    address = LineField(_l("Postal address"))
    email = EmailField(_l("E-mail address for questions"))
    phone = LineField(_l("Phone"), max_chars=40, render_kw={"type": "tel"})
    needs_two = BooleanField(
        _l("A second coordinator approves what is published"),
        description=_l("Then one coordinator asks, and another one publishes calls and amendments."),
    )
    number_format = LineField(
        _l("Format of record-keeping numbers"),
        max_chars=MAX_FORMAT,
        description=_l(
            "Of decisions, letters and minutes, such as 4.2-8/{year}/{number}. {number} runs on without a gap, {year} "
            "and {call} (the short name of the call) begin a new row. Left empty it is {call}/{number}."
        ),
    )


class NewOrganiserForm(OrganiserForm):
    """Create an organiser."""

    slug = LineField(
        _l("Short name for addresses"),
        [
            Required(_l("Type a short name.")),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters from a to z, digits and hyphens.")),
        ],
        max_chars=80,
        description=_l("Such as rezekne. It cannot be changed later."),
    )


class InvitationForm(Form):
    """Give somebody a role."""

    email = EmailField(_l("E-mail address"), [Required(_l("Type the e-mail address of the person."))])
    starts_on = DayField(_l("First day"), [Required(_l("Type the first day."))])
    ends_on = DayField(_l("Last day"), [Optional()], description=_l("Leave it empty if the role has no end yet."))


class OfficialForm(InvitationForm):
    """Give somebody a role in an organiser."""

    kind = RadioField(
        _l("Role"),
        [Required(_l("Choose a role."))],
        choices=[
            SelectChoice(kind.value, _l("%(role)s. %(powers)s", role=ROLES[kind], powers=POWERS[kind]))
            for kind in OFFICIALS
        ],
    )


class EndRoleForm(Form):
    """End a role at once or on a day."""

    ends_on = DayField(_l("Last day"), [Optional()], description=_l("Leave it empty to take the role away at once."))


def show_refusal(form: Form, error: Invalid) -> None:
    """Put what a service refused beside the fields it is about; raise the error again if the form lacks one of them."""
    if not error.fields.keys() <= form.data.keys():
        raise error
    for name, words in error.fields.items():
        form[name].errors = [*form[name].errors, str(words)]
