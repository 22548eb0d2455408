"""People, sign-in, organisers, applicant organisations and roles."""

from flask import Flask

from grants.accounts import audit, brand, current, notices, personal, tasks, truth, views
from grants.accounts.lists import views as lists
from grants.accounts.moving import notices as moving
from grants.notices.register import register
from grants.web.slots import offer_tasks


def init_app(app: Flask) -> None:
    """Connect sessions, pages and tasks of people."""
    current.init_app(app)
    views.init_app(app)
    brand.init_app(app)
    lists.init_app(app)
    audit.init_app(app)
    register(app, notices.EVENTS)
    register(app, moving.EVENTS)
    truth.init_app(app)
    personal.offer_data(app, personal.own_data)
    offer_tasks(app, tasks.tasks)
    offer_tasks(app, tasks.mail_came_back, tasks.ANYTHING_LOST)
