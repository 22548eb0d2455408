"""Invent applications and marks that fit any rules: for rehearsals and tests, never beside real organisations. Pure."""

from grants.exchange.invention.answers import invent_answers, invent_applicant, invent_sum, invent_title
from grants.exchange.invention.files import invent_file
from grants.exchange.invention.marks import invent_marks

__all__ = ["invent_answers", "invent_applicant", "invent_file", "invent_marks", "invent_sum", "invent_title"]
