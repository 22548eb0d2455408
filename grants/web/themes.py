"""Light or dark: as the reader's device is set, or as they chose on any page; the choice is kept in the session."""

from flask import Blueprint, Flask, has_request_context, redirect, request, session
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from grants.errors import NotFound
from grants.web.addresses import local_path

THEMES: dict[str, str] = {
    "auto": lazy_gettext("as on this device"),
    "light": lazy_gettext("light"),
    "dark": lazy_gettext("dark"),
}
DARK = {"auto": "screen and (prefers-color-scheme: dark)", "light": "", "dark": "screen"}
"""When the style sheet of the dark holds; never on paper, and never where light was chosen."""
SCHEMES = {"auto": "light dark", "light": "light", "dark": "dark"}
"""What browsers draw before the style sheet has come."""

blueprint = Blueprint("themes", __name__)


def theme() -> str:
    """Return the code of the reader's choice."""
    chosen = session.get("theme") if has_request_context() else None
    return str(chosen) if chosen in THEMES else "auto"


@blueprint.get("/colours/<code>")
def choose(code: str) -> Response:
    """Choose light or dark, and go back to the page the reader came from."""
    if code not in THEMES:
        raise NotFound
    session["theme"] = code
    return redirect(local_path(request.args.get("next", "/")))


def _of_this_page() -> dict[str, object]:
    chosen = theme()
    return {"themes": THEMES, "theme": chosen, "theme_dark": DARK[chosen], "theme_scheme": SCHEMES[chosen]}


def init_app(app: Flask) -> None:
    """Let pages be light or dark."""
    app.register_blueprint(blueprint)
    app.context_processor(_of_this_page)
