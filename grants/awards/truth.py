"""Which messages about awards, sittings and complaints are not for their readers' eyes any more."""

from flask import Flask

from grants.applications.truth import not_theirs
from grants.evaluation.truth import in_the_way, seat_lost
from grants.notices.truth import offer_truth


def init_app(app: Flask) -> None:
    """Let the outbox ask. That a sitting is cancelled is told to whoever was invited."""
    offer_truth(app, not_theirs, "award_accepted", "complaint_ruled", "decision")
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
