"""What operators say on every page for a while: maintenance that is planned, an outage, its end."""

from flask import Flask

from grants.site.banners import views
from grants.site.banners.cli import banner


def init_app(app: Flask) -> None:
    """Connect the pages and the commands."""
    app.register_blueprint(views.blueprint)
    views.offer(app)
    app.cli.add_command(banner)
