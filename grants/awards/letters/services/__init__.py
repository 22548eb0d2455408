"""The use cases of letters: prepare, make, sign, send, prove; nothing else changes their state."""

from grants.awards.letters.services.declaring import declare_unsigned, end_declaration
from grants.awards.letters.services.dispatching import dispatch
from grants.awards.letters.services.making import make_letters
from grants.awards.letters.services.preparing import freeze_again, prepare, prepare_letter
from grants.awards.letters.services.proving import not_reached, prove
from grants.awards.letters.services.sending import send_by_email
from grants.awards.letters.services.signing import Kept, take_signed
from grants.awards.letters.services.voiding import reason_of as void_reason_of
from grants.awards.letters.services.voiding import void

__all__ = [
    "Kept",
    "declare_unsigned",
    "dispatch",
    "end_declaration",
    "freeze_again",
    "make_letters",
    "not_reached",
    "prepare",
    "prepare_letter",
    "prove",
    "send_by_email",
    "take_signed",
    "void",
    "void_reason_of",
]
