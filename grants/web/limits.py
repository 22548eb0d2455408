"""How often an address may ask for what costs or can be guessed; views name their own limit."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, strategy="moving-window", headers_enabled=True)
"""Counts in Redis when there is one, otherwise in memory: `@limiter.limit("10 per hour")`."""


def init_app(app: Flask) -> None:
    """Connect the counters to the application's storage."""
    limiter.init_app(app)
