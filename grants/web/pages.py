"""Pages that belong to no stage: how accessible the service is, and what it does with personal data."""

from flask import Blueprint, Flask, render_template

blueprint = Blueprint("pages", __name__)


@blueprint.get("/accessibility")
def accessibility() -> str:
    """Show the accessibility statement."""
    return render_template("web/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """Show what the service does with personal data."""
    return render_template("web/privacy.html")


def init_app(app: Flask) -> None:
    """Serve the pages and tell templates what the layout shows of this installation."""
    app.register_blueprint(blueprint)
    settings = app.extensions["settings"]
    app.jinja_env.globals.update(development=settings.development, timezone=settings.timezone)
    app.jinja_env.globals["has_page"] = app.view_functions.__contains__
