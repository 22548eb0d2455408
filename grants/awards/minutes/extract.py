"""What minutes say of one application, for its case file."""

from grants.applications.models import Application
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.queries import sittings_in
from grants.awards.minutes.queries import Minutes, minutes_of
from grants.awards.minutes.signatures import signatures_of
from grants.awards.minutes.writing import document_of
from grants.documents.content import Document


def extracts_of(application: Application) -> list[tuple[Sitting, Document]]:
    """Return an extract of the minutes of each closed sitting that dealt with an application, the first first.

    It holds the head of the minutes and what is said of this application, nothing of others.
    """
    call = application.call
    found = []
    for sitting in sittings_in(call):
        if sitting.state is SittingState.CLOSED:
            minutes = minutes_of(sitting, call)
            if any(one.application_id == application.id for one in minutes.sections):
                found.append((sitting, _extract(minutes, application)))
    return found


def _extract(minutes: Minutes, application: Application) -> Document:
    head, *_others = minutes.sections
    about = [block for one in minutes.sections if one.application_id == application.id for block in one.blocks]
    facts, *_more = head.blocks
    return document_of(minutes.record, [facts, *about], signatures_of(minutes), minutes.logo)
