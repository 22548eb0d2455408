"""The links in messages to followers: confirm, and stop. Each asks once more, because programs open links too."""

from http import HTTPStatus

from flask import Blueprint, render_template, request

from grants.calls.asking import followers, tokens
from grants.calls.asking.models import Follower
from grants.calls.queries import call_by_id
from grants.web.csrf import protection

blueprint = Blueprint("following", __name__, url_prefix="/following/<follower>")

Page = str | tuple[str, int]


@blueprint.route("/confirm", methods=["GET", "POST"])
def confirm(follower: str) -> Page:
    """Ask, then begin to send news."""
    done = request.method == "POST"
    found = followers.confirm(follower) if done else tokens.follower_of(follower)
    return _shown("calls/asking/confirm.html", found, follower, done)


@blueprint.route("/stop", methods=["GET", "POST"])
def stop(follower: str) -> Page:
    """Ask, then send no more news; mail programs press the button themselves, without a form of ours (RFC 8058)."""
    if request.method == "POST":
        followers.stop(follower)
        return render_template("calls/asking/stop.html", follower=None, done=True)
    return _shown("calls/asking/stop.html", tokens.follower_of(follower), follower, False)


protection.exempt(stop)


def _shown(template: str, follower: Follower | None, token: str, done: bool) -> Page:
    call = call_by_id(follower.call_id) if follower is not None and follower.call_id else None
    page = render_template(template, follower=follower, call=call, token=token, done=done)
    return page, HTTPStatus.OK if follower else HTTPStatus.NOT_FOUND
