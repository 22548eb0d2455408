"""Which messages about awards, sittings and complaints are not for their readers' eyes any more."""

from flask import Flask
from sqlalchemy import select

from grants.applications.truth import not_theirs
from grants.awards.letters.queries import LETTER
from grants.awards.letters.services.voiding import is_overtaken
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.truth import in_the_way, seat_lost
from grants.notices.models import Message, Withheld
from grants.notices.truth import offer_truth


def init_app(app: Flask) -> None:
    """Let the outbox ask. That a sitting is cancelled is told to whoever was invited."""
    offer_truth(
        app, not_theirs, "award_accepted", "complaint_answered", "complaint_ruled", "decision", "results_published"
    )
    offer_truth(app, is_overtaken, LETTER)
    offer_truth(app, _not_public, "results_published")
    offer_truth(
        app,
        seat_lost,
        "sitting_invited",
        "sitting_changed",
        "sitting_called_in",
        "written_asked",
        "written_reminder",
        "written_moved",
    )
    offer_truth(app, in_the_way, "complaint_made", "complaint_withdrawn", "complaint_evaluation", "award_ended")


def _not_public(message: Message) -> Withheld | None:
    """Say that the results of a call are not public, although they were when the message was written."""
    stage = db.session.scalar(select(Call.stage).where(Call.id == message.call_id))
    return None if stage is Stage.RESULTS_PUBLISHED else Withheld.OVER
