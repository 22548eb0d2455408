"""Pages of the development mailbox. They show every message to everybody, so production does not have them at all."""

from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template, request

from config import LOOPBACK
from grants.errors import NotFound
from grants.notices.mailbox import letters, open_letter, part

ANY_STYLE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Mail carries its styles inline, which our own pages may not."""

blueprint = Blueprint("notices", __name__, url_prefix="/development/mailbox")


@blueprint.before_request
def from_this_machine() -> None:
    """Have no mailbox for other machines, whatever address the server was told to listen on."""
    if request.remote_addr not in LOOPBACK:
        raise NotFound


@blueprint.get("/")
def mailbox() -> str:
    """List the messages, the newest first, to one recipient if asked."""
    recipient = request.args.get("to", "").strip()
    return render_template("notices/mailbox.html", letters=letters(_folder(), recipient), recipient=recipient)


@blueprint.get("/<name>")
def letter(name: str) -> str:
    """Show one message as text."""
    mail = open_letter(_folder(), name)
    return render_template("notices/letter.html", name=name, mail=mail, text=part(mail, "plain"))


@blueprint.get("/<name>/html")
def letter_html(name: str) -> Response:
    """Show one message as a mail program would."""
    return Response(part(open_letter(_folder(), name), "html"), headers={"Content-Security-Policy": ANY_STYLE})


def init_app(app: Flask) -> None:
    """Serve the mailbox, in development only."""
    if app.extensions["settings"].development:
        app.register_blueprint(blueprint)


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].mail_folder
    return folder
