"""The form of a message in own words."""

from flask_babel import lazy_gettext as _l

from grants.notices.wording.services import MAX_BODY, MAX_SUBJECT
from grants.web.fields import LineField, TextField
from grants.web.forms import Form, Required


class NoticeTextForm(Form):
    """Take the subject and the text of a message."""

    subject = LineField(_l("Subject"), [Required(_l("Write the text."))], max_chars=MAX_SUBJECT)
    body = TextField(_l("Text of the message"), [Required(_l("Write the text."))], max_chars=MAX_BODY)
