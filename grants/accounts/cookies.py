"""The cookie of a browser: given a new session when somebody signs in, emptied when they sign out."""

from flask import session

from grants.accounts import services
from grants.accounts.current import GUEST, SESSION, current_person, session_id
from grants.accounts.models import Person
from grants.web.resending import TOKEN


def begin_session(person: Person) -> None:
    """Sign a person in with a new session; whoever was signed in in this browser is signed out first."""
    end_session()
    session.permanent = True
    session[SESSION] = str(services.begin_session(person=person))


def begin_as_guest(language: str) -> Person:
    """Let somebody begin in this browser who has not signed in; return the person they are until then.

    For a form that was sent with its token: that is what the browser is known by.
    """
    guest, began = services.begin_as_guest(secret=session[TOKEN], language=language)
    session.permanent = True
    session[GUEST] = str(began)
    return guest


def end_session() -> None:
    """Sign out on this device, keeping the language, and what was begun here before anybody had signed in."""
    kept = {part: session[part] for part in ("language", GUEST) if session.get(part)}
    person, ended = current_person(), session_id()
    if person and ended:
        services.sign_out(person=person, session_id=ended)
    session.clear()
    session.update(kept)
