"""People, sign-in, organisers, applicant organisations and roles."""

from flask import Flask

from grants.accounts import current


def init_app(app: Flask) -> None:
    """Connect sessions, pages, commands and tasks of people."""
    current.init_app(app)
