"""Use cases of complaints: record one, decide on it, hand that over, have the application evaluated anew."""

from grants.awards.contests.services.anew import decline, name_evaluator, submit_fresh
from grants.awards.contests.services.concluding import conclude
from grants.awards.contests.services.own_motion import Found, correct
from grants.awards.contests.services.recording import MAX_WORDS, Received, complain, record_complaint
from grants.awards.contests.services.ruling import Ruled, rule
from grants.awards.contests.services.telling import Handed, ruling_not_reached, send_ruling
from grants.awards.contests.services.withdrawing import withdraw

__all__ = [
    "MAX_WORDS",
    "Found",
    "Handed",
    "Received",
    "Ruled",
    "complain",
    "conclude",
    "correct",
    "decline",
    "name_evaluator",
    "record_complaint",
    "rule",
    "ruling_not_reached",
    "send_ruling",
    "submit_fresh",
    "withdraw",
]
