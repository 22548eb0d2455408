"""What people do with applications, from the start to the withdrawal. Each is one transaction of the caller."""

from grants.applications.services.attachments import attach, detach
from grants.applications.services.carrying import carry_over
from grants.applications.services.changing import drop_change, open_again
from grants.applications.services.clarifying import ask_to_clarify, clarify, end_clarifications
from grants.applications.services.confirming import answer, ask_parties, receive_on_paper, receive_signed_copy
from grants.applications.services.drafts import Overtaken, save, start
from grants.applications.services.extending import extend_for
from grants.applications.services.intake import number, register
from grants.applications.services.locking import hold, require_right
from grants.applications.services.merging import merge_applicants
from grants.applications.services.people import accept, decline, hand_over, let_in, let_out
from grants.applications.services.removing import delete_draft
from grants.applications.services.showing import hide, show
from grants.applications.services.steps import move
from grants.applications.services.submission import Incomplete, record_refusal, submit
from grants.applications.services.uploading import add_part, begin_upload, finish_upload, forget_upload, stop_upload
from grants.applications.services.withdrawing import withdraw

__all__ = [
    "Incomplete",
    "Overtaken",
    "accept",
    "add_part",
    "answer",
    "ask_parties",
    "ask_to_clarify",
    "attach",
    "begin_upload",
    "carry_over",
    "clarify",
    "decline",
    "delete_draft",
    "detach",
    "drop_change",
    "end_clarifications",
    "extend_for",
    "finish_upload",
    "forget_upload",
    "hand_over",
    "hide",
    "hold",
    "let_in",
    "let_out",
    "merge_applicants",
    "move",
    "number",
    "open_again",
    "receive_on_paper",
    "receive_signed_copy",
    "record_refusal",
    "register",
    "require_right",
    "save",
    "show",
    "start",
    "stop_upload",
    "submit",
    "withdraw",
]
