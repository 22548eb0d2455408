"""Words for what members wish and what a plan is the best at."""

from flask_babel import lazy_gettext as _l

from grants.evaluation.assignment.task import Wish

WISHES = {Wish.WANT: _l("Gladly"), Wish.CAN: _l("I can"), Wish.RATHER_NOT: _l("Rather not")}
