"""Sittings of the committee: planned, held before the eyes of all, voted in; folded away where nobody plans one."""

from flask import Flask

from grants.awards.meetings import audit, labels, notices, tasks
from grants.awards.meetings.workflow import WORKFLOWS
from grants.awards.meetings.written import notices as written
from grants.notices.register import register
from grants.web.slots import offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages and the words of the journal."""
    from grants.awards.meetings.views import meetings
    from grants.awards.meetings.views.lots import draws
    from grants.awards.meetings.written.views import votes

    app.register_blueprint(meetings)
    app.register_blueprint(draws)
    app.register_blueprint(votes)
    for workflow in WORKFLOWS.values():
        workflow.speak(states=labels.STATES, actions=labels.STEPS)
    audit.init_app(app)
    register(app, notices.EVENTS + written.EVENTS)
    offer_tasks(app, tasks.invited_tasks, tasks.ANY_INVITATION)
