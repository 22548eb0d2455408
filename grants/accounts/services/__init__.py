"""The use cases of people, sign-in, organisers and roles; every act is journalled."""

from grants.accounts.services.guests import abandoned_guests, begin_as_guest, forget_guests, hand_to
from grants.accounts.services.organisers import change_organiser, organiser_for
from grants.accounts.services.people import change_profile, person_for
from grants.accounts.services.roles import end_role, grant_role, invite
from grants.accounts.services.sessions import begin_session, forget_sessions, sign_out, sign_out_everywhere
from grants.accounts.services.sign_ins import ask, forget_sign_ins, redeem_code, redeem_link

__all__ = [
    "abandoned_guests",
    "ask",
    "begin_as_guest",
    "begin_session",
    "change_organiser",
    "change_profile",
    "end_role",
    "forget_guests",
    "forget_sessions",
    "forget_sign_ins",
    "grant_role",
    "hand_to",
    "invite",
    "organiser_for",
    "person_for",
    "redeem_code",
    "redeem_link",
    "sign_out",
    "sign_out_everywhere",
]
