"""The installation itself: what its operators announce, what is not answering, how it begins, and its help."""

from flask import Flask

from grants.site import audit, banners, beginning, guides, selfcheck, strip


def init_app(app: Flask) -> None:
    """Connect words, pages and commands."""
    for part in (audit, banners, beginning, guides, selfcheck, strip):
        part.init_app(app)
