"""Pages about a call that everybody who is not signed in sees alike, each rendered once by a process."""

from collections.abc import Callable

from flask import request, session

from grants.calls.memory import Memory
from grants.calls.models import Call
from grants.site.strip import announced
from grants.web.languages import language
from grants.web.reader import reader
from grants.web.themes import theme

_pages: Memory[tuple[object, ...], str] = Memory(256)


def alike_for_everybody(call: Call, *hangs_on: object, render: Callable[[], str]) -> str:
    """Return a whole page, rendered anew for who is signed in, has a message to be shown, or asks for something in it.

    `hangs_on` names what the page shows beside the call, its rules in force and its organiser: under the same values
    it is the same page. What the frame of a page depends on is known here.
    """
    if reader() or "_flashes" in session or request.query_string:
        return render()
    organiser = call.organiser
    frame = (request.path, language(), theme(), *announced())
    looks = (organiser.name, organiser.colour, organiser.logo)
    return _pages.get((call.id, call.rules_digest, *looks, *frame, *hangs_on), render)
