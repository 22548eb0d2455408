"""Words for the codes of sittings and votes."""

from flask_babel import lazy_gettext as _l

from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.models import LotKind, SittingState
from grants.awards.meetings.workflow import Step

STATES = {
    SittingState.PLANNED: _l("planned"),
    SittingState.OPEN: _l("open now"),
    SittingState.CLOSED: _l("over"),
    SittingState.CANCELLED: _l("cancelled"),
}
STEPS = {
    Step.CHANGE: _l("Change the date"),
    Step.CANCEL: _l("Cancel the sitting"),
    Step.OPEN: _l("Open the sitting"),
    Step.CLOSE: _l("Close the sitting"),
    Step.COUNT: _l("Count the votes"),
}
TONES = {SittingState.OPEN: "success", SittingState.PLANNED: "info"}
BALLOTS = {
    Ballot.FOR: _l("for"),
    Ballot.AGAINST: _l("against"),
    Ballot.ABSTAINED: _l("abstained"),
    Ballot.EXCLUDED: _l("takes no part"),
}
LOTS = {LotKind.HERE: _l("drawn in the sitting"), LotKind.PUBLIC: _l("public draw by RFC 3797")}
