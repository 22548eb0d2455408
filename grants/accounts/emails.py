"""E-mail addresses: one spelling for each, so that one address is one person."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from grants.accounts.models import MAX_EMAIL
from grants.errors import Invalid


def normalised(address: str) -> str:
    """Return an address in lower case with its domain in ASCII; raise Invalid with words for the field `email`.

    The name server is not asked: that would wait for a network, and would tell strangers what we think of an address.
    """
    try:
        found = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise _invalid() from error
    email = (found.ascii_email or "").lower()
    if not email or len(email) > MAX_EMAIL:
        raise _invalid()
    return email


def _invalid() -> Invalid:
    message = _("Write an e-mail address, such as name@example.lv.")
    return Invalid(message, {"email": message})
