"""Words for the states, kinds and channels of letters, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.letters.models import LetterState
from grants.awards.terms import Channel
from grants.awards.wordings.kinds import LetterKind

STATES = {
    LetterState.PREPARED: _l("prepared"),
    LetterState.SIGNED: _l("signed"),
    LetterState.SENDING: _l("on its way"),
    LetterState.SENT: _l("sent off"),
    LetterState.VOID: _l("void"),
}
TONES = {
    LetterState.SIGNED: "info",
    LetterState.SENDING: "info",
    LetterState.SENT: "success",
}
"""The colour that helps the word of a state; neutral where none is named."""
KINDS = {
    LetterKind.AWARD: _l("award"),
    LetterKind.AWARD_WITH_CONDITIONS: _l("award with conditions"),
    LetterKind.RESERVE: _l("reserve list"),
    LetterKind.REJECTION: _l("rejection"),
    LetterKind.INADMISSIBLE: _l("not admitted"),
    LetterKind.ON_HOLD: _l("on hold"),
    LetterKind.DECLINED: _l("award declined"),
    LetterKind.REVOCATION: _l("revocation"),
    LetterKind.EXTENSION: _l("longer term to decide"),
    LetterKind.CORRECTION: _l("correction"),
    LetterKind.COMPLAINT: _l("decision on a complaint"),
    LetterKind.OFFER: _l("offer of a place"),
}
CHANNELS = {
    Channel.E_ADDRESS: _l("official e-address"),
    Channel.EMAIL: _l("e-mail"),
    Channel.POST: _l("registered post"),
    Channel.ON_THE_SPOT: _l("handed over"),
}
