"""Say a message in the words of officials, where they wrote it."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from grants.db import MAX_LINE
from grants.notices.rendering import reading_as, signature_of, told_of_fallback
from grants.notices.wording.editable import Editable, editable
from grants.notices.wording.places import Place
from grants.notices.wording.queries import in_force
from grants.notices.words import Words


def own_words(event: str, language: str, context: Mapping[str, Any]) -> Words | None:
    """Return a message in the own words of its call or organiser; nothing where the service's words hold."""
    message, call = editable().get(event), context.get("call")
    if message is None or call is None:
        return None
    text = in_force(Place(call.organiser_id, call.id, event, language))
    if text is None:
        return None
    try:
        return said(message, text.subject, text.body, language, context)
    except (AttributeError, KeyError, TypeError):  # nobody's act fails because of what an official wrote
        current_app.logger.exception("%s cannot be said in own words", event)
        return None


def said(
    message: Editable, subject: str, body: str, language: str, context: Mapping[str, Any], *, lenient: bool = False
) -> Words:
    """Return what a text says; `lenient` names what is not known yet, for looking at."""
    with reading_as(language):
        line = message.filled(subject, context, markdown=False, lenient=lenient)
        words = Words(
            subject=" ".join(line.split())[:MAX_LINE],
            body=message.filled(body, context, markdown=True, lenient=lenient).strip(),
            signature=signature_of(context.get("organiser")),
        )
        return told_of_fallback(words, context)
