"""The service that runs open grant competitions; `create_app` lists its parts."""

from importlib import import_module
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from grants import db

ROOT = Path(__file__).parent.parent
PARTS = (
    "web",
    "accounts",
    "journal",
    "notices",
    "site",
    "calls",
    "applications",
    "evaluation",
    "awards",
    "search",
    "verification",
    "cli",
)
"""In the order in which data flows; each part's `init_app(app)` connects its pages, events, slots and commands."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings, read from the environment unless given."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder=ROOT / "templates", instance_path=str(settings.instance_path))
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    app.extensions["create_app"] = create_app
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    db.init_app(app)
    for part in PARTS:
        import_module(f"grants.{part}").init_app(app)
    return app
