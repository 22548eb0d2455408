"""Style sheets and scripts, all served from here, each under an address that changes with its content.

What every page needs comes as one style sheet: Bootstrap, of which `make styles` keeps what is used, and our own.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response

_STATIC = Path(__file__).parent.parent / "static"
SHEETS = ("bootstrap", "tokens", "site", "forms", "tables", "parts")
"""The style sheets of every page, in their order; the others are loaded where they are needed."""

blueprint = Blueprint("styles", __name__)


def init_app(app: Flask) -> None:
    """Serve the files and let templates name them: `{{ asset("css/meeting.css") }}`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = _addresses().__getitem__


@blueprint.get("/static/css/all.css")
def sheets() -> Response:
    """Serve the style sheets of every page as one."""
    return Response(_together(), mimetype="text/css")


@cache
def _together() -> str:
    return "".join((_STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)


@cache
def _addresses() -> dict[str, str]:
    files = sorted(path for path in _STATIC.rglob("*") if path.is_file())
    addresses = {
        (name := file.relative_to(_STATIC).as_posix()): _address(file.read_bytes(), f"/static/{name}") for file in files
    }
    return addresses | {"all.css": _address(_together().encode(), "/static/css/all.css")}


def _address(content: bytes, path: str) -> str:
    return f"{path}?v={sha256(content).hexdigest()[:12]}"
