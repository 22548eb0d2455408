"""Use cases of complaints: record one, decide on it, have the application evaluated anew, make the decisions anew."""

from grants.awards.contests.services.anew import decline, name_evaluator, submit_fresh
from grants.awards.contests.services.concluding import conclude
from grants.awards.contests.services.own_motion import Found, correct
from grants.awards.contests.services.recording import MAX_WORDS, Received, complain, record_complaint
from grants.awards.contests.services.ruling import Ruled, rule
from grants.awards.contests.services.withdrawing import withdraw

__all__ = [
    "MAX_WORDS",
    "Found",
    "Received",
    "Ruled",
    "complain",
    "conclude",
    "correct",
    "decline",
    "name_evaluator",
    "record_complaint",
    "rule",
    "submit_fresh",
    "withdraw",
]
