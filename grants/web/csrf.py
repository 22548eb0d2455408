"""Protection against forged requests: every form carries a token, except where a view is exempt and says why."""

from flask import Flask
from flask_wtf import CSRFProtect

protection = CSRFProtect()


def init_app(app: Flask) -> None:
    """Protect every form of the application."""
    protection.init_app(app)
