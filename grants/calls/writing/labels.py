"""The states of a message to many in words, and what is done to it."""

from flask_babel import lazy_gettext as _l

from grants.notices.batches.models import BatchState
from grants.notices.batches.workflow import Step

STATES = {
    BatchState.PREPARED: _l("not sent yet"),
    BatchState.BEGUN: _l("on its way"),
    BatchState.WRITTEN: _l("in the outbox"),
    BatchState.STOPPED: _l("stopped"),
    BatchState.DROPPED: _l("put away"),
}
ACTIONS = {
    Step.EDIT: _l("change"),
    Step.BEGIN: _l("send"),
    Step.TAKE_BACK: _l("take back"),
    Step.FINISH: _l("put into the outbox"),
    Step.STOP: _l("stop"),
    Step.DROP: _l("put away"),
    Step.SEND_REST: _l("send the rest"),
}
PLACEHOLDERS = {
    "name": _l("the name of the reader"),
    "call": _l("the title of the call"),
    "link": _l("the address of their page"),
    "reference": _l("the number of the application"),
    "title": _l("the title of the project"),
    "applicant": _l("the applicant"),
}
