"""How an organiser looks: its logo and its colour, on the pages of its calls and on paper."""

from flask import Flask

from grants.accounts.brand import pages, paper, shown


def init_app(app: Flask) -> None:
    """Connect the page that sets them and show them in the layout and on paper."""
    pages.init_app(app)
    shown.init_app(app)
    paper.init_app(app)
