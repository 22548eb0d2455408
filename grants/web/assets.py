"""Style sheets and scripts, all served from here, each under an address that changes with its content."""

from hashlib import sha256
from pathlib import Path

import flask_bootstrap
from flask import Blueprint, Flask

_BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css"
_STATIC = Path(__file__).parent.parent / "static"

blueprint = Blueprint("bootstrap", __name__, static_folder=_BOOTSTRAP, static_url_path="/static/bootstrap")


def init_app(app: Flask) -> None:
    """Serve the files and let templates name them: `{{ asset("css/site.css") }}`."""
    app.register_blueprint(blueprint)
    addresses = {"bootstrap.css": _address(_BOOTSTRAP / "bootstrap.min.css", "/static/bootstrap/bootstrap.min.css")}
    for file in sorted(path for path in _STATIC.rglob("*") if path.is_file()):
        name = file.relative_to(_STATIC).as_posix()
        addresses[name] = _address(file, f"/static/{name}")
    app.jinja_env.globals["asset"] = addresses.__getitem__


def _address(file: Path, path: str) -> str:
    return f"{path}?v={sha256(file.read_bytes()).hexdigest()[:12]}"
