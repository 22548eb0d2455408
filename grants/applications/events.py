"""What happened to applications, for the stages that follow."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class ApplicationSubmitted:
    """Tell that an application was received."""

    application_id: uuid.UUID
    call_id: uuid.UUID


@dataclass(frozen=True)
class ApplicationWithdrawn:
    """Tell that an applicant took an application back."""

    application_id: uuid.UUID
    call_id: uuid.UUID


@dataclass(frozen=True)
class ApplicationClarified:
    """Tell that a clarification ended: the applicant answered, or the term passed."""

    application_id: uuid.UUID
    call_id: uuid.UUID


@dataclass(frozen=True)
class ApplicationNotSubmitted:
    """Tell that a draft was still a draft when the call closed."""

    application_id: uuid.UUID
    call_id: uuid.UUID
