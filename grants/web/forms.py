"""The base of forms, whose every message goes through our catalogue, and what their fields may be asked to hold."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from grants.web import filters

F = TypeVar("F", bound="Form")

LIBRARY_MESSAGES = (
    _l("Not a valid choice."),
    _l("Invalid Choice: could not coerce."),
    _l("Invalid choice(s): one or more data inputs could not be coerced."),
)
"""What WTForms itself can say in our forms: it has no Latvian, so the words are translated with ours."""


class Catalogue:
    """Give WTForms our translations."""

    def gettext(self, message: str) -> str:
        """Translate a message."""
        return _(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Translate a message that counts."""
        return ngettext(singular, plural, count)


class Form(FlaskForm):
    """Be a form with CSRF protection and messages in the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # its base carries no types
        """Take messages from our catalogue."""

        def get_translations(self, _form: object) -> Catalogue:
            """Return our catalogue."""
            return Catalogue()


def with_fields(form: type[F], fields: Mapping[str, Any]) -> type[F]:
    """Return a form class with further fields, which are known only when a page is asked for."""
    made: type[F] = type(form.__name__, (form,), dict(fields))
    return made


class Required:
    """Ask that something is given; the macro `field` marks every other field as optional."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: object = "") -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse an empty field; zero is not empty, and what cannot be read has its own message already."""
        if not field.data and field.data != 0 and not field.errors:
            raise StopValidation(str(self.message or _("This is needed.")))


def between(least: Decimal | int | None = None, most: Decimal | int | None = None) -> Callable[[Any, Field], None]:
    """Return a validator: a number lies between these, which belong to it."""

    def check(_form: object, field: Field) -> None:
        if field.data is None:
            return
        if least is not None and field.data < least:
            raise ValidationError(_("At least %(number)s.", number=filters.number(least)))
        if most is not None and field.data > most:
            raise ValidationError(_("At most %(number)s.", number=filters.number(most)))

    return check
