"""The inbox on the site: what was told to a person, in the words in which it was told."""

from flask import Flask

from grants.notices.inbox.views import blueprint
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the pages, and the entry in the menu of who has something unread."""
    from grants.notices.inbox.slots import in_menu, offer_own

    app.register_blueprint(blueprint)
    fill(app, "layout.menu", "notices/inbox/menu.html", in_menu, order=90)
    offer_own(app)
