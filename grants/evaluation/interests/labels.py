"""Words for hints and acts."""

from flask_babel import lazy_gettext as _l

from grants.evaluation.interests.hints import Hint
from grants.evaluation.interests.models import Act

HINTS = {
    Hint.ORGANISATION: _l("worked on an application of the same applicant"),
    Hint.DOMAIN: _l("e-mail address at the same body"),
    Hint.EARLIER: _l("declared a conflict with this applicant in another call"),
    Hint.HELP: _l("helped this applicant in this call"),
    Hint.PARTY: _l("was asked to confirm an application of this applicant"),
}
OWN_HINTS = {
    Hint.ORGANISATION: _l("You worked on an application of this applicant."),
    Hint.DOMAIN: _l("Your e-mail address is at the same body as one of the applicant's."),
    Hint.EARLIER: _l("You declared a conflict of interest with this applicant in another call."),
    Hint.HELP: _l("It is written down that you helped this applicant in this call."),
    Hint.PARTY: _l("You were asked to confirm an application of this applicant."),
}
ACTS = {
    Act.RECORDED: _l("recorded by an official"),
    Act.LIFTED: _l("lifted by an official"),
}
