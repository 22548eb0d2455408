"""Applications, the people who work on them, their files and what proves a submission."""

from grants.applications.models.applications import (
    MAX_RECORD_NUMBER,
    Application,
    ApplicationMember,
    ApplicationState,
    Extension,
    Right,
)
from grants.applications.models.files import SCAN, Attachment, Copy, Enclosure, PartialUpload, Redaction
from grants.applications.models.proofs import Clarification, Confirmation, Party, Receipt
from grants.applications.models.writing import Comment, EarlierAnswer

__all__ = [
    "MAX_RECORD_NUMBER",
    "SCAN",
    "Application",
    "ApplicationMember",
    "ApplicationState",
    "Attachment",
    "Clarification",
    "Comment",
    "Confirmation",
    "Copy",
    "EarlierAnswer",
    "Enclosure",
    "Extension",
    "PartialUpload",
    "Party",
    "Receipt",
    "Redaction",
    "Right",
]
