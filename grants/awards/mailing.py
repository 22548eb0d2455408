"""A paper by e-mail to everybody who works on an application, beside words in the language each reads."""

import uuid
from typing import Any

from grants.applications.models import Application
from grants.notices.envelope import AttachedFile
from grants.notices.services import queue_words, words_of


def mail_paper(
    paper: AttachedFile,
    *,
    event: str,
    subject_id: uuid.UUID,
    application: Application,
    context: dict[str, Any],
    reply_to: str,
) -> None:
    """Put a message with a stored file into the outbox for each member; its template bears the name of its event."""
    told = {"application": application, "call": application.call, **context}
    for member in application.members:
        queue_words(
            event=event,
            subject_id=subject_id,
            person=member.person,
            words=words_of(event, f"awards/notices/{event}", member.person, told),
            language=member.person.language,
            attachments=[paper],
            call_id=application.call_id,
            application_id=application.id,
            reply_to=reply_to,
        )
