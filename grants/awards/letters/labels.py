"""Words for the states, kinds and channels of letters, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.letters.models import Failure, LetterState, VoidReason
from grants.awards.letters.signed import Wrong
from grants.awards.letters.workflow import Step
from grants.awards.terms import Channel
from grants.awards.wordings.kinds import LetterKind

STATES = {
    LetterState.PREPARED: _l("prepared"),
    LetterState.SIGNED: _l("signed"),
    LetterState.SENDING: _l("on its way"),
    LetterState.SENT: _l("sent off"),
    LetterState.VOID: _l("void"),
}
STEPS = {
    Step.PREPARE_AGAIN: _l("Prepare the letter anew"),
    Step.SIGN: _l("Take in the signed letter"),
    Step.HAND_OVER: _l("Send the letter by e-mail"),
    Step.ARRIVE: _l("Note that the letter has left"),
    Step.DISPATCH: _l("Record that the letter was sent"),
    Step.COME_BACK: _l("Note that the letter did not arrive"),
    Step.COME_BACK_SIGNED: _l("Note that the letter did not arrive"),
    Step.OVERTAKE: _l("Put another letter in its place"),
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
    LetterKind.LAPSED: _l("lapsed offer"),
    LetterKind.REVOCATION: _l("revocation"),
    LetterKind.EXTENSION: _l("longer term to decide"),
    LetterKind.CORRECTION: _l("correction"),
    LetterKind.COMPLAINT: _l("decision on a complaint"),
    LetterKind.OFFER: _l("offer of a place"),
}
VOID = {
    VoidReason.TAKEN_UP: _l("what was on hold is decided"),
    VoidReason.CORRECTED: _l("a new decision corrects the one it tells of"),
    VoidReason.MOVED_UP: _l("a place is offered by a new decision"),
    VoidReason.DECLINED: _l("the award was declined"),
    VoidReason.REVOKED: _l("the award was revoked"),
    VoidReason.CONTESTED: _l("a complaint led to a new decision"),
    VoidReason.CORRECTING: _l("the decision is being corrected; a new letter follows the new decision"),
    VoidReason.UPHELD: _l("a complaint was found to be right; a new letter follows the new decision"),
}
"""Why a letter is void."""
CHANNELS = {
    Channel.E_ADDRESS: _l("official e-address"),
    Channel.EMAIL: _l("e-mail"),
    Channel.POST: _l("registered post"),
    Channel.ON_THE_SPOT: _l("handed over"),
}
FAILURES = {
    Failure.BOUNCED: _l("It came back: the address does not take it"),
    Failure.RETURNED: _l("The post returned it"),
    Failure.NOT_OPENED: _l("It was not opened"),
    Failure.NO_ADDRESS: _l("There is no address"),
    Failure.TAKEN_BACK: _l("It became void before it left"),
}
WRONG = {
    Wrong.UNREADABLE: _l("is no signed document that can be read, or no archive of them"),
    Wrong.TOO_LARGE: _l("is too large"),
    Wrong.UNKNOWN: _l("is named after no letter of this competition"),
    Wrong.TWICE: _l("is a second file for the same letter"),
    Wrong.SENT: _l("is a letter that was sent already"),
    Wrong.VOID: _l("is a void letter: its decision does not stand any more"),
    Wrong.ALTERED: _l("does not hold the letter as it was prepared"),
    Wrong.MORE: _l("holds more than the letter"),
    Wrong.UNSIGNED: _l("has no signature"),
    Wrong.BROKEN: _l("has a signature that does not match what it holds"),
}
"""Why a file is not taken for a signed letter, after its name."""
_NEXT = {Channel.EMAIL: Channel.E_ADDRESS, Channel.E_ADDRESS: Channel.POST, Channel.POST: Channel.ON_THE_SPOT}


def next_after(channel: Channel) -> str:
    """Return in words how a letter goes that did not reach its addressee by a channel."""
    return str(CHANNELS[_NEXT.get(channel, Channel.POST)])
