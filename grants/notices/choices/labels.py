"""What people choose, in words."""

from flask_babel import lazy_gettext as _l

from grants.notices.choices.models import Pace
from grants.notices.register import Purpose

PACES = {
    Pace.AT_ONCE: _l("Each at once"),
    Pace.DAILY: _l("Fewer: what can wait comes in one message a day"),
}
PURPOSES = {
    Purpose.REMINDER: _l("Reminders of deadlines and terms"),
    Purpose.PROGRESS: _l("How things go on: who confirmed or declined, what is complete, results"),
    Purpose.SUMMARY: _l("The message of the day"),
}
