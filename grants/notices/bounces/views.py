"""Where a mail server hands over reports about mail, if the settings name a secret for it."""

from hmac import compare_digest

from flask import Blueprint, Flask, Response, current_app, request

from grants.errors import Invalid, NotFound
from grants.notices.bounces.reading import MAX_REPORT, NoReport
from grants.notices.bounces.services import take_in
from grants.web.csrf import protection

blueprint = Blueprint("bounces", __name__, url_prefix="/mail")


@blueprint.post("/bounces")
def hand_over() -> Response:
    """Take in one report, the bytes of the mail as they are; there is nothing here for who does not know the secret."""
    if not _knows(current_app.extensions["settings"].bounces_secret):
        raise NotFound
    if (request.content_length or 0) > MAX_REPORT:
        raise Invalid("it is too long")
    try:
        take_in(request.get_data(cache=False))
    except NoReport as error:
        raise Invalid(str(error)) from error
    return Response(status=204)


protection.exempt(hand_over)  # a mail server has no session; it proves itself by the secret


def init_app(app: Flask) -> None:
    """Serve the address."""
    app.register_blueprint(blueprint)


def _knows(secret: str) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(secret) and compare_digest(given.encode(), secret.encode())
