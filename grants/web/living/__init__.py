"""`/development/design`: every pattern of the pages in all its states, for who builds a page and for the tests.

It is there in development only: an installation that people use has no page of examples.
"""

from flask import Blueprint, Flask, render_template

from grants.web.living import examples

blueprint = Blueprint("living", __name__)


@blueprint.get("/development/design")
def design() -> str:
    """Show every pattern."""
    return render_template("web/living/page.html", **examples.shown())


def init_app(app: Flask) -> None:
    """Serve the page where messages stay on the machine, too."""
    if app.extensions["settings"].development:
        app.register_blueprint(blueprint)
